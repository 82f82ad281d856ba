#include "auditor/evaluate/fact_hash.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";

Finding ask_with(std::vector<std::string> held, PatScopes wanted, Rule::Mode mode = Rule::Mode::require) {
  return ask(rule_of({std::move(wanted)}, mode),
             World().account(svc).token(svc, living_token(std::move(held))).snapshot());
}

TEST(Scopes, PassWithTheScopeOneThatImpliesItOrFullAccess) {
  for (const char* held : {"vso.code", "vso.code_write", "app_token"}) {
    EXPECT_EQ(ask_with({held}, {{"vso.code"}}).verdict, Verdict::pass) << held;
  }
}

TEST(Scopes, FailForALookAlike) {
  const Finding finding = ask_with({"vso.code_status"}, {{"vso.code"}});
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_NE(finding.message.find("lacks Code: Read (vso.code)"), std::string::npos);
  EXPECT_EQ(finding.observed, "Code: Status (vso.code_status)");
}

TEST(Scopes, LiteralCountsOnlyTheIdItself) {
  EXPECT_EQ(ask_with({"vso.code_write"}, {{"vso.code"}, PatScopes::Match::literal}).verdict, Verdict::fail);
  const PatScopes hooks{{"vso.hooks_write"}};
  EXPECT_EQ(ask_with({"vso.code"}, hooks, Rule::Mode::forbid).verdict, Verdict::fail);
  const PatScopes literal_hooks{{"vso.hooks_write"}, PatScopes::Match::literal};
  EXPECT_EQ(ask_with({"vso.code"}, literal_hooks, Rule::Mode::forbid).verdict, Verdict::pass);
}

TEST(Scopes, AtMostAllowsWhatTheAllowedOnesImply) {
  const PatScopes code{{"vso.code"}};
  EXPECT_EQ(ask_with({"vso.code", "vso.profile"}, code, Rule::Mode::at_most).verdict, Verdict::pass);
  EXPECT_EQ(ask_with({"vso.code_write"}, code, Rule::Mode::at_most).verdict, Verdict::fail);
  EXPECT_EQ(ask_with({"app_token"}, code, Rule::Mode::at_most).verdict, Verdict::fail);
}

TEST(Scopes, ATokenWithoutANameMayBeTheOneThatHoldsMore) {
  Token nameless = living_token({"app_token"}, "");
  nameless.authorization_id = "0f";
  World world = World().account(svc).token(svc, living_token({"vso.code"})).token(svc, nameless);
  const PatScopes code{{"vso.code"}};
  const PatScopes work{{"vso.work"}};
  const auto verdict = [&](const PatScopes& scopes, Rule::Mode mode, const Integration& integration) {
    return ask(rule_of({scopes}, mode), world.snapshot(), integration).verdict;
  };
  const Integration by_name = flow_integration();
  EXPECT_EQ(verdict(code, Rule::Mode::at_most, by_name), Verdict::inconclusive);
  EXPECT_EQ(verdict(code, Rule::Mode::exactly, by_name), Verdict::inconclusive);
  EXPECT_EQ(verdict(work, Rule::Mode::forbid, by_name), Verdict::inconclusive);
  EXPECT_EQ(verdict(code, Rule::Mode::require, by_name), Verdict::pass);
  Integration by_id = by_name;
  by_id.pat.id = living_token({}).authorization_id;
  EXPECT_EQ(verdict(code, Rule::Mode::at_most, by_id), Verdict::pass);

  const Finding finding = ask(rule_of({code}, Rule::Mode::at_most), world.snapshot());
  EXPECT_NE(finding.message.find("whether the token 0f is called `flow` too"), std::string::npos)
      << finding.message;
}

TEST(Scopes, ATokenWithoutANameThatHoldsNoMoreOrIsOverDoubtsNothing) {
  Token alike = living_token({"vso.code"}, "");
  alike.authorization_id = "0f";
  Token over = living_token({"app_token"}, "");
  over.authorization_id = "0e";
  over.is_valid = false;
  const Snapshot snapshot = World()
                                .account(svc)
                                .token(svc, living_token({"vso.code"}))
                                .token(svc, alike)
                                .token(svc, over)
                                .snapshot();
  EXPECT_EQ(ask(rule_of({PatScopes{{"vso.code"}}}, Rule::Mode::at_most), snapshot).verdict, Verdict::pass);
}

TEST(Scopes, AScopeOutsideTheCatalogueIsNeverWithin) {
  const Finding finding = ask_with({"vso.code", "vso.brand_new"}, {{"vso.code"}}, Rule::Mode::at_most);
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_NE(finding.message.find("vso.brand_new"), std::string::npos);
  EXPECT_EQ(ask_with({"vso.brand_new"}, {{"vso.brand_new"}}, Rule::Mode::at_most).verdict, Verdict::fail);
}

