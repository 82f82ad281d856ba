#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr const char* variable = "FLOW_PAT";
const Requirement valid{PatState{.valid = true}};
const Requirement reads_code{PatScopes{.ids = {"vso.code"}}};

/// The account with these tokens; its list can be hidden, and its own token tried.
class Bench {
 public:
  explicit Bench(std::vector<Token> tokens = {}) : world_(World().account(svc)) {
    for (Token& token : tokens) world_.token(svc, std::move(token));
    snapshot_ = world_.snapshot();
    integration_.pat.secret_env = variable;
  }

  Bench& without_list() {
    hide(snapshot_, FactKey::Kind::tokens);
    return *this;
  }
  Bench& tried(const std::string& owner, bool code) {
    const Identity& identity = world_.identity(owner);
    ProbedToken token{.is_accepted = true,
                      .owner = {.identity_descriptor = identity.descriptor,
                                .subject_descriptor = identity.subject_descriptor,
                                .account = owner}};
    put(token, code);
    return *this;
  }
  Bench& refused() {
    put({.is_accepted = false, .refusal = "HTTP 401"}, false);
    return *this;
  }
  Bench& unnamed() {
    integration_.pat.name.clear();
    return *this;
  }
  Bench& declare(std::vector<std::string> scopes) {
    integration_.pat.scopes = std::move(scopes);
    integration_.pat.expires = parse_time("2027-03-01");
    return *this;
  }
  Bench& accept() {
    accept_ = true;
    return *this;
  }

  Audit audit(const Requirement& requirement, Rule::Mode mode = Rule::Mode::require) const {
    Policy policy;
    policy.id = integration_.policy;
    policy.rules = {rule_of(requirement, mode)};
    return evaluate({{policy.id, policy}}, {integration_}, small_catalogue(), snapshot_,
                    {.now = test_now(), .accept_declared = accept_});
  }
  Finding ask(const Requirement& requirement, Rule::Mode mode = Rule::Mode::require) const {
    return audit(requirement, mode).findings.front();
  }

 private:
  void put(const ProbedToken& token, bool code) {
    Organization& organization = snapshot_.organizations.begin()->second;
    organization.probed_tokens.insert_or_assign(variable, Fact<Evidence<ProbedToken>>{token, {}});
    for (const char* name : {"projects", "teams", "repositories", "work_item_fields"}) {
      organization.probes.insert_or_assign(fact_name(variable, name), Fact<Evidence<bool>>{code, {}});
    }
  }

  World world_;
  Snapshot snapshot_;
  Integration integration_ = flow_integration();
  bool accept_ = false;
};

TEST(TokenGrades, WhatIsListedIsNoPassWhereTheTokenThatWasTriedIsOtherwise) {
  Bench bench({living_token({"vso.code"})});
  bench.tried(svc, false);
  const Finding finding = bench.ask(reads_code);
  EXPECT_EQ(finding.verdict, Verdict::inconclusive);
  EXPECT_EQ(finding.grade, std::nullopt);
  EXPECT_NE(finding.message.find("the evidence disagrees: observed, the token flow"), std::string::npos)
      << finding.message;
  EXPECT_NE(finding.message.find("; probed, the token in FLOW_PAT lacks Code: Read"), std::string::npos)
      << finding.message;
  EXPECT_NE(finding.remediation->advice.text().find("`pat: {id: …}`"), std::string::npos);
}

TEST(TokenGrades, WhatIsListedStaysAFailureWhateverTheTokenThatWasTriedIs) {
  Bench bench({living_token({"vso.work"})});
  bench.tried(svc, true);
  const Audit audit = bench.audit(reads_code);
  EXPECT_EQ(audit.findings.front().verdict, Verdict::fail);
  EXPECT_EQ(audit.findings.front().grade, Grade::observed);
  ASSERT_EQ(audit.notices.size(), 1U);
  EXPECT_NE(audit.notices.front().text.find("What is observed counts"), std::string::npos);
}

