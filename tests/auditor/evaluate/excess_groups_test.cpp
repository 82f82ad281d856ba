#include "auditor/evaluate/excess_groups.h"

#include "auditor/model/text.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr const char* admins = "[contoso]\\Project Collection Administrators";
using Path = std::vector<std::string>;

class ExcessGroupsTest : public ::testing::Test {
 protected:
  ExcessGroupsTest() { world.account(svc); }

  ExcessGroups groups(const NeededGroups& needed) {
    snapshot = world.snapshot();
    return groups_of_snapshot(needed);
  }
  ExcessGroups groups_of_snapshot(const NeededGroups& needed) const {
    const Facts facts(View(&snapshot.organizations.at("contoso"), "contoso", nullptr), catalogue, false);
    const GroupGrants grants(facts.view(), catalogue);
    return excess_groups(facts, *facts.account({AccountSelector::Kind::email, svc}).identity, needed, grants);
  }

  std::vector<Excess> excess(const std::vector<std::string>& needed = {}) {
    NeededGroups groups_needed;
    for (const std::string& group : needed) {
      groups_needed.behind.groups.insert(fold_case(world.group_descriptor(group)));
    }
    return groups(groups_needed).excess;
  }
  /// `high: everything in the project`, where the account is in the group and in no other.
  std::string judged(const std::string& group) {
    world.put(svc, group);
    const auto found = excess();
    if (found.size() != 1) return std::to_string(found.size()) + " groups";
    return std::string(to_word(found[0].severity)) + ": " + found[0].allows;
  }
  std::string code_of_shop() const {
    return world.token(git_namespace, Permission::Level::project, world.ids("Shop"));
  }

  Catalogue catalogue = small_catalogue();
  World world;
  Snapshot snapshot;
};

TEST_F(ExcessGroupsTest, GroupsThatTheServiceFillsByItselfAreNone) {
  world.put(svc, "[Shop]\\Readers");
  EXPECT_TRUE(excess({"[Shop]\\Readers"}).empty());
}

TEST_F(ExcessGroupsTest, AnAdministratorThroughOthersIsToldOnceWithItsPath) {
  world.put(svc, "[contoso]\\Tools").put("[contoso]\\Tools", admins);
  const auto found = excess();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].what, admins);
  EXPECT_EQ(found[0].kind, Excess::Kind::role);
  EXPECT_EQ(found[0].severity, Severity::critical);
  EXPECT_EQ(found[0].path, (Path{svc, "[contoso]\\Tools", admins}));
  EXPECT_EQ(found[0].remediation.text(),
            "Organization settings › Permissions › [contoso]\\Tools › Members › Remove: svc@contoso.com");
  EXPECT_FALSE(found[0].reads.empty());
}

TEST_F(ExcessGroupsTest, TheWayOutLeavesWhatIsNeeded) {
  world.put(svc, "[contoso]\\Bots")
      .put("[contoso]\\Bots", "[contoso]\\Tools")
      .put("[contoso]\\Tools", "[Shop]\\Readers");
  const auto found = excess({"[contoso]\\Bots", "[contoso]\\Tools"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].what, "[Shop]\\Readers");
  EXPECT_EQ(found[0].remediation.text(),
            "Project settings › Permissions › [Shop]\\Readers › Members › Remove: [contoso]\\Tools");
}

TEST_F(ExcessGroupsTest, TheWayOutOfAGroupOfEntraIsInEntra) {
  world.put(svc, "[TEAM FOUNDATION]\\Staff").put("[TEAM FOUNDATION]\\Staff", admins);
  const auto found = excess();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(
      found[0].remediation.text(),
      "Microsoft Entra › Groups › Staff › Members › Remove: svc@contoso.com, or from the group in it that "
      "holds the account");
}

TEST_F(ExcessGroupsTest, WhatIsOnOneOfTooManyWaysIsNotKnownToBeNeeded) {
  const auto descriptor = [&](const std::string& group) { return fold_case(world.group_descriptor(group)); };
  const std::string bots = "[contoso]\\Bots", crew = "[contoso]\\Crew", tools = "[contoso]\\Tools";
  world.put(svc, bots).put(svc, crew).put(bots, tools).put(crew, tools).put(bots, admins);
  NeededGroups needed;
  needed.behind.groups.insert(descriptor(tools));
  needed.behind.add(GroupChoice{.ways = {{descriptor(bots), descriptor(tools)}},
                                .untold = {descriptor(bots), descriptor(crew), descriptor(tools)}});
  ExcessGroups found = groups(needed);
  std::ranges::sort(found.unknown);
  EXPECT_EQ(found.unknown, (Path{"whether [contoso]\\Bots is needed", "whether [contoso]\\Crew is needed"}));
  ASSERT_EQ(found.excess.size(), 1U);
  EXPECT_EQ(found.excess[0].what, admins);
  EXPECT_EQ(found.excess[0].remediation,
            "Organization settings › Permissions › [contoso]\\Project Collection Administrators › Members › "
            "Remove: [contoso]\\Bots");
}