TEST(Scopes, AScopeOutsideTheCatalogueIsAlwaysReported) {
  Policy policy;
  policy.id = "test";
  policy.rules = {rule_of({PatScopes{{"vso.code"}}})};
  const Snapshot snapshot =
      World().account(svc).token(svc, living_token({"vso.code", "vso.brand_new"})).snapshot();
  const Audit audit =
      evaluate({{"test", policy}}, {flow_integration()}, small_catalogue(), snapshot, {.now = test_now()});
  EXPECT_EQ(audit.findings.at(0).verdict, Verdict::pass);
  ASSERT_EQ(audit.notices.size(), 1U);
  EXPECT_NE(audit.notices.at(0).text.find("does not know: vso.brand_new"), std::string::npos);
}

TEST(Scopes, AScopeOutsideTheCatalogueMayImplyWhatIsForbidden) {
  const PatScopes write{{"vso.code_write"}};
  EXPECT_EQ(ask_with({"vso.brand_new"}, write, Rule::Mode::forbid).verdict, Verdict::inconclusive);
  EXPECT_EQ(ask_with({"vso.brand_new", "vso.code_write"}, write, Rule::Mode::forbid).verdict, Verdict::fail);
  const PatScopes literal{{"vso.code_write"}, PatScopes::Match::literal};
  EXPECT_EQ(ask_with({"vso.brand_new"}, literal, Rule::Mode::forbid).verdict, Verdict::pass);
}

TEST(Scopes, AScopeOutsideTheCatalogueMayImplyWhatIsRequired) {
  const PatScopes code{{"vso.code"}};
  const Finding finding = ask_with({"vso.brand_new"}, code, Rule::Mode::require);
  EXPECT_EQ(finding.verdict, Verdict::inconclusive);
  EXPECT_NE(finding.message.find("vso.brand_new may imply what is required"), std::string::npos)
      << finding.message;
  EXPECT_EQ(ask_with({"vso.brand_new", "vso.code"}, code, Rule::Mode::require).verdict, Verdict::pass);
  const PatScopes literal{{"vso.code"}, PatScopes::Match::literal};
  EXPECT_EQ(ask_with({"vso.brand_new"}, literal, Rule::Mode::require).verdict, Verdict::fail);
}

TEST(Scopes, ExactlyIsBothWays) {
  const PatScopes code{{"vso.code"}};
  EXPECT_EQ(ask_with({"vso.code"}, code, Rule::Mode::exactly).verdict, Verdict::pass);
  EXPECT_EQ(ask_with({"vso.work"}, code, Rule::Mode::exactly).verdict, Verdict::fail);
  EXPECT_EQ(ask_with({"vso.code", "vso.work"}, code, Rule::Mode::exactly).verdict, Verdict::fail);
}

TEST(Scopes, RequiredStandsForWhatTheActiveRulesRequire) {
  Policy policy;
  policy.id = "test";
  policy.rules = {rule_of({PatScopes{{"vso.code"}}}),
                  rule_of({PatScopes{.required_only = true}}, Rule::Mode::at_most)};
  policy.rules.push_back(rule_of({PatScopes{{"vso.work"}}}));
  policy.rules.back().when = {"webhooks"};
  Integration integration = flow_integration();
  const Snapshot snapshot =
      World().account(svc).token(svc, living_token({"vso.code", "vso.work"})).snapshot();
  const auto verdict = [&] {
    return evaluate({{"test", policy}}, {integration}, small_catalogue(), snapshot, {.now = test_now()})
        .findings[1]
        .verdict;
  };
  EXPECT_EQ(verdict(), Verdict::fail);
  integration.features = {"webhooks"};
  EXPECT_EQ(verdict(), Verdict::pass);
}

TEST(Scopes, AreInconclusiveWithoutTheTokens) {
  Snapshot snapshot = World().account(svc).token(svc, living_token({"vso.code"})).snapshot();
  hide(snapshot, FactKey::Kind::tokens);
  EXPECT_EQ(ask(rule_of({PatScopes{{"vso.code"}}}), snapshot).verdict, Verdict::inconclusive);
}

