#include "auditor/facts/group_scopes.h"

#include "auditor/model/text.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";

class GroupScopesTest : public ::testing::Test {
 protected:
  /// What can hide the account at the organization, or in Shop.
  HidingPlaces hiding(bool in_shop = false, bool accept_materialised = false) {
    snapshot = world.snapshot();
    const Organization& organization = snapshot.organizations.at("contoso");
    const View view(&organization, "contoso", nullptr);
    const Memberships memberships(view, catalogue, accept_materialised);
    HidingPlaces places = GroupScopes(view, memberships)
                              .hiding_places(in_shop ? &organization.projects->known.items.front() : nullptr,
                                             world.identity(svc));
    for (HidingPlace& place : places.places) place.doubt = nullptr;  // it goes with the memberships
    return places;
  }
  bool hides(const HidingPlaces& places, const std::string& group) {
    return std::ranges::find(places.places, fold_case(world.group_descriptor(group)), &HidingPlace::group) !=
           places.places.end();
  }

  std::vector<Gap> homeless() const {
    const View view(&snapshot.organizations.at("contoso"), "contoso", nullptr);
    const Memberships memberships(view, catalogue);
    return GroupScopes(view, memberships).homeless();
  }

  const Catalogue catalogue = small_catalogue();
  World world = World().account(svc);
  Snapshot snapshot;
};

TEST_F(GroupScopesTest, AGroupOfEntraHidesInItselfAndInTheGroupsAboveIt) {
  world.put("[TEAM FOUNDATION]\\Staff", "[contoso]\\Owners").put(svc, "[contoso]\\Others");
  const HidingPlaces places = hiding();
  EXPECT_TRUE(hides(places, "[TEAM FOUNDATION]\\Staff"));
  EXPECT_TRUE(hides(places, "[contoso]\\Owners"));
  EXPECT_FALSE(hides(places, "[contoso]\\Others"));
  EXPECT_FALSE(places.reads.empty());
}

TEST_F(GroupScopesTest, InAProjectTheGroupsOfTheProjectAlone) {
  world.put("[TEAM FOUNDATION]\\Staff", "[contoso]\\Owners");
  EXPECT_TRUE(hiding(true).places.empty());
  world.put("[TEAM FOUNDATION]\\Staff", "[Shop]\\Readers");
  const HidingPlaces places = hiding(true);
  EXPECT_TRUE(hides(places, "[Shop]\\Readers"));
  EXPECT_FALSE(hides(places, "[TEAM FOUNDATION]\\Staff"));
}

TEST_F(GroupScopesTest, NothingHidesWhoCanBeInNoGroupOfEntra) {
  world.put("[TEAM FOUNDATION]\\Staff", "[contoso]\\Owners");
  EXPECT_TRUE(hiding(false, true).places.empty());
  world.identity(svc).subject_descriptor = "msa.c3Zj";
  EXPECT_TRUE(hiding().places.empty());
}

TEST_F(GroupScopesTest, AGroupWithoutADomainMayBeOfAnyScope) {
  world.put(svc, "[Shop]\\Builders");
  snapshot = world.snapshot();
  Organization& organization = snapshot.organizations.at("contoso");
  for (GroupName& group : organization.group_names->known.items) {
    if (group.principal_name == "[Shop]\\Builders") group.domain.clear();
  }
  EXPECT_TRUE(homeless().empty()) << "the group's own answer tells it";
  organization.groups.erase(fold_case(world.group_descriptor("[Shop]\\Builders")));
  ASSERT_EQ(homeless().size(), 1U);
  EXPECT_EQ(homeless().front().what, "where the group [Shop]\\Builders belongs");
}

}  // namespace
}  // namespace patrol
