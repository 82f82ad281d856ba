#include "auditor/cases/run.h"

#include "tests/auditor/cases/support.h"

#include <gtest/gtest.h>

namespace patrol::cases {
namespace {

Trial trial_of(std::string_view text) {
  return run(cases_of(text), example_policies(), built_in_catalogue());
}

TEST(Run, GivesTheVerdictsThatCasesWant) {
  const Trial trial = trial_of(R"(policy: example
cases:
  - {case: One, expect: {active: pass}}
  - {case: Two, users: [], expect: {active: fail}}
)");
  EXPECT_EQ(trial.failed_cases(), 0U);
  EXPECT_TRUE(trial.is_good());
}

TEST(Run, TellsWhatDiffers) {
  const Trial trial = trial_of("policy: example\ncases:\n  - {case: One, why: So, expect: {active: fail}}\n");
  ASSERT_EQ(trial.cases.size(), 1U);
  EXPECT_EQ(trial.cases[0],
            (CaseResult{
                "One", "So", "c.tests.yaml", 3, {{"active", "fail", "pass", "svc@contoso.com is active"}}}));
  EXPECT_FALSE(trial.is_good());
}

TEST(Run, CountsWhatCasesShowOfEachRule) {
  Trial trial = trial_of(R"(policy: example
cases:
  - {case: One, expect: {active: pass}}
  - {case: Two, others: pass}
  - {case: Three, unread: [account], expect: {active: inconclusive}}
  - {case: Four, users: [], expect: {active: pass}}
  - {case: Own, rule: {id: active, require: {account: {active: true}}}, users: [], verdict: fail}
)");
  ASSERT_EQ(trial.rules.size(), 1U);
  EXPECT_EQ(trial.rules[0], (RuleCoverage{"example", "active", "example.yaml", 4, 2, 0, 1, 0}));
  EXPECT_EQ(missing_cases(trial.rules[0]), "fail");
  EXPECT_EQ(trial.incomplete_rules(), 1U);
}

TEST(Run, AsksOnlyForWhatTheRulesLookAt) {
  const auto cases = cases_of("policy: example\ncases:\n  - {case: One, expect: {active: pass}}\n");
  const Snapshot snapshot = make_snapshot(cases.at(0), built_in_catalogue());
  const Organization& organization = snapshot.organizations.at("contoso");
  EXPECT_EQ(organization.accounts.size(), 1U);
  EXPECT_TRUE(organization.tokens.empty());
  EXPECT_FALSE(organization.namespaces.has_value());
}

TEST(Run, TakesTheTokensOfTheAccountWhereNobodyOwnsThem) {
  const Trial trial = trial_of(R"(cases:
  - case: One
    users: [{account: Flow, sign_in: svc@contoso.com}]
    rule: {require: {pat_scopes: {Code: Read}}}
    tokens: [{scopes: [vso.code]}]
    verdict: pass
)");
  EXPECT_EQ(trial.failed_cases(), 0U);
}

}  // namespace
}  // namespace patrol::cases
