#include "auditor/evaluate/excess_groups.h"

#include "auditor/model/text.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <optional>

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
    const Facts facts(View(&snapshot.organizations.at("contoso"), "contoso", nullptr), catalogue, false);
    return excess_groups(facts, *facts.account({AccountSelector::Kind::email, svc}).identity, needed);
  }

  std::vector<Excess> excess(const std::vector<std::string>& needed = {}) {
    NeededGroups groups_needed;
    for (const std::string& group : needed) {
      groups_needed.behind.groups.insert(fold_case(world.group_descriptor(group)));
    }
    return groups(groups_needed).excess;
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
  EXPECT_EQ(found[0].remediation,
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
  EXPECT_EQ(found[0].remediation,
            "Project settings › Permissions › [Shop]\\Readers › Members › Remove: [contoso]\\Tools");
}

TEST_F(ExcessGroupsTest, TheWayOutOfAGroupOfEntraIsInEntra) {
  world.put(svc, "[TEAM FOUNDATION]\\Staff").put("[TEAM FOUNDATION]\\Staff", admins);
  const auto found = excess();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(
      found[0].remediation,
      "Microsoft Entra › Groups › Staff › Members › Remove: svc@contoso.com, or from the group in it that "
      "holds the account");
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
  const Facts facts(View(&contoso, "contoso", nullptr), catalogue, false);
  const auto found =
      excess_groups(facts, *facts.account({AccountSelector::Kind::email, svc}).identity, {}).excess;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].severity, Severity::high);
  EXPECT_EQ(found[0].project, "contoso");
  EXPECT_TRUE(found[0].remediation.starts_with("Project settings")) << found[0].remediation;
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

}  // namespace
}  // namespace patrol