TEST(TokenGrades, ALivingTokenOfTheListIsNotTheOneInUseWhereThatIsDeadOrSomebodyElses) {
  const Requirement lasts{PatState{.min_days_left = Amount{14}}};
  const Requirement unique{PatState{.unique = true}};
  for (const Requirement& requirement : {valid, lasts, unique}) {
    Bench bench({living_token({"vso.code"})});
    EXPECT_EQ(bench.ask(requirement).verdict, Verdict::pass) << "it was not tried";
    EXPECT_EQ(bench.tried(svc, true).ask(requirement).verdict, Verdict::pass);
    const Finding dead = bench.refused().ask(requirement);
    EXPECT_EQ(dead.verdict, Verdict::inconclusive);
    EXPECT_NE(dead.message.find("FLOW_PAT is not accepted (HTTP 401)"), std::string::npos) << dead.message;
    const Finding others = bench.tried(World::auditor_email, true).ask(requirement);
    EXPECT_EQ(others.verdict, Verdict::inconclusive);
    EXPECT_NE(others.message.find("not to svc@contoso.com"), std::string::npos) << others.message;
    EXPECT_EQ(bench.unnamed().ask(requirement).verdict, Verdict::inconclusive);
  }
  Token revoked = living_token({});
  revoked.is_valid = false;
  EXPECT_EQ(Bench({revoked}).refused().ask(valid).verdict, Verdict::fail);
}

TEST(TokenGrades, OfANamedTokenTheListTellsTheScopesWhateverWasTried) {
  Bench bench({living_token({"vso.code"})});
  EXPECT_EQ(bench.refused().ask(reads_code).verdict, Verdict::pass);
  EXPECT_EQ(bench.tried(World::auditor_email, true).ask(reads_code).verdict, Verdict::pass);
}

TEST(TokenGrades, WhereNoTokenIsNamedNoneOfTheListIsKnownToBeTheOneInUse) {
  const Requirement alone{PatState{.one_organization = true}};
  for (const Requirement& requirement : {reads_code, alone}) {
    Bench bench({living_token({"vso.code"})});
    bench.unnamed();
    EXPECT_EQ(bench.tried(svc, true).ask(requirement).verdict, Verdict::pass);
    EXPECT_EQ(bench.refused().ask(requirement).verdict, Verdict::inconclusive);
    EXPECT_EQ(bench.tried(World::auditor_email, true).ask(requirement).verdict, Verdict::inconclusive);
  }
  Bench lacking({living_token({"vso.work"})});
  EXPECT_EQ(lacking.unnamed().refused().ask(reads_code).verdict, Verdict::fail);
}

TEST(TokenGrades, WhatIsDeclaredDoesNotSettleTheContradiction) {
  Bench bench({living_token({"vso.code"})});
  EXPECT_EQ(bench.refused().declare({"vso.code"}).accept().ask(valid).verdict, Verdict::inconclusive);
  Bench unlisted;
  unlisted.without_list().unnamed().refused().declare({"vso.code"}).accept();
  EXPECT_EQ(unlisted.ask(reads_code).verdict, Verdict::inconclusive);
}

TEST(TokenGrades, ProbedDecidesWhereTheListCanNotBeRead) {
  EXPECT_EQ(Bench().without_list().tried(svc, true).ask(reads_code).verdict, Verdict::pass);
  const Finding lacking = Bench().without_list().tried(svc, false).ask(reads_code);
  EXPECT_EQ(lacking.verdict, Verdict::fail);
  EXPECT_EQ(lacking.grade, Grade::probed);
  EXPECT_EQ(Bench().without_list().ask(reads_code).verdict, Verdict::inconclusive);
  EXPECT_EQ(Bench().without_list().ask(reads_code).grade, std::nullopt);
}

TEST(TokenGrades, ProbingNeverShowsThatThereIsNothingElse) {
  Bench bench;
  bench.without_list().tried(svc, true);
  EXPECT_EQ(bench.ask(reads_code, Rule::Mode::exactly).verdict, Verdict::fail);  // it reads work items too
  EXPECT_EQ(bench
                .ask({PatScopes{.ids = {"vso.code", "vso.project", "vso.profile", "vso.work"}}},
                     Rule::Mode::at_most)
                .verdict,
            Verdict::inconclusive);
}

