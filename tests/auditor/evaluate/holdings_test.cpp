#include "auditor/evaluate/holdings.h"

#include "auditor/evaluate/evaluate.h"
#include "auditor/facts/tokens.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr const char* admins = "[contoso]\\Project Collection Administrators";
using Names = std::vector<std::string>;

Policy policy(std::string id, std::vector<Rule> rules) {
  Policy policy;
  policy.id = std::move(id);
  policy.rules = std::move(rules);
  for (std::size_t i = 0; i < policy.rules.size(); ++i) policy.rules[i].id += std::to_string(i);
  return policy;
}

Integration integration(std::string name, std::string policy) {
  Integration integration = flow_integration();
  integration.name = std::move(name);
  integration.policy = std::move(policy);
  integration.features.clear();
  return integration;
}

Rule needs_scope(const char* id) {
  return rule_of({PatScopes{{id}}});
}
Rule needs_admin() {
  return rule_of({Roles{{{{}, RoleHeld::Role::admin, false}}}});
}

/// Of the organization.
Rule needs_permission(const std::string& action) {
  return rule_of({Permissions{{{.level = Permission::Level::organization,
                                .namespace_id = collection_namespace,
                                .namespace_name = "Collection",
                                .action = action,
                                .words = action}}}});
}

Audit audit(const std::vector<Policy>& policies, const std::vector<Integration>& integrations,
            const Snapshot& snapshot) {
  PolicySet set;
  for (const Policy& each : policies) set.emplace(each.id, each);
  return evaluate(set, integrations, small_catalogue(), snapshot, {.now = test_now(), .tool = "patrol test"});
}

Names what(const Audit& audit) {
  Names names;
  for (const Excess& excess : audit.excess) names.push_back(excess.what);
  return names;
}

TEST(Holdings, AnAccountOfTwoIntegrationsIsJudgedByTheNeedsOfBoth) {
  World world;
  world.account(svc).put(svc, admins).token(svc, living_token({"vso.code", "vso.work"}));
  const Policy code = policy("code", {needs_scope("vso.code")});
  const Policy work = policy("work", {needs_scope("vso.work"), needs_admin()});
  const Snapshot snapshot = world.snapshot();

  const Audit alone = audit({code, work}, {integration("a", "code")}, snapshot);
  EXPECT_EQ(what(alone), (Names{admins, "Work Items: Read (vso.work)"}));
  EXPECT_EQ(alone.accounts.at(0).integrations, Names{"a"});

  const Audit both = audit({code, work}, {integration("a", "code"), integration("b", "work")}, snapshot);
  EXPECT_EQ(what(both), Names{});
  ASSERT_EQ(both.accounts.size(), 1U);
  EXPECT_EQ(both.accounts[0].integrations, (Names{"a", "b"}));
  ASSERT_EQ(both.tokens.size(), 1U);
  EXPECT_EQ(both.tokens[0].integrations, (Names{"a", "b"}));
}

TEST(Holdings, TheNeedsOfAnIntegrationThatNobodyAsksAboutCount) {
  World world;
  world.account(svc).put(svc, admins).account("other@contoso.com").put("other@contoso.com", admins);
  Integration other = integration("c", "none");
  other.account.value = other.email = "other@contoso.com";
  PolicySet policies;
  policies.emplace("none", policy("none", {rule_of({AccountState{.active = true}})}));
  policies.emplace("admin", policy("admin", {needs_admin()}));
  const std::vector<Integration> all{integration("a", "none"), integration("b", "admin"), other};
  const Audit only_a =
      evaluate(policies, all, small_catalogue(), world.snapshot(), {.now = test_now(), .only = {"a"}});
  EXPECT_EQ(what(only_a), Names{});
  ASSERT_EQ(only_a.accounts.size(), 1U);
  EXPECT_EQ(only_a.accounts[0].integrations, (Names{"a", "b"}));
  EXPECT_EQ(only_a.accounts[0].unknown, Names{});
  EXPECT_EQ(
      what(evaluate(policies, all, small_catalogue(), world.snapshot(), {.now = test_now(), .only = {"c"}})),
      Names{admins});
}

