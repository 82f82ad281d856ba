#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
const Requirement valid{PatState{.valid = true}};
const Requirement two_weeks{PatState{.min_days_left = Amount{14}}};
const Requirement one_organization{PatState{.one_organization = true}};

Finding ask_with(const Requirement& requirement, std::vector<Token> tokens) {
  World world = World().account(svc);
  for (Token& token : tokens) world.token(svc, std::move(token));
  return ask(rule_of(requirement), world.snapshot());
}

Token token_until(const char* end) {
  Token token = living_token({"vso.code"});
  token.valid_to = parse_time(end);
  return token;
}

TEST(Pat, PassesForALivingTokenAndShowsTheWay) {
  const Finding finding = ask_with(valid, {living_token({"vso.code"})});
  EXPECT_EQ(finding.verdict, Verdict::pass);
  EXPECT_EQ(finding.observed, "valid until 2027-03-01");
  ASSERT_EQ(finding.path.size(), 2U);
  EXPECT_EQ(finding.path[0], svc);
}

TEST(Pat, FailsWhereItExpiredWasRevokedOrIsNotYetValid) {
  EXPECT_EQ(ask_with(valid, {token_until("2026-11-01")}).observed, "expired on 2026-11-01");
  Token revoked = living_token({});
  revoked.is_valid = false;
  EXPECT_EQ(ask_with(valid, {revoked}).verdict, Verdict::fail);
  Token future = living_token({});
  future.valid_from = parse_time("2026-12-24");
  EXPECT_EQ(ask_with(valid, {future}).observed, "not valid before 2026-12-24");
}

TEST(Pat, IsNotKnownToWorkWhereItsAccountIsNotActive) {
  World world = World().account(svc).token(svc, living_token({"vso.code"}));
  world.identity(svc).is_active = false;
  for (const Requirement& requirement : {valid, two_weeks}) {
    const Finding finding = ask(rule_of(requirement), world.snapshot());
    EXPECT_EQ(finding.verdict, Verdict::inconclusive);
    EXPECT_NE(finding.message.find("a token dies with its account"), std::string::npos) << finding.message;
    EXPECT_TRUE(finding.remediation->advice.text().starts_with("activate the account"));
  }
  EXPECT_EQ(ask(rule_of(one_organization), world.snapshot()).verdict, Verdict::pass);
}

TEST(Pat, FailsWhereThereIsNone) {
  const Finding finding = ask_with(valid, {living_token({}, "other")});
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, "svc@contoso.com has no token `flow`");
}

TEST(Pat, IsInconclusiveWhereTheListCouldNotBeRead) {
  Snapshot snapshot = World().account(svc).token(svc, living_token({})).snapshot();
  hide(snapshot, FactKey::Kind::tokens);
  EXPECT_EQ(ask(rule_of(valid), snapshot).verdict, Verdict::inconclusive);
}

TEST(Pat, CountsWholeDaysLeft) {
  EXPECT_EQ(ask_with(two_weeks, {token_until("2026-12-07T09:00:00Z")}).verdict, Verdict::pass);
  const Finding finding = ask_with(two_weeks, {token_until("2026-12-07T08:59:59Z")});
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.observed, "13 days left, until 2026-12-07");
  EXPECT_EQ(ask_with(two_weeks, {token_until("2026-11-01")}).observed, "expired on 2026-11-01");
}

TEST(Pat, IsRenewedForAsLongAsItWasMadeFor) {
  Token short_token = token_until("2026-12-01T00:00:00Z");
  short_token.valid_from = parse_time("2026-09-02T00:00:00Z");
  const World world = World().account(svc).token(svc, short_token);
  const Remediation told = remediation_of(ask(rule_of(two_weeks), world.snapshot()));
  EXPECT_NE(told.advice.text().find("› Edit › 2027-02-21; the product keeps it"), std::string::npos)
      << told.advice.text();
  EXPECT_NE(told.call.text().find("--method put"), std::string::npos) << told.call.text();
  EXPECT_NE(told.call.text().find(R"("scope":"vso.code","validTo":"2027-02-21T09:00:00Z","allOrgs":false)"),
            std::string::npos)
      << told.call.text();
  expect_mended_by_its_calls(rule_of(two_weeks), world);
}

TEST(Pat, IsRenewedWithinTheLifeThatTheRuleAllows) {
  const auto bounded = [](int longest) {
    return rule_of({PatState{.min_days_left = Amount{14}, .max_lifetime_days = Amount{longest}}});
  };
  Token short_token = token_until("2026-12-01T00:00:00Z");
  short_token.valid_from = parse_time("2026-09-02T00:00:00Z");
  const World world = World().account(svc).token(svc, short_token);
  const Remediation told = remediation_of(ask(bounded(120), world.snapshot()));
  EXPECT_NE(told.call.text().find(R"("validTo":"2026-12-31T00:00:00Z")"), std::string::npos)
      << told.call.text();
  expect_mended_by_its_calls(bounded(120), world);
  const Remediation too_old = remediation_of(ask(bounded(90), world.snapshot()));
  EXPECT_EQ(too_old.call.text(), "");
  EXPECT_TRUE(too_old.advice.text().starts_with("make a new token")) << too_old.advice.text();
}

