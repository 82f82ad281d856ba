#include "auditor/evaluate/excess_groups.h"

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

  std::vector<Excess> excess(const std::set<std::string, std::less<>>& needed = {}) {
    snapshot = world.snapshot();
    const Facts facts(View(&snapshot.organizations.at("contoso"), "contoso", nullptr), catalogue, false);
    return excess_groups(facts, *facts.account({AccountSelector::Kind::email, svc}).identity, needed);
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