TEST(Holdings, WhatIsNotKnownToBeNeededByAnIntegrationThatNobodyAsksAboutIsNoExcess) {
  World world;
  world.account(svc).put(svc, "[contoso]\\Tools");
  const Rule needs_view = rule_of({Permissions{{{.level = Permission::Level::organization,
                                                 .namespace_id = collection_namespace,
                                                 .namespace_name = "Collection",
                                                 .action = "GENERIC_READ",
                                                 .words = "View"}}}});
  PolicySet policies;
  policies.emplace("none", policy("none", {rule_of({AccountState{.active = true}})}));
  policies.emplace("view", policy("view", {needs_view}));
  Snapshot snapshot = world.snapshot();
  snapshot.organizations.at("contoso").access_control.clear();
  const Audit only_a = evaluate(policies, {integration("a", "none"), integration("b", "view")},
                                small_catalogue(), snapshot, {.now = test_now(), .only = {"a"}});
  EXPECT_EQ(what(only_a), Names{});
  EXPECT_EQ(only_a.accounts.at(0).unknown,
            Names{"which groups are needed, because the rule r0 of b was not decided"});
}

TEST(Holdings, AnIntegrationOfAnotherSpellingOfTheAddressSharesTheAccount) {
  World world;
  world.account(svc);
  Integration shouting = integration("b", "code");
  shouting.email = shouting.account.value = "SVC@contoso.com";
  const Audit result =
      audit({policy("code", {needs_admin()})}, {integration("a", "code"), shouting}, world.snapshot());
  ASSERT_EQ(result.accounts.size(), 1U);
  EXPECT_EQ(result.accounts[0].integrations, (Names{"a", "b"}));
}

TEST(Holdings, AGroupIsAsBadAsTheListsOfItsOrganizationMakeIt) {
  World world;
  world.account(svc).put(svc, "[contoso]\\Tools");
  world.entry(collection_namespace, "NAMESPACE:", "[contoso]\\Tools", 2, 0);
  const Audit result =
      audit({policy("code", {needs_scope("vso.code")})}, {integration("a", "code")}, world.snapshot());
  ASSERT_EQ(what(result), Names{"[contoso]\\Tools"});
  EXPECT_EQ(result.excess[0].severity, Severity::critical);
}

TEST(Holdings, TheNeededGroupsAreTheSameInWhateverOrderRulesAndEntriesStand) {
  struct Giver {
    std::string group;
    std::int64_t allows = 0;
    std::string needed;
  };
  // Each gives two of the three permissions: any two of them are enough.
  std::array givers{Giver{"[contoso]\\Bots", 4 | 16, "CREATE_PROJECTS"},
                    Giver{"[contoso]\\Crew", 16 | 32, "TRIGGER_EVENT"},
                    Giver{"[contoso]\\Tools", 32 | 4, "MANAGE_TEMPLATE"}};
  std::array<std::size_t, 3> order{0, 1, 2};
  std::set<Names> told;
  do {
    World world;
    world.account(svc).put(svc, "[contoso]\\Project Collection Valid Users");
    std::vector<Rule> rules;
    for (const std::size_t place : order) {
      const Giver& giver = givers.at(place);
      world.put(svc, giver.group).entry(collection_namespace, "NAMESPACE:", giver.group, giver.allows, 0);
      rules.push_back(needs_permission(giver.needed));
    }
    told.insert(what(audit({policy("p", rules)}, {integration("a", "p")}, world.snapshot())));
  } while (std::next_permutation(order.begin(), order.end()));
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told.begin()->size(), 1U);
}

TEST(Holdings, AScopeThatANeededOneImpliesIsNoExcess) {
  World world;
  world.account(svc).token(svc, living_token({"vso.code", "vso.hooks_write", "vso.code_write"}));
  const Audit result =
      audit({policy("code", {needs_scope("vso.code")})}, {integration("a", "code")}, world.snapshot());
  EXPECT_EQ(what(result), Names{"Code: Read & write (vso.code_write)"});
}

TEST(Holdings, AScopeThatNobodyKnowsIsExcess) {
  World world;
  world.account(svc).token(svc, living_token({"vso.brand_new", "app_token"}));
  const Audit result =
      audit({policy("code", {needs_scope("vso.code")})}, {integration("a", "code")}, world.snapshot());
  EXPECT_EQ(what(result), (Names{"Full access", "vso.brand_new"}));
  EXPECT_EQ(result.excess[0].severity, Severity::critical);
  EXPECT_EQ(result.excess[1].severity, Severity::high);
}

