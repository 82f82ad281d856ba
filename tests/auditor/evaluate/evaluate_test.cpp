#include "auditor/evaluate/evaluate.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";

Policy policy_with(std::vector<Rule> rules) {
  Policy policy;
  policy.id = "test";
  policy.features = {"repos", "webhooks"};
  policy.rules = std::move(rules);
  return policy;
}

Audit audit(const Policy& policy, const std::vector<Integration>& integrations, const Snapshot& snapshot) {
  return evaluate({{policy.id, policy}}, integrations, small_catalogue(), snapshot,
                  {.now = test_now(), .tool = "patrol test"});
}

Rule scopes_rule() {
  return rule_of({PatScopes{{"vso.code"}}});
}

TEST(Evaluate, AnInactiveRuleIsOneFindingWithoutProject) {
  Rule rule = scopes_rule();
  rule.when = {"webhooks"};
  rule.for_each = Rule::ForEach::project;
  const Finding finding = ask(rule, World().snapshot());
  EXPECT_EQ(finding.verdict, Verdict::not_applicable);
  EXPECT_EQ(finding.project, std::nullopt);
  EXPECT_EQ(finding.message, "only with webhooks, which is not switched on");
}

TEST(Evaluate, FromNothingEverythingIsInconclusiveAndSaysWhatToDo) {
  const Audit result = audit(policy_with({scopes_rule()}), {flow_integration()}, Snapshot{});
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].verdict, Verdict::inconclusive);
  EXPECT_FALSE(result.findings[0].remediation->advice.empty());
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_EQ(result.gaps[0].findings, 1U);
}

TEST(Evaluate, ThePolicysOwnWordsComeFirstInTheRemediation) {
  Rule rule = scopes_rule();
  rule.remediation = "Flow says \"Authorization denied\"";
  const Finding finding = ask(rule, World().account(svc).token(svc, living_token({})).snapshot());
  EXPECT_TRUE(
      finding.remediation->advice.text().starts_with("Flow says \"Authorization denied\"\nedit the token"));
}

TEST(Evaluate, TellsAGapOnceWithTheNumberOfFindingsBehindIt) {
  const Requirement admins{Roles{{{{}, RoleHeld::Role::admin, false}}}};
  Rule second = rule_of(admins, Rule::Mode::forbid);
  second.id = "r2";
  const World world =
      World().account(svc).put("[TEAM FOUNDATION]\\Platform", "[contoso]\\Project Collection Administrators");
  const Audit result = audit(policy_with({rule_of(admins, Rule::Mode::forbid), second}), {flow_integration()},
                             world.snapshot());
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_EQ(result.gaps[0].findings, 2U);
}

TEST(Evaluate, PutsNoticesIntoTheirOwnList) {
  Token dead = living_token({});
  dead.authorization_id = "dead";
  dead.is_valid = false;
  const World world = World().account(svc).token(svc, dead).token(svc, living_token({"vso.code"}));
  const Audit result = audit(policy_with({scopes_rule()}), {flow_integration()}, world.snapshot());
  EXPECT_EQ(result.findings[0].verdict, Verdict::pass);
  ASSERT_EQ(result.notices.size(), 1U);
  EXPECT_EQ(result.notices[0].integration, "flow");
}

TEST(Evaluate, OrderOfInputsNeverChangesTheAudit) {
  Integration other = flow_integration();
  other.name = "another";
  const Snapshot snapshot = World().account(svc).token(svc, living_token({"vso.code"})).snapshot();
  const Policy policy = policy_with({scopes_rule()});
  EXPECT_EQ(audit(policy, {flow_integration(), other}, snapshot),
            audit(policy, {other, flow_integration()}, snapshot));
}