TEST(Pat, HasNoLaterEndWhereItIsDeadOrForAllOrganizations) {
  Token global = living_token({"vso.code"});
  global.target_accounts.reset();
  for (const Token& token : {global, token_until("2026-11-01")}) {
    const Remediation told = remediation_of(ask_with(two_weeks, {token}));
    EXPECT_EQ(told.call.text(), "");
    EXPECT_TRUE(told.advice.text().starts_with("make a new token for this organization"))
        << told.advice.text();
    EXPECT_EQ(told.may_break.text(), "nothing that works now");
  }
}

TEST(Pat, FailsWhereItIsForAllOrganizationsAndNamesTheDay) {
  Token global = living_token({});
  global.target_accounts.reset();
  const Finding finding = ask_with(one_organization, {global});
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_NE(finding.message.find("such tokens stop on 1 December 2026"), std::string::npos);
}

TEST(Pat, CountsTheDaysToTheEndOfTokensForAllOrganizations) {
  Token global = living_token({});
  global.target_accounts.reset();
  const Finding days = ask_with(two_weeks, {global});
  EXPECT_EQ(days.verdict, Verdict::fail);
  EXPECT_EQ(days.observed,
            "7 days left, until 2026-12-01: tokens for all organizations stop on 1 December 2026");
  EXPECT_EQ(ask_with(valid, {global}).observed,
            "valid until 2026-12-01: tokens for all organizations stop on 1 December 2026, its own end is "
            "2027-03-01");
  global.valid_to = parse_time("2026-11-30");
  EXPECT_EQ(ask_with(valid, {global}).observed, "valid until 2026-11-30");
}

TEST(Pat, DoesNotKnowWhetherATokenForAllOrganizationsWorksAfterItsEnd) {
  Token global = living_token({});
  global.target_accounts.reset();
  const Snapshot snapshot = World().account(svc).token(svc, global).snapshot();
  EXPECT_EQ(ask(rule_of(valid), snapshot, flow_integration(), *parse_time("2026-12-01")).verdict,
            Verdict::inconclusive);
  EXPECT_EQ(ask(rule_of(valid), snapshot, flow_integration(), *parse_time("2026-11-30T23:59:59Z")).verdict,
            Verdict::pass);
}

TEST(Pat, MayHaveToBeForAllOrganizations) {
  const Requirement all{PatState{.all_organizations = true}};
  EXPECT_EQ(ask_with(all, {living_token({})}).verdict, Verdict::fail);
  Token global = living_token({});
  global.target_accounts.reset();
  const Finding finding = ask_with(all, {global});
  EXPECT_EQ(finding.verdict, Verdict::pass);
  EXPECT_NE(finding.message.find("such tokens stop on 1 December 2026"), std::string::npos);
}

TEST(Pat, TakesTheNumberThatTheIntegrationSets) {
  const Requirement asked{PatState{.min_days_left = Amount{14, "days_left"}}};
  const Snapshot snapshot = World().account(svc).token(svc, token_until("2026-12-10")).snapshot();
  EXPECT_EQ(ask(rule_of(asked), snapshot).verdict, Verdict::pass);
  Integration strict = flow_integration();
  strict.parameters = {{"days_left", 30}};
  const Finding finding = ask(rule_of(asked), snapshot, strict);
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.expected, "at least 30 days (set by the integration; 14 by default) left");
}

TEST(Pat, FailsWhereItIsForTwoOrganizations) {
  Token two = living_token({});
  two.target_accounts->push_back("00000000-0000-0000-0000-000000000001");
  EXPECT_EQ(ask_with(one_organization, {two}).observed, "2 organizations");
}

TEST(Pat, IsInconclusiveWhereItNamesOtherOrganizationsOnly) {
  Token foreign = living_token({});
  foreign.target_accounts = {"00000000-0000-0000-0000-000000000001"};
  for (const Requirement& requirement : {valid, one_organization}) {
    EXPECT_EQ(ask_with(requirement, {foreign}).verdict, Verdict::inconclusive);
  }
}

TEST(Pat, IsInconclusiveWhereTheOrganizationsIdIsNotKnown) {
  Snapshot snapshot = World().account(svc).token(svc, living_token({})).snapshot();
  hide(snapshot, FactKey::Kind::connection);
  EXPECT_EQ(ask(rule_of(valid), snapshot).verdict, Verdict::inconclusive);
}

TEST(Pat, SeveralThatMayBeItHaveToAgree) {
  Token later = token_until("2027-06-01");
  later.authorization_id = "second";
  EXPECT_EQ(ask_with(valid, {living_token({}), later}).verdict, Verdict::pass);
  later.valid_to = parse_time("2026-11-25");
  EXPECT_EQ(ask_with(two_weeks, {living_token({}), later}).verdict, Verdict::inconclusive);
}

