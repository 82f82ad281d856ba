#include "auditor/evaluate/preflight.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Answer = PreflightRule::Answer;
constexpr const char* svc = "svc-flow@contoso.com";

PolicySet policies_with(std::vector<Rule> rules) {
  Policy policy;
  policy.id = flow_integration().policy;
  policy.rules = std::move(rules);
  for (std::size_t i = 0; i < policy.rules.size(); ++i) policy.rules[i].id = "r" + std::to_string(i);
  PolicySet policies;
  policies.emplace(policy.id, policy);
  return policies;
}

Rule only_with(const std::string& feature, Requirement requirement = {AccountState{.active = true}}) {
  Rule rule = rule_of(std::move(requirement));
  rule.when = {feature};
  return rule;
}

Integration named(const std::string& name, std::vector<std::string> features,
                  const std::string& organization = "contoso") {
  Integration integration = flow_integration();
  integration.name = name;
  integration.features = std::move(features);
  integration.organization = organization;
  integration.all_projects = false;
  integration.projects = {"Shop", "Web"};
  return integration;
}

std::vector<std::string> names_of(const std::vector<Integration>& integrations) {
  std::vector<std::string> names;
  for (const Integration& integration : integrations) names.push_back(integration.name);
  return names;
}

TEST(PreflightSamples, AreAsFewAsShowEachRule) {
  const PolicySet policies = policies_with({only_with("a"), only_with("b")});
  const std::vector<Integration> all{named("4", {"b"}), named("1", {"a"}), named("2", {"a"}), named("3", {}),
                                     named("5", {"a"}, "Fabrikam")};
  EXPECT_EQ(names_of(preflight_samples(policies, all)), (std::vector<std::string>{"1", "4", "5"}));
}

TEST(PreflightSamples, AreTrials) {
  const auto samples = preflight_samples(policies_with({only_with("a")}), {named("1", {"a"})});
  ASSERT_EQ(samples.size(), 1U);
  EXPECT_TRUE(samples[0].is_trial);
}

std::vector<PreflightRule> tried(const PolicySet& policies, const Snapshot& snapshot) {
  return preflight_rules(policies, {named("1", {"a"})}, "CONTOSO", small_catalogue(), snapshot,
                         {.now = test_now()});
}

TEST(PreflightRules, TellsWhatWasReadAndWhatNobodySwitchesOn) {
  World world;
  world.account(flow_integration().account.value);
  const auto rules = tried(policies_with({only_with("a"), only_with("b")}), world.snapshot());
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].answer, Answer::decided);
  EXPECT_EQ(rules[0].integration, "1");
  EXPECT_EQ(rules[1].answer, Answer::not_switched_on);
}

TEST(PreflightRules, TellARefusalWithItsGap) {
  World world;
  world.account(flow_integration().account.value);
  Snapshot snapshot = world.snapshot();
  hide(snapshot, FactKey::Kind::account);
  for (auto& [key, fact] : snapshot.organizations.at("contoso").accounts) {
    fact.known.rest->kind = Gap::Kind::unauthorized;
  }
  const auto rules = tried(policies_with({only_with("a")}), snapshot);
  EXPECT_EQ(rules[0].answer, Answer::refused);
  ASSERT_FALSE(rules[0].gaps.empty());
}

TEST(PreflightRules, DoNotBlameTheCredentialForWhatAzureDevOpsDoesNotTell) {
  World world;
  world.account(flow_integration().account.value);
  world.put("[TEAM FOUNDATION]\\Platform", "[contoso]\\Project Collection Administrators");
  Roles roles;
  roles.roles.push_back({.place = {}, .role = RoleHeld::Role::admin});
  Rule rule = only_with("a", {roles});
  rule.mode = Rule::Mode::forbid;
  EXPECT_EQ(tried(policies_with({rule}), world.snapshot())[0].answer, Answer::depends);
}

