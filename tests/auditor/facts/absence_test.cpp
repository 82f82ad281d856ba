#include "auditor/facts/absence.h"

#include "auditor/model/text.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr const char* readers = "[Shop]\\Readers";
constexpr const char* platform = "[TEAM FOUNDATION]\\Platform";

class AbsenceTest : public ::testing::Test {
 protected:
  Doubt below(const std::string& group, bool entra_matters = true) {
    if (!snapshot) snapshot = world.snapshot();
    view.emplace(&snapshot->organizations.at("contoso"), "contoso", &missing);
    const GroupNames names(*view, small_catalogue());
    return Absences(*view, names).below(world.group_descriptor(group), entra_matters);
  }
  Fact<Evidence<Identity>>& group(const std::string& name) {
    return snapshot->organizations.at("contoso").groups.at(fold_case(world.group_descriptor(name)));
  }

  World world;
  std::optional<Snapshot> snapshot;
  std::optional<View> view;
  std::set<FactKey> missing;
};

TEST_F(AbsenceTest, NothingHidesBelowAGroupOfKnownPeople) {
  world.account("a@contoso.com").put("a@contoso.com", readers).put("[Shop]\\Team", readers);
  const Doubt doubt = below(readers);
  EXPECT_TRUE(doubt.support.gaps.empty());
  EXPECT_TRUE(doubt.entra_groups.empty());
  EXPECT_FALSE(doubt.is_cut);
}

TEST_F(AbsenceTest, FindsTheEntraGroupBehindACutList) {
  world.crowd(readers, 150).put("[Shop]\\Team", readers).put(platform, "[Shop]\\Team");
  const Doubt doubt = below(readers);
  EXPECT_TRUE(doubt.is_cut);
  EXPECT_EQ(doubt.entra_groups, std::vector{world.group_descriptor(platform)});
  EXPECT_TRUE(doubt.support.gaps.empty());
}

TEST_F(AbsenceTest, ACutListWithNoEntraGroupBelowHidesOnlyThoseWhomGraphTells) {
  world.crowd(readers, 150).put(platform, "[Web]\\Readers");
  const Doubt doubt = below(readers);
  EXPECT_TRUE(doubt.is_cut);
  EXPECT_TRUE(doubt.entra_groups.empty());
  EXPECT_TRUE(doubt.support.gaps.empty());
}

TEST_F(AbsenceTest, IsOpenWhereTheGroupsOfTheOrganizationWereNotListedWhole) {
  world.crowd(readers, 150);
  snapshot = world.snapshot();
  hide(*snapshot, FactKey::Kind::group_names);
  const Doubt doubt = below(readers);
  ASSERT_EQ(doubt.support.gaps.size(), 1U);
  EXPECT_EQ(doubt.support.gaps[0].what, "which Entra groups the organization knows");
}

TEST_F(AbsenceTest, IsOpenWhereWhatHoldsAnEntraGroupCouldNotBeRead) {
  world.crowd(readers, 150).put(platform, "[Shop]\\Team");
  snapshot = world.snapshot();
  group("[Shop]\\Team").known = Gap{Gap::Kind::not_found, "a group", "null entry", ""};
  const Doubt doubt = below(readers);
  ASSERT_EQ(doubt.support.gaps.size(), 1U);
  EXPECT_EQ(doubt.support.gaps[0].what, "which groups hold [Shop]\\Team");
}

TEST_F(AbsenceTest, AWholeListNeedsNoLookAtEntraGroupsElsewhere) {
  world.put(platform, "[Web]\\Readers");
  snapshot = world.snapshot();
  hide(*snapshot, FactKey::Kind::group_names);
  snapshot->organizations.at("contoso").groups.erase(fold_case(world.group_descriptor(platform)));
  EXPECT_TRUE(below(readers).support.gaps.empty());
  EXPECT_TRUE(missing.empty());
}

TEST_F(AbsenceTest, OfWhomNoEntraGroupCanHoldOnlyTheGroupItselfIsLookedAt) {
  world.put(platform, "[Shop]\\Team").put("[Shop]\\Team", readers);
  EXPECT_TRUE(below(readers, false).entra_groups.empty());
}

TEST_F(AbsenceTest, EndsOnACycle) {
  world.put("[contoso]\\A", "[contoso]\\B").put("[contoso]\\B", "[contoso]\\A").put(platform, "[contoso]\\A");
  EXPECT_EQ(below("[contoso]\\B").entra_groups.size(), 1U);
  const GroupNames names(*view, small_catalogue());
  EXPECT_EQ(Absences(*view, names).above(world.group_descriptor(platform)).groups.size(), 3U);
}

}  // namespace
}  // namespace patrol