TEST(Pat, IsUniqueWhereOneLivesHoweverManyAreDead) {
  const Requirement unique{PatState{.unique = true}};
  Token dead = token_until("2026-01-01");
  dead.authorization_id = "dead";
  EXPECT_EQ(ask_with(unique, {living_token({}), dead}).verdict, Verdict::pass);
  Token second = living_token({});
  second.authorization_id = "second";
  EXPECT_EQ(ask_with(unique, {living_token({}), second}).verdict, Verdict::fail);
}

TEST(Pat, IsNotUniqueYetWhereTheOnlyOneBeginsLater) {
  const Requirement unique{PatState{.unique = true}};
  Token later = living_token({});
  later.valid_from = test_now() + std::chrono::days{7};
  const Finding finding = ask_with(unique, {later});
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_NE(
      finding.message.find("none is valid yet: flow (" + later.authorization_id + ") begins on 2026-11-30"),
      std::string::npos)
      << finding.message;
  EXPECT_TRUE(finding.remediation && !finding.remediation->advice.empty());

  Token now = living_token({});
  now.authorization_id = "now";
  const Finding both = ask_with(unique, {later, now});
  EXPECT_EQ(both.verdict, Verdict::fail);
  EXPECT_NE(both.message.find("has 2 tokens that may be the integration's, not all of them alive yet"),
            std::string::npos)
      << both.message;
}

TEST(Pat, MayBeginTomorrowWhereNoBeginningIsTold) {
  Token undated = living_token({});
  undated.valid_from.reset();
  EXPECT_EQ(ask_with(valid, {undated}).verdict, Verdict::inconclusive);
}

TEST(Pat, MustNotLiveLongerThanItMay) {
  const Requirement year{PatState{.max_lifetime_days = Amount{273}}};
  EXPECT_EQ(ask_with(year, {living_token({})}).verdict, Verdict::pass);
  EXPECT_EQ(ask_with(year, {token_until("2027-03-02")}).verdict, Verdict::fail);
  Token undated = living_token({});
  undated.valid_from.reset();
  EXPECT_EQ(ask_with(year, {undated}).verdict, Verdict::inconclusive);
}

TEST(Pat, ForAllOrganizationsLivesLongEnoughToTheirEndAlone) {
  Token global = living_token({});
  global.target_accounts.reset();
  global.valid_from = parse_time("2026-09-01");
  const Finding finding = ask_with({PatState{.min_lifetime_days = Amount{180}}}, {global});
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.observed,
            "a life of 91 days, until 2026-12-01: tokens for all organizations stop on 1 December 2026");
  EXPECT_NE(finding.remediation->advice.text().find("a token for this organization alone that ends later"),
            std::string::npos)
      << finding.remediation->advice.text();
  EXPECT_EQ(ask_with({PatState{.min_lifetime_days = Amount{91}}}, {global}).verdict, Verdict::pass);
}

TEST(Pat, AServicePrincipalCanNotOwnOne) {
  World world = World().account(svc);
  world.identity(svc).subject_descriptor = "aadsp.x";
  EXPECT_EQ(ask(rule_of(valid), world.snapshot()).verdict, Verdict::fail);
}

TEST(Pat, ThatHasToGoIsRevokedByItsId) {
  Token token = living_token({});
  token.target_accounts.reset();
  const Finding finding = ask_with(one_organization, {token});
  EXPECT_EQ(
      finding.remediation->call.text(),
      "az rest --resource 499b84ac-1321-427f-aa17-267ca6975798 --method post --url "
      "'https://vssps.dev.azure.com/contoso/_apis/tokenadmin/revocations?isPublic=false&api-version=7.1' "
      "--body '[{\"authorizationId\":\"" +
          token.authorization_id + "\"}]'");
  EXPECT_NE(finding.remediation->advice.text().find("and not before"), std::string::npos);
}

TEST(Pat, EachOfSeveralThatFailIsToldAndIsAFault) {
  const auto second = [](Token token) {
    token.authorization_id = "second";
    return token;
  };
  const Requirement year{PatState{.max_lifetime_days = Amount{273}}};
  Token revoked = living_token({});
  revoked.is_valid = false;
  Token global = living_token({});
  global.target_accounts.reset();
  const std::vector<std::pair<Requirement, Token>> failing{{valid, token_until("2026-11-01")},
                                                           {valid, revoked},
                                                           {two_weeks, token_until("2026-11-25")},
                                                           {year, token_until("2027-03-02")},
                                                           {one_organization, global}};
  for (const auto& [requirement, token] : failing) {
    const Finding one = ask_with(requirement, {token});
    const Finding other = ask_with(requirement, {second(token)});
    const Finding both = ask_with(requirement, {token, second(token)});
    EXPECT_EQ(both.verdict, Verdict::fail) << both.message;
    EXPECT_EQ(both.message, one.message + "; " + other.message);
    EXPECT_EQ(both.path, one.path);
    EXPECT_EQ(one.facts, other.facts) << "a token that was made anew is nothing new";
    EXPECT_EQ(one.facts.size(), 1U) << one.message;
    EXPECT_EQ(both.facts.size(), 2U) << both.message;
    EXPECT_TRUE(std::ranges::includes(both.facts, one.facts)) << both.message;
  }
}

}  // namespace
}  // namespace patrol