TEST(PreflightRules, SayNothingOfOtherOrganizations) {
  EXPECT_TRUE(preflight_rules(policies_with({only_with("a")}), {named("1", {"a"})}, "fabrikam",
                              small_catalogue(), {}, {})
                  .empty());
}

TEST(AuditorPolicy, AsksWhatTheRulesNeedAndNoMore) {
  const Policy whole = auditor_policy("contoso", {.scopes = {"vso.graph"}, .administrator = false});
  ASSERT_EQ(whole.rules.size(), 3U);
  EXPECT_EQ(whole.rules[1].mode, Rule::Mode::at_most);
  EXPECT_EQ(whole.rules[2].mode, Rule::Mode::forbid);
  const Policy principal = auditor_policy("contoso", {.administrator = true, .signs_in_with_pat = false});
  EXPECT_TRUE(principal.rules.empty());
  EXPECT_EQ(auditor_integration("contoso", {.identity_descriptor = "d"}).policy, whole.id);
}

/// The living tokens of the auditor, and dead ones.
Organization with_tokens(int living, int dead) {
  World world;
  for (int i = 0; i < living; ++i) {
    world.token(World::auditor_email, living_token({"vso.code"}, "living " + std::to_string(i)));
  }
  for (int i = 0; i < dead; ++i) {
    Token token = living_token({"app_token"}, "dead " + std::to_string(i));
    token.is_valid = false;
    world.token(World::auditor_email, token);
  }
  return world.snapshot().organizations.at("contoso");
}

TEST(AuditorToken, IsTheOneThatIsAlive) {
  const AuditorToken found = find_auditor_token(with_tokens(1, 3), test_now());
  EXPECT_EQ(found.id, living_token({}, "living 0").authorization_id);
  EXPECT_FALSE(found.doubt);
}

TEST(AuditorToken, IsNotKnownWhereSeveralAreAlive) {
  const AuditorToken found = find_auditor_token(with_tokens(2, 1), test_now());
  EXPECT_EQ(found.id, "");
  ASSERT_TRUE(found.doubt);
  EXPECT_EQ(found.doubt->verdict, Verdict::inconclusive);
  EXPECT_NE(found.doubt->message.find("living 0"), std::string::npos) << found.doubt->message;
  EXPECT_EQ(found.doubt->message.find("dead 0"), std::string::npos) << found.doubt->message;
}

TEST(AuditorToken, IsLeftToTheRulesWhereTheListIsCutOrHoldsNoneAlive) {
  Organization cut = with_tokens(1, 0);
  for (auto& [owner, fact] : cut.tokens) fact.known.rest = Gap{Gap::Kind::cut_short, "", "", ""};
  for (const Organization& organization : {cut, with_tokens(0, 2), Organization{}}) {
    const AuditorToken found = find_auditor_token(organization, test_now());
    EXPECT_EQ(found.id, "");
    EXPECT_FALSE(found.doubt);
  }
}

TEST(AuditorToken, IsNoneWhereTheCredentialIsNone) {
  EXPECT_EQ(no_token_check("az").verdict, Verdict::not_applicable);
  EXPECT_TRUE(no_token_check("az").message.starts_with("az is no personal access token"));
}

TEST(GraphCheck, SaysThatNobodyLookedAtTheCredential) {
  EXPECT_EQ(graph_check().verdict, Verdict::not_applicable);
  EXPECT_NE(graph_check().message.find("PATROL_GRAPH_BEARER"), std::string::npos);
}

TEST(Preflight, IsGoodUnlessTheCredentialIsInTheWay) {
  Preflight preflight;
  preflight.organizations.push_back({.name = "contoso", .rules = {{.answer = Answer::depends}}});
  EXPECT_TRUE(preflight.is_good());
  preflight.organizations[0].is_accepted = false;
  EXPECT_FALSE(preflight.is_good());
  preflight.organizations[0].is_accepted = true;
  preflight.organizations[0].rules.push_back({.answer = Answer::refused});
  EXPECT_FALSE(preflight.is_good());
}

}  // namespace
}  // namespace patrol