TEST(Holdings, ADeadTokenHoldsNothing) {
  World world;
  Token dead = living_token({"vso.code_write"});
  dead.is_valid = false;
  world.account(svc).token(svc, dead);
  const Audit result =
      audit({policy("code", {needs_scope("vso.code")})}, {integration("a", "code")}, world.snapshot());
  EXPECT_TRUE(result.excess.empty());
  ASSERT_EQ(result.tokens.size(), 1U);
  EXPECT_FALSE(result.tokens[0].is_alive);
}

TEST(Holdings, WhatATokenHoldsThatBeginsTomorrowIsHeld) {
  World world;
  Token later = living_token({"app_token"});
  later.valid_from = test_now() + std::chrono::days{1};
  world.account(svc).token(svc, later);
  const Audit result =
      audit({policy("code", {needs_scope("vso.code")})}, {integration("a", "code")}, world.snapshot());
  EXPECT_EQ(what(result), Names{"Full access"});
}

TEST(Holdings, ATokenThatNoIntegrationUsesIsTooMuch) {
  World world;
  Token other = living_token({"vso.work", "app_token"}, "other");
  other.authorization_id = "0f";
  Token over = living_token({"app_token"}, "over");
  over.is_valid = false;
  world.account(svc).token(svc, living_token({"vso.code"})).token(svc, other).token(svc, over);
  const Audit result =
      audit({policy("code", {needs_scope("vso.code")})}, {integration("a", "code")}, world.snapshot());
  ASSERT_EQ(what(result), Names{"token other (0f)"});
  const Excess& excess = result.excess[0];
  EXPECT_EQ(excess.kind, Excess::Kind::token);
  EXPECT_EQ(excess.severity, Severity::critical);
  EXPECT_EQ(excess.allows, "everything that the account may do");
  EXPECT_EQ(excess.path, (Names{svc, "token other (0f)", "vso.work and app_token"}));
  EXPECT_EQ(excess.integrations, Names{"a"});
  EXPECT_FALSE(excess.reads.empty());

  Integration second = integration("b", "code");
  second.pat.name = "other";
  const Audit both = audit({policy("code", {needs_scope("vso.code")})}, {integration("a", "code"), second},
                           world.snapshot());
  EXPECT_EQ(std::ranges::count(both.excess, Excess::Kind::token, &Excess::kind), 0);
}

TEST(Holdings, OfATokenForSeveralOrganizationsTheNeedsInAllOfThemCount) {
  World world;
  Token token = living_token({"vso.code", "vso.work"});
  token.target_accounts.reset();
  world.account(svc).token(svc, token);
  const Policy code = policy("code", {needs_scope("vso.code")});
  const Policy work = policy("work", {needs_scope("vso.work")});
  Integration elsewhere = integration("b", "work");
  elsewhere.organization = "fabrikam";
  elsewhere.pat = {.name = "", .id = token.authorization_id};
  const auto here = [&] {
    return audit({code, work}, {integration("a", "code"), elsewhere}, world.snapshot());
  };
  EXPECT_EQ(what(here()), Names{});
  EXPECT_EQ(here().accounts.at(0).unknown, Names{});
  elsewhere.pat = {.name = "flow"};
  EXPECT_EQ(what(here()), Names{}) << "it may be another one of that name";
  EXPECT_EQ(here().accounts.at(0).unknown, Names{"whether vso.work of the token " + token_name(token) +
                                                 " is needed by b, in another organization"});
  elsewhere.pat = {.name = "boards"};
  EXPECT_EQ(what(here()), Names{"Work Items: Read (vso.work)"});
}

TEST(Holdings, ATokenThatIsUsedInAnotherOrganizationIsNotTooMuch) {
  World world;
  Token other = living_token({"vso.work"}, "other");
  other.authorization_id = "0f";
  other.target_accounts.reset();
  world.account(svc).token(svc, living_token({"vso.code"})).token(svc, other);
  const Policy code = policy("code", {needs_scope("vso.code")});
  Integration elsewhere = integration("b", "code");
  elsewhere.organization = "fabrikam";
  elsewhere.pat = {.name = "", .id = "0f"};
  const auto here = [&] { return audit({code}, {integration("a", "code"), elsewhere}, world.snapshot()); };
  EXPECT_EQ(what(here()), Names{});
  elsewhere.pat = {.name = "other"};
  EXPECT_EQ(what(here()), Names{});
  EXPECT_EQ(here().accounts.at(0).unknown,
            Names{"whether the token other (0f) is that of b, in another organization"});
  elsewhere.account.value = "another@contoso.com";
  EXPECT_EQ(what(here()), Names{"token other (0f)"});
}