TEST_F(ExcessGroupsTest, WhatAnEntraGroupMayHideIsNotKnown) {
  EXPECT_TRUE(groups({}).unknown.empty());
  world.put("[TEAM FOUNDATION]\\Admins", admins);
  EXPECT_TRUE(groups({}).excess.empty());
  EXPECT_EQ(groups({}).unknown, Path{"groups that it may be in through Entra"});
}

/// API.md 4.5: where a group belongs its domain tells, and not the name in brackets.
TEST_F(ExcessGroupsTest, AProjectThatIsCalledAsTheOrganizationIsAProject) {
  world.put(svc, "[Shop]\\Project Administrators");
  snapshot = world.snapshot();
  Organization& contoso = snapshot.organizations.at("contoso");
  const auto rename = [](std::string& name) {
    if (name.starts_with("[Shop]")) name.replace(0, 6, "[contoso]");
  };
  for (GroupName& group : contoso.group_names->known.items) rename(group.principal_name);
  for (auto& [descriptor, fact] : contoso.groups) rename(fact.known.value().display_name);
  const auto found = groups_of_snapshot({}).excess;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].severity, Severity::high);
  EXPECT_EQ(found[0].project, "contoso");
  EXPECT_TRUE(found[0].remediation.text().starts_with("Project settings")) << found[0].remediation.text();
}

TEST_F(ExcessGroupsTest, RenamedBuildAdministratorsOfAProjectAreKnownByTheirSid) {
  world.put(svc, "[Shop]\\Build Administrators").put(svc, "[Web]\\Build Administrators");
  snapshot = world.snapshot();
  Organization& contoso = snapshot.organizations.at("contoso");
  const auto rename = [](std::string& name) {
    if (name == "[Shop]\\Build Administrators") name = "[Shop]\\CI Admins";
  };
  for (GroupName& group : contoso.group_names->known.items) rename(group.principal_name);
  for (auto& [descriptor, fact] : contoso.groups) rename(fact.known.value().display_name);
  const auto found = groups_of_snapshot({}).excess;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, Excess::Kind::role);
  EXPECT_EQ(found[0].severity, Severity::medium);
  EXPECT_EQ(found[0].allows, "the administration of the project's builds");
  EXPECT_EQ(found[0].what, "Build Administrators of 2 projects: Shop and Web");
}

TEST_F(ExcessGroupsTest, BuildAdministratorsOfTheOrganizationAreNoneOfAProject) {
  EXPECT_EQ(judged("[contoso]\\Project Collection Build Administrators"),
            "high: the administration of all builds and their permissions");
}

TEST_F(ExcessGroupsTest, TheMostSevereComesFirst) {
  world.put(svc, "[Shop]\\Readers").put(svc, admins).put(svc, "[contoso]\\Tools");
  const auto found = excess();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].what, admins);
  EXPECT_EQ(found[1].what, "[contoso]\\Tools");
  EXPECT_EQ(found[2].what, "[Shop]\\Readers");
  EXPECT_EQ(found[2].project, "Shop");
}

TEST_F(ExcessGroupsTest, TheSameRoleInSeveralProjectsIsOneEntry) {
  world.put(svc, "[Shop]\\Readers").put(svc, "[Web]\\Readers").put(svc, "[Mobile]\\Readers");
  const auto found = excess({"[Shop]\\Readers"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].what, "Readers of 2 projects: Mobile and Web");
  EXPECT_EQ(found[0].project, std::nullopt);
}

TEST_F(ExcessGroupsTest, ManyProjectsAreCountedNotListed) {
  for (int i = 0; i < 9; ++i) {
    const std::string name = "P" + std::to_string(i);
    world.project(name).put(svc, "[" + name + "]\\Contributors");
  }
  const auto found = excess();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].what, "Contributors of 9 projects: P0, P1, P2, P3, P4 and 4 more");
}

/// Bits of Git Repositories.
constexpr std::int64_t git_read = 2;
constexpr std::int64_t git_contribute = 4;
constexpr std::int64_t git_permissions = 8192;

TEST_F(ExcessGroupsTest, AGroupOfWhichNoListWasReadIsAsBadAsItsPlace) {
  EXPECT_EQ(judged("[contoso]\\Tools"), "medium: whatever is granted to this group");
}

TEST_F(ExcessGroupsTest, AGroupThatAdministersIsHigh) {
  world.entry(git_namespace, code_of_shop(), "[Shop]\\Bots", git_read | git_contribute | git_permissions, 0);
  EXPECT_EQ(judged("[Shop]\\Bots"),
            "high: Manage permissions in Git Repositories of Shop, 2 more, and whatever else is granted");
}

TEST_F(ExcessGroupsTest, AGroupThatChangesThingsIsMedium) {
  world.entry(git_namespace, code_of_shop(), "[Shop]\\Bots", git_contribute, 0);
  EXPECT_EQ(judged("[Shop]\\Bots"),
            "medium: Contribute in Git Repositories of Shop, and whatever else is granted");
}