TEST(Scopes, AreMendedByACallOfTheOwner) {
  const auto mend = [](std::vector<std::string> held, PatScopes wanted, Rule::Mode mode) {
    const World world = World().account(svc).token(svc, living_token(std::move(held)));
    expect_mended_by_its_calls(rule_of({std::move(wanted)}, mode), world);
  };
  mend({"vso.work"}, {{"vso.code"}}, Rule::Mode::require);
  mend({"vso.code_write", "vso.work"}, {{"vso.code"}}, Rule::Mode::at_most);
  mend({"vso.code_write"}, {{"vso.code", "vso.work"}}, Rule::Mode::exactly);
  mend({"vso.code_write", "vso.work"}, {{"vso.code_write"}}, Rule::Mode::forbid);
  mend({"vso.code", "vso.brand_new"}, {{"vso.code"}}, Rule::Mode::at_most);
}

TEST(Scopes, KeepWhatIsAllowedWhereAWiderOneBroughtIt) {
  const Finding finding = ask_with({"vso.code_write"}, {{"vso.code", "vso.work"}}, Rule::Mode::at_most);
  EXPECT_NE(finding.remediation->call.text().find(R"("scope":"vso.code","validTo")"), std::string::npos)
      << finding.remediation->call.text();
  EXPECT_NE(finding.remediation->call.text().find(R"("displayName":"flow")"), std::string::npos);
}

TEST(Scopes, OfATokenWithAMaskedNameHaveNoCallThatWouldRenameIt) {
  const World world = World().account(svc).token(svc, living_token({"vso.work"}, "***"));
  Integration integration = flow_integration();
  integration.pat = {};
  Policy policy;
  policy.id = integration.policy;
  policy.rules = {rule_of({PatScopes{{"vso.code"}}})};
  const Audit audit = evaluate({{policy.id, policy}}, {integration}, small_catalogue(), world.snapshot(),
                               {.now = test_now()});
  EXPECT_EQ(audit.findings.at(0).verdict, Verdict::fail);
  EXPECT_EQ(audit.findings[0].remediation->call.text(), "");
}

TEST(Scopes, OfFullAccessAndOfTokensForAllOrganizationsHaveNoCall) {
  EXPECT_EQ(ask_with({"app_token"}, {{"vso.code"}}, Rule::Mode::forbid).remediation->call.text(), "");
  Token global = living_token({"vso.work"});
  global.target_accounts.reset();
  EXPECT_EQ(ask(rule_of({PatScopes{{"vso.code"}}}), World().account(svc).token(svc, global).snapshot())
                .remediation->call.text(),
            "");
}

/// As many tokens of the integration, each with these scopes.
World with_tokens(std::size_t number, const std::vector<std::string>& scopes) {
  World world;
  world.account(svc);
  for (std::size_t i = 0; i < number; ++i) {
    Token token = living_token(scopes);
    token.authorization_id = std::to_string(i);
    world.token(svc, token);
  }
  return world;
}

TEST(Scopes, OfAllTokensThatFailAreToldAndMended) {
  const Rule rule = rule_of({PatScopes{{"vso.code"}}}, Rule::Mode::at_most);
  const World world = with_tokens(2, {"vso.code_write"});
  const Finding finding = ask(rule, world.snapshot());
  EXPECT_EQ(finding.message,
            "the token flow (0) holds more than is needed: Code: Read & write (vso.code_write); "
            "the token flow (1) holds more than is needed: Code: Read & write (vso.code_write)");
  EXPECT_EQ(finding.observed, "Code: Read & write (vso.code_write)");
  EXPECT_EQ(finding.path.at(1), "token flow (0)");
  for (const char* token : {"flow (0)", "flow (1)"}) {
    const std::string& advice = finding.remediation->advice.text();
    EXPECT_NE(advice.find(token), std::string::npos) << advice;
  }
  expect_mended_by_its_calls(rule, world);
}

TEST(Scopes, OfAFurtherTokenAreAFaultByTheirNumber) {
  const Rule rule = rule_of({PatScopes{{"vso.code"}}}, Rule::Mode::at_most);
  const auto facts_of = [&](const World& world) { return ask(rule, world.snapshot()).facts; };
  const auto hashes = [](std::vector<std::string> faults) {
    for (std::string& fault : faults) fault = hash_fact("contoso", svc, std::nullopt, fault);
    std::ranges::sort(faults);
    return faults;
  };
  EXPECT_EQ(facts_of(with_tokens(1, {"vso.code_write"})), hashes({"holds vso.code_write"}));
  EXPECT_EQ(
      facts_of(with_tokens(3, {"vso.code_write"})),
      hashes({"holds vso.code_write", "2 tokens: holds vso.code_write", "3 tokens: holds vso.code_write"}));
  World others = with_tokens(1, {"vso.code_write"});
  others.token(svc, living_token({"vso.code_write", "vso.work"}));
  EXPECT_EQ(facts_of(others),
            hashes({"holds vso.code_write", "2 tokens: holds vso.code_write", "holds vso.work"}));
}

}  // namespace
}  // namespace patrol