TEST(Evaluate, ReadsOfSeveralOrganizationsDoNotMix) {
  Snapshot snapshot = World().account(svc).token(svc, living_token({"vso.code"})).snapshot();
  Organization first;
  first.name = "aaa";
  first.reads = {{"GET", "https://dev.azure.com/aaa/_apis/connectionData", 401, std::nullopt}};
  snapshot.organizations["aaa"] = first;
  const Audit result = audit(policy_with({scopes_rule()}), {flow_integration()}, snapshot);
  ASSERT_FALSE(result.findings[0].reads.empty());
  for (const ReadId read : result.findings[0].reads) {
    EXPECT_NE(result.reads.at(read).url.find("/contoso/"), std::string::npos);
  }
}

Integration other_integration(const std::string& email) {
  Integration other = flow_integration();
  other.name = "other";
  other.account.value = other.email = email;
  return other;
}

TEST(Evaluate, DecidesOnlyWhatIsAskedAbout) {
  const Policy policy = policy_with({scopes_rule()});
  const Snapshot snapshot = World().account(svc).token(svc, living_token({"vso.code"})).snapshot();
  const Audit result =
      evaluate({{"test", policy}}, {flow_integration(), other_integration("two@contoso.com")},
               small_catalogue(), snapshot, {.now = test_now(), .only = {"flow"}});
  ASSERT_EQ(result.findings.size(), 1U);
  ASSERT_EQ(result.integrations.size(), 1U);
  EXPECT_EQ(result.integrations[0].name, "flow");
}

TEST(MissingFacts, OfIntegrationsNobodyAsksAboutAreNone) {
  const Policy policy = policy_with({rule_of({AccountState{.active = true}})});
  const auto missing =
      missing_facts({{"test", policy}}, {flow_integration(), other_integration("two@contoso.com")},
                    small_catalogue(), Snapshot{}, {.now = test_now(), .only = {"flow"}});
  EXPECT_EQ(missing.at("contoso"),
            (std::set<FactKey>{{FactKey::Kind::account, "email:svc@contoso.com", "svc@contoso.com"}}));
}

TEST(MissingFacts, AreNoneForAWholeSnapshot) {
  const Snapshot snapshot = World().account(svc).token(svc, living_token({"vso.code"})).snapshot();
  const Policy policy = policy_with({scopes_rule()});
  EXPECT_TRUE(missing_facts({{"test", policy}}, {flow_integration()}, small_catalogue(), snapshot,
                            {.now = test_now()})
                  .empty());
}

TEST(MissingFacts, NameOnlyWhatTheRulesAskFor) {
  const Policy policy = policy_with({rule_of({AccountState{.active = true}})});
  const auto missing = missing_facts({{"test", policy}}, {flow_integration()}, small_catalogue(), Snapshot{},
                                     {.now = test_now()});
  ASSERT_TRUE(missing.contains("contoso"));
  EXPECT_EQ(missing.at("contoso"),
            (std::set<FactKey>{{FactKey::Kind::account, "email:svc@contoso.com", "svc@contoso.com"}}));
}

TEST(MissingFacts, AskForAllThatDoesNotDependOnOtherFactsAtOnce) {
  Rule readers = rule_of({Roles{{{{.kind = Place::Kind::each_project}, RoleHeld::Role::reader, false}}}});
  readers.for_each = Rule::ForEach::project;
  const Rule view = rule_of({Permissions{{{.level = Permission::Level::organization,
                                           .namespace_id = collection_namespace,
                                           .namespace_name = "Collection",
                                           .action = "GENERIC_READ",
                                           .words = "View"}}}});
  const Policy policy = policy_with({scopes_rule(), readers, view});
  const auto missing = missing_facts({{"test", policy}}, {flow_integration()}, small_catalogue(), Snapshot{},
                                     {.now = test_now()});
  std::set<FactKey::Kind> kinds;
  for (const FactKey& key : missing.at("contoso")) kinds.insert(key.kind);
  EXPECT_EQ(kinds, (std::set<FactKey::Kind>{FactKey::Kind::connection, FactKey::Kind::projects,
                                            FactKey::Kind::namespaces, FactKey::Kind::group_names,
                                            FactKey::Kind::account, FactKey::Kind::access_control}));
}

}  // namespace
}  // namespace patrol
