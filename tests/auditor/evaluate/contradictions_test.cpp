#include "auditor/evaluate/contradictions.h"

#include "auditor/evaluate/evaluate.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";

PolicySet policies() {
  PolicySet set;
  for (const bool forbids : {false, true}) {
    Policy policy;
    policy.id = forbids ? "plain" : "admin";
    policy.rules = {rule_of({Roles{{{{}, RoleHeld::Role::admin, false}}, {}}},
                            forbids ? Rule::Mode::forbid : Rule::Mode::require)};
    set.emplace(policy.id, policy);
  }
  return set;
}

Integration integration(std::string name, std::string policy) {
  Integration integration = flow_integration();
  integration.name = std::move(name);
  integration.policy = std::move(policy);
  return integration;
}

std::vector<Notice> notices(const World& world, const std::vector<Integration>& integrations,
                            std::set<std::string, std::less<>> only = {}) {
  return evaluate(policies(), integrations, small_catalogue(), world.snapshot(),
                  {.now = test_now(), .only = std::move(only)})
      .notices;
}

TEST(ContradictionNotices, TellOfAnAccountThatTwoIntegrationsNameDifferently) {
  World world;
  world.account(svc);
  Integration by_descriptor = integration("b", "plain");
  by_descriptor.account = {AccountSelector::Kind::descriptor, world.identity(svc).descriptor};
  const auto told = notices(world, {integration("a", "admin"), by_descriptor});
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].organization, "contoso");
  EXPECT_EQ(told[0].integration, "b");
  EXPECT_TRUE(told[0].text.starts_with("`a` and `b` sign in with one account: the rule `r` of `b` "))
      << told[0].text;
}

TEST(ContradictionNotices, OfOnePolicyAreToldOnce) {
  World world;
  world.account(svc);
  PolicySet set = policies();
  Policy& policy = set.at("admin");
  policy.rules.push_back(set.at("plain").rules.front());
  policy.rules.back().id = "none";
  policy.rules.back().unless = {"repos"};
  policy.rules.back().position = {"p.yaml", 7, 3};
  policy.features = {"repos"};
  Integration one = integration("a", "admin");
  one.features.clear();
  Integration other = integration("b", "admin");
  other.features = {"repos"};
  const auto told = [&](const std::vector<Integration>& integrations) {
    return evaluate(set, integrations, small_catalogue(), world.snapshot(), {.now = test_now()}).notices;
  };
  EXPECT_TRUE(told({other}).empty());
  const auto notices = told({one});
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_TRUE(notices[0].text.starts_with("p.yaml:7:3: the rule `none` forbids the role admin"))
      << notices[0].text;
  Integration twin = one;
  twin.name = "c";
  EXPECT_EQ(told({one, twin}), notices) << "not again for each pair of those that share the account";
}

TEST(ContradictionNotices, TellOfABaseUrlOfAnotherOrganization) {
  World world;
  world.account(svc);
  Integration elsewhere = integration("a", "plain");
  elsewhere.base_url = "https://fabrikam.visualstudio.com";
  const auto told = notices(world, {elsewhere});
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].integration, "a");
  EXPECT_NE(told[0].text.find("is of the organization `fabrikam`"), std::string::npos) << told[0].text;
  EXPECT_TRUE(notices(world, {integration("a", "plain")}).empty());
}

TEST(ContradictionNotices, AreNotOfTwoAccounts) {
  World world;
  world.account(svc).account("other@contoso.com");
  Integration other = integration("b", "plain");
  other.account.value = other.email = "other@contoso.com";
  EXPECT_TRUE(notices(world, {integration("a", "admin"), other}).empty());
}

TEST(ContradictionNotices, AreOfIntegrationsThatAreAskedAbout) {
  World world;
  world.account(svc).account("other@contoso.com");
  Integration other = integration("c", "plain");
  other.account.value = other.email = "other@contoso.com";
  const std::vector<Integration> all{integration("a", "admin"), integration("b", "plain"), other};
  EXPECT_TRUE(notices(world, all, {"c"}).empty());
  const auto told = notices(world, all, {"a"});
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].integration, "a");
}

TEST(ContradictionNotices, PatternsMeetWhereTheOrganizationHasAProjectForBoth) {
  World world;
  world.account(svc);
  PolicySet set = policies();
  for (auto& [id, policy] : set) {
    policy.rules = {rule_of({Roles{{{{Place::Kind::each_project, ""}, RoleHeld::Role::reader, false}}, {}}},
                            id == "plain" ? Rule::Mode::forbid : Rule::Mode::require)};
    policy.rules[0].for_each = Rule::ForEach::project;
  }
  Integration one = integration("a", "admin");
  one.projects = {"Sh*"};
  Integration other = integration("b", "plain");
  other.projects = {"*op"};
  const auto told = [&] {
    return evaluate(set, {one, other}, small_catalogue(), world.snapshot(), {.now = test_now()}).notices;
  };
  EXPECT_EQ(told().size(), 1U);
  other.projects = {"*ile"};
  EXPECT_TRUE(told().empty());
}

}  // namespace
}  // namespace patrol