TEST(Holdings, OfATokenWithoutANameItIsNotKnownWhoseItIs) {
  World world;
  Token nameless = living_token({"app_token"}, "");
  nameless.authorization_id = "0f";
  world.account(svc).token(svc, living_token({"vso.code"})).token(svc, nameless);
  const Policy code = policy("code", {needs_scope("vso.code")});
  const Audit by_name = audit({code}, {integration("a", "code")}, world.snapshot());
  EXPECT_EQ(what(by_name), Names{});
  EXPECT_EQ(by_name.accounts.at(0).unknown,
            Names{"whether an integration uses the token 0f, which is listed without its name"});

  Integration by_id = integration("a", "code");
  by_id.pat = {.name = "", .id = living_token({}).authorization_id};
  EXPECT_EQ(what(audit({code}, {by_id}, world.snapshot())), Names{"token 0f"});
}

TEST(Holdings, WhatNoRuleAsksAboutIsNotComparedAndTheAccountSaysSo) {
  World world;
  world.account(svc).put(svc, admins).token(svc, living_token({"app_token"}));
  Snapshot snapshot = world.snapshot();
  snapshot.organizations.at("contoso").tokens.clear();
  const Audit result = audit({policy("p", {needs_admin()})}, {integration("a", "p")}, snapshot);
  EXPECT_EQ(result.accounts.at(0).unknown, Names{});
  EXPECT_EQ(result.accounts[0].compared, Names{"groups"});
  EXPECT_EQ(result.accounts[0].not_compared,
            (Names{"its tokens: no rule of its policies asks about them",
                   "the access level: no rule of its policies requires one"}));
}

TEST(Holdings, WhatARuleAsksAboutAndIsNotThereIsUnknown) {
  World world;
  world.account(svc);
  Snapshot snapshot = world.snapshot();
  snapshot.organizations.at("contoso").tokens.clear();
  const Policy all = policy("p", {needs_scope("vso.code"), rule_of({AccessAtLeast{AccessLevel::basic}})});
  const Audit result = audit({all}, {integration("a", "p")}, snapshot);
  EXPECT_EQ(result.accounts.at(0).unknown, (Names{"its tokens", "the access level"}));
  EXPECT_EQ(result.accounts[0].not_compared, Names{});
}

TEST(Holdings, AllIsComparedWhereRulesAskAboutAll) {
  World world;
  world.account(svc).token(svc, living_token({"vso.code"}));
  world.entitlement(svc, {.account_license_type = "express", .status = "active"});
  const Policy all = policy("p", {needs_scope("vso.code"), rule_of({AccessAtLeast{AccessLevel::basic}})});
  const Audit result = audit({all}, {integration("a", "p")}, world.snapshot());
  EXPECT_EQ(result.accounts.at(0).compared, (Names{"scopes", "groups", "access level"}));
  EXPECT_EQ(result.accounts[0].not_compared, Names{});
}

TEST(Holdings, ScopesAreNotComparedWhereNoRuleRequiresOne) {
  World world;
  Token other = living_token({"vso.work"}, "other");
  other.authorization_id = "0f";
  world.account(svc).token(svc, living_token({"vso.code"})).token(svc, other);
  Rule off = needs_scope("vso.work");
  off.when = {"webhooks"};
  const Rule valid = rule_of({PatState{.valid = true}});
  for (const Rule& rule : {valid, off, rule_of({PatScopes{{"vso.code"}}}, Rule::Mode::at_most)}) {
    const Audit result = audit({policy("p", {valid, rule})}, {integration("a", "p")}, world.snapshot());
    EXPECT_EQ(what(result), Names{"token other (0f)"});
    EXPECT_EQ(result.accounts.at(0).compared, Names{"groups"});
    EXPECT_EQ(result.accounts[0].not_compared,
              (Names{"its scopes: no rule of its policies requires one",
                     "the access level: no rule of its policies requires one"}));
  }
}

TEST(Holdings, ScopesOfATokenAreHeldAgainstThePoliciesThatItIsFor) {
  World world;
  Token other = living_token({"vso.work"}, "other");
  other.authorization_id = "0f";
  world.account(svc).token(svc, living_token({"vso.code", "vso.work"})).token(svc, other);
  Integration second = integration("b", "alive");
  second.pat.name = "other";
  const Audit result = audit(
      {policy("code", {needs_scope("vso.code")}), policy("alive", {rule_of({PatState{.valid = true}})})},
      {integration("a", "code"), second}, world.snapshot());
  EXPECT_EQ(what(result), Names{"Work Items: Read (vso.work)"});
  EXPECT_EQ(result.accounts.at(0).compared, (Names{"scopes", "groups"}));
  EXPECT_EQ(result.accounts[0].not_compared.at(0),
            "the scopes of the token other (0f): no rule of the policies that it is for requires one");
}