TEST(TokenGrades, WhereNoRuleRequiresAScopeATriedTokenHoldsNoneTooMuch) {
  Bench bench;
  bench.without_list().tried(svc, true);
  const Finding finding = bench.ask({PatScopes{.ids = {}, .required_only = true}}, Rule::Mode::at_most);
  EXPECT_EQ(finding.verdict, Verdict::inconclusive);
  EXPECT_NE(finding.message.find("none is bounded"), std::string::npos) << finding.message;
}

TEST(TokenGrades, ProbingDoesNotTellByWhichNameAScopeIsHeld) {
  Bench bench;
  bench.without_list().tried(svc, true);
  const Requirement literal{PatScopes{.ids = {"vso.code"}, .match = PatScopes::Match::literal}};
  EXPECT_EQ(bench.ask(literal).verdict, Verdict::inconclusive);
  EXPECT_EQ(bench.ask(literal, Rule::Mode::forbid).verdict, Verdict::inconclusive);
  EXPECT_EQ(bench.ask(reads_code, Rule::Mode::forbid).verdict, Verdict::fail);
}

TEST(TokenGrades, AForbiddenScopeThatIsRefusedIsNotThere) {
  EXPECT_EQ(Bench().without_list().tried(svc, false).ask(reads_code, Rule::Mode::forbid).verdict,
            Verdict::pass);
}

TEST(TokenGrades, ADeadTokenFailsAndSaysNothingOfScopes) {
  const Finding dead = Bench().without_list().refused().ask(valid);
  EXPECT_EQ(dead.verdict, Verdict::fail);
  EXPECT_EQ(dead.grade, Grade::probed);
  EXPECT_EQ(Bench().without_list().refused().ask(reads_code).verdict, Verdict::inconclusive);
}

TEST(TokenGrades, SomebodyElsesTokenFailsAndSaysNothingOfTheAccounts) {
  Bench bench;
  bench.without_list().tried(World::auditor_email, true);
  EXPECT_EQ(bench.ask(valid).verdict, Verdict::fail);
  EXPECT_EQ(bench.ask(reads_code).verdict, Verdict::inconclusive);
  EXPECT_EQ(bench.ask(reads_code, Rule::Mode::forbid).verdict, Verdict::inconclusive);
}

TEST(TokenGrades, DeclaredCountsOnlyWhereItIsAccepted) {
  Bench bench;
  bench.without_list().declare({"vso.code"});
  const Finding strict = bench.ask(reads_code);
  EXPECT_EQ(strict.verdict, Verdict::inconclusive);
  EXPECT_NE(strict.remediation->advice.text().find("--accept declared"), std::string::npos);
  bench.accept();
  EXPECT_EQ(bench.ask(reads_code).verdict, Verdict::pass);
  EXPECT_EQ(bench.ask(reads_code).grade, Grade::declared);
  EXPECT_EQ(bench.ask(reads_code, Rule::Mode::at_most).verdict, Verdict::pass);
  EXPECT_EQ(bench.ask(valid).verdict, Verdict::pass);
  EXPECT_EQ(bench.ask({PatState{.one_organization = true}}).verdict, Verdict::inconclusive);
}

TEST(TokenGrades, DeclaredNeverBeatsWhatWasSeen) {
  Bench bench({living_token({"vso.work"})});
  bench.declare({"vso.code"}).accept();
  const Finding finding = bench.ask(reads_code);
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.grade, Grade::observed);
}

TEST(TokenGrades, AJointAnswerIsAsGoodAsItsWorstPart) {
  Bench bench;
  bench.without_list().tried(svc, true).declare({"vso.code"}).accept();
  const Finding finding = bench.ask({PatState{.valid = true, .min_days_left = Amount{14}}});
  EXPECT_EQ(finding.verdict, Verdict::pass);
  EXPECT_EQ(finding.grade, Grade::declared);
}

}  // namespace
}  // namespace patrol