TEST_F(ExcessGroupsTest, AGroupThatOnlyReadsStaysAsBadAsItsPlace) {
  world.entry(git_namespace, code_of_shop(), "[contoso]\\Tools", git_read, 0);
  EXPECT_EQ(judged("[contoso]\\Tools"),
            "medium: Read in Git Repositories of Shop, and whatever else is granted");
}

TEST_F(ExcessGroupsTest, WhatIsDeniedToItMakesAGroupNoWorse) {
  world.entry(git_namespace, code_of_shop(), "[Shop]\\Bots", git_permissions, git_permissions);
  EXPECT_EQ(judged("[Shop]\\Bots"), "low: whatever is granted to this group");
}

TEST_F(ExcessGroupsTest, AGroupThatEditsTheOrganizationIsCritical) {
  world.entry(collection_namespace, "NAMESPACE:", "[contoso]\\Tools", 2, 0);
  EXPECT_EQ(
      judged("[contoso]\\Tools"),
      "critical: Edit collection-level information in Collection of contoso, and whatever else is granted");
}

TEST_F(ExcessGroupsTest, AGroupOfEntraIsAsBadAsTheListsMakeIt) {
  world.entry(git_namespace, code_of_shop(), "[TEAM FOUNDATION]\\Staff", git_permissions, 0);
  EXPECT_EQ(judged("[TEAM FOUNDATION]\\Staff"),
            "high: Manage permissions in Git Repositories of Shop, and whatever else is granted");
}

TEST_F(ExcessGroupsTest, ABuiltInGroupIsAsBadAsItsRole) {
  world.entry(git_namespace, code_of_shop(), "[Shop]\\Readers", git_permissions, 0);
  EXPECT_EQ(judged("[Shop]\\Readers"), "low: to read the whole project");
}

TEST_F(ExcessGroupsTest, TheReadsOfTheListsAreAmongTheReads) {
  world.entry(git_namespace, code_of_shop(), "[contoso]\\Tools", git_permissions, 0)
      .put(svc, "[contoso]\\Tools");
  const auto found = excess();
  ASSERT_EQ(found.size(), 1U);
  const Organization& contoso = snapshot.organizations.at("contoso");
  const auto& list = contoso.access_control.at({git_namespace, normal_token(code_of_shop())});
  EXPECT_TRUE(std::ranges::includes(found[0].reads, list.reads));
  EXPECT_TRUE(std::ranges::is_sorted(found[0].reads));
  EXPECT_EQ(std::ranges::adjacent_find(found[0].reads), found[0].reads.end());
}

TEST_F(ExcessGroupsTest, AGroupThatIsWorseThanWhatItLeadsToIsTold) {
  world.put(svc, "[contoso]\\Tools").put("[contoso]\\Tools", "[Shop]\\Contributors");
  EXPECT_EQ(excess().size(), 1U) << "Contributors alone";
  world.entry(git_namespace, code_of_shop(), "[contoso]\\Tools", git_permissions, 0);
  const auto found = excess();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].what, "[contoso]\\Tools");
  EXPECT_EQ(found[1].what, "[Shop]\\Contributors");
}

/// What was not read may be granted too.
TEST_F(ExcessGroupsTest, NoListMakesAGroupLessBadThanItsPlace) {
  constexpr std::array places{"[contoso]", "[Shop]", "[TEAM FOUNDATION]"};
  const std::vector<std::pair<std::string, std::string>> lists{
      {git_namespace, code_of_shop()},
      {git_namespace, "repoV2"},
      {build_namespace, world.ids("Shop").project},
      {collection_namespace, "NAMESPACE:"},
      {"1f4179b3-6bac-4d01-b421-71ea09171400", "FrameworkGlobalSecurity"}};
  std::mt19937 chance(20261123);
  const auto bits = [&] { return std::int64_t{1} << std::uniform_int_distribution{0, 20}(chance); };
  for (std::size_t i = 0; i < 40; ++i) {
    const std::string group = std::string(places.at(i % places.size())) + "\\Group " + std::to_string(i);
    world.put(svc, group);
    for (const auto& [space, token] : lists) {
      if (chance() % 2 == 0) world.entry(space, token, group, bits() | bits(), bits());
    }
  }
  const auto with_lists = excess();
  hide(snapshot, FactKey::Kind::access_control);
  hide(snapshot, FactKey::Kind::lists_below);
  const auto without = groups_of_snapshot({}).excess;
  ASSERT_EQ(with_lists.size(), 40U);
  ASSERT_EQ(without.size(), with_lists.size());
  std::size_t raised = 0;
  for (const Excess& one : without) {
    const auto found = std::ranges::find(with_lists, one.what, &Excess::what);
    ASSERT_NE(found, with_lists.end()) << one.what;
    EXPECT_GE(found->severity, one.severity) << one.what;
    if (found->severity > one.severity) ++raised;
  }
  EXPECT_GT(raised, 0U);
}

}  // namespace
}  // namespace patrol