TEST(Holdings, ScopesAreComparedWithNothingWhereNoneIsRequired) {
  World world;
  world.account(svc).token(svc, living_token({"vso.code"}));
  const Rule none = rule_of({PatScopes{}}, Rule::Mode::exactly);
  EXPECT_EQ(what(audit({policy("p", {none})}, {integration("a", "p")}, world.snapshot())),
            Names{"Code: Read (vso.code)"});
}

TEST(Holdings, WhatAnEntraGroupMayHideOfAnAccountIsUnknown) {
  World world;
  world.account(svc).put("[TEAM FOUNDATION]\\Admins", admins);
  const Audit result = audit({policy("p", {needs_admin()})}, {integration("a", "p")}, world.snapshot());
  EXPECT_EQ(what(result), Names{});
  EXPECT_EQ(result.accounts.at(0).unknown, Names{"groups that it may be in through Entra"});
}

TEST(Holdings, AGroupThatAForbiddingRuleFindsIsNotNeeded) {
  World world;
  world.account(svc).put(svc, admins);
  Rule forbids = needs_admin();
  forbids.mode = Rule::Mode::forbid;
  const Audit result = audit({policy("p", {forbids})}, {integration("a", "p")}, world.snapshot());
  EXPECT_EQ(what(result), Names{admins});
}

/// All who are in the organization are valid users, whichever group brought them there.
TEST(Holdings, WhatValidUsersMayExcusesNoGroup) {
  World world;
  const char* const valid_users = "[contoso]\\Project Collection Valid Users";
  world.account(svc).put(svc, "[contoso]\\Tools").put("[contoso]\\Tools", valid_users);
  world.entry(collection_namespace, "NAMESPACE:", valid_users, 1, 0);
  const Rule view = rule_of({Permissions{{{.level = Permission::Level::organization,
                                           .namespace_id = collection_namespace,
                                           .namespace_name = "Collection",
                                           .action = "GENERIC_READ",
                                           .words = "View"}}}});
  const Audit result = audit({policy("p", {view})}, {integration("a", "p")}, world.snapshot());
  EXPECT_EQ(result.findings.at(0).verdict, Verdict::pass);
  EXPECT_EQ(what(result), Names{"[contoso]\\Tools"});
}

TEST(Holdings, WhatWasNotReadIsSaidAndNotToldAsExcess) {
  World world;
  world.account(svc).token(svc, living_token({"vso.code_write"}));
  Snapshot snapshot = world.snapshot();
  hide(snapshot, FactKey::Kind::tokens);
  const Audit result =
      audit({policy("code", {needs_scope("vso.code")})}, {integration("a", "code")}, snapshot);
  EXPECT_TRUE(result.excess.empty());
  EXPECT_EQ(result.accounts.at(0).unknown, Names{"the token `flow`"});
  EXPECT_FALSE(is_compared(result.accounts[0], compared_scopes));
}

TEST(Holdings, AskForNothing) {
  World world;
  world.account(svc);
  Snapshot snapshot = world.snapshot();
  snapshot.organizations.at("contoso").tokens.clear();
  const std::vector<Integration> integrations{integration("a", "p")};
  const Policy only_admin = policy("p", {needs_admin()});
  EXPECT_TRUE(
      missing_facts({{"p", only_admin}}, integrations, small_catalogue(), snapshot, {.now = test_now()})
          .empty());
  EXPECT_TRUE(audit({only_admin}, integrations, snapshot).tokens.empty());
}

TEST(Holdings, ReadsAreThoseOfTheAudit) {
  World world;
  world.account(svc).put(svc, admins);
  Rule forbids = needs_admin();
  forbids.mode = Rule::Mode::forbid;
  const Audit result = audit({policy("p", {forbids})}, {integration("a", "p")}, world.snapshot());
  ASSERT_FALSE(result.excess.at(0).reads.empty());
  for (const ReadId read : result.excess[0].reads) EXPECT_LT(read, result.reads.size());
}

}  // namespace
}  // namespace patrol
