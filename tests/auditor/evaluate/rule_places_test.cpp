#include "auditor/evaluate/rule_places.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using ForEach = Rule::ForEach;

class RulePlacesTest : public ::testing::Test {
 protected:
  RulePlacesTest() {
    world.account("svc@contoso.com").repository("Shop", "main").repository("Shop", "docs");
    world.repository("Web", "main");
    integration.projects = {"Shop", "Web"};
    integration.repositories = {"main"};
  }

  /// Where repositories are asked about code, seen from a project; from the organization, where it is empty.
  TokenSet tokens(const Snapshot& snapshot, const std::string& project) {
    const Facts facts(View(&snapshot.organizations.at("contoso"), "contoso", nullptr), catalogue, false);
    RulePlaces places(catalogue);
    const Permission read{.level = Permission::Level::repository,
                          .place = {.kind = Place::Kind::each_project},
                          .namespace_id = git_namespace,
                          .namespace_name = "Git Repositories",
                          .action = "GenericRead",
                          .words = "Read"};
    Project here{.id = world.ids("Shop").project, .name = project};
    Subject subject;
    if (!project.empty()) subject.project = &here;
    may_be_more = places.of(integration, ForEach::repository, facts).may_be_more_in(subject);
    return places.tokens_of(read, integration, ForEach::repository, subject, facts);
  }
  std::string token_of(const std::string& project, const std::string& repository) {
    return normal_token(
        world.token(git_namespace, Permission::Level::repository, world.ids(project, repository)));
  }

  const Catalogue catalogue = small_catalogue();
  World world;
  Integration integration = flow_integration();
  bool may_be_more = false;
};

TEST_F(RulePlacesTest, AreThoseOfTheProjectOrAllSeenFromTheOrganization) {
  EXPECT_EQ(tokens(world.snapshot(), "Shop"), TokenSet{token_of("Shop", "main")});
  EXPECT_FALSE(may_be_more);
  EXPECT_EQ(tokens(world.snapshot(), ""), (TokenSet{token_of("Shop", "main"), token_of("Web", "main")}));
  EXPECT_FALSE(may_be_more);
}

TEST_F(RulePlacesTest, MayBeMoreWhereTheListIsNotKnown) {
  Snapshot snapshot = world.snapshot();
  hide(snapshot, FactKey::Kind::repositories);
  EXPECT_EQ(tokens(snapshot, "Shop"), TokenSet{});
  EXPECT_TRUE(may_be_more);
  EXPECT_EQ(tokens(snapshot, ""), TokenSet{});
  EXPECT_TRUE(may_be_more);
}

TEST(RulePlaces, MayBeMoreInTheProjectsThatAreNamedAlone) {
  const Project shop{.id = "1", .name = "Shop"};
  Subject here;
  here.project = &shop;
  EXPECT_FALSE((RulePlaces::Places{.subjects = {}, .open = {}}).may_be_more_in(here));
  EXPECT_FALSE((RulePlaces::Places{.subjects = {}, .open = {"Web"}}).may_be_more_in(here));
  EXPECT_TRUE((RulePlaces::Places{.subjects = {}, .open = {"Web", "sh*"}}).may_be_more_in(here));
  EXPECT_TRUE((RulePlaces::Places{.subjects = {}, .open = {""}}).may_be_more_in(here));
  EXPECT_TRUE((RulePlaces::Places{.subjects = {}, .open = {"Web"}}).may_be_more_in({}))
      << "the organization is in all of them";
}

}  // namespace
}  // namespace patrol
