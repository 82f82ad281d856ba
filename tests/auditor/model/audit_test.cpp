#include "auditor/model/audit.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

Audit audit_with(std::vector<Finding> findings, AuditedRule rule = {}) {
  Audit audit;
  audit.rules = {std::move(rule)};
  audit.integrations = {{}};
  audit.findings = std::move(findings);
  audit.totals = count(audit);
  return audit;
}

Finding finding(Verdict verdict) {
  Finding result;
  result.verdict = verdict;
  return result;
}

Finding waived() {
  Finding result = finding(Verdict::fail);
  result.waiver = Waiver{
      .reason = "moves in May", .owner = "ops", .approved_by = "kim", .expires = *parse_time("2027-05-01")};
  return result;
}

TEST(ExitCode, IsZeroWherePassAndNotApplicableStandAlone) {
  EXPECT_EQ(exit_code(audit_with({finding(Verdict::pass), finding(Verdict::not_applicable)})), 0);
}

TEST(ExitCode, IsOneForAFailureEvenBesideInconclusiveOnes) {
  EXPECT_EQ(exit_code(audit_with({finding(Verdict::inconclusive), finding(Verdict::fail)})), 1);
}

TEST(ExitCode, IsTwoForAnInconclusiveOneAndForAnAuditCutShort) {
  EXPECT_EQ(exit_code(audit_with({finding(Verdict::inconclusive)})), 2);
  Audit cut = audit_with({finding(Verdict::pass)});
  cut.cut_short = true;
  EXPECT_EQ(exit_code(cut), 2);
}

TEST(Counts, NotWhereTheFailureIsWaived) {
  const Audit audit = audit_with({waived()});
  EXPECT_FALSE(audit.counts(audit.findings[0]));
  EXPECT_EQ(why_it_does_not_count(audit, audit.findings[0]), "waived until 2027-05-01 by kim: moves in May");
  EXPECT_EQ(audit.totals, (Totals{.waived = 1}));
  EXPECT_EQ(exit_code(audit), 0);
}

TEST(Counts, NotWhereTheRuleIsOnlyRecommended) {
  AuditedRule rule;
  rule.need = Need::recommended;
  const Audit audit = audit_with({finding(Verdict::fail)}, rule);
  EXPECT_EQ(audit.totals.fail, 1U);
  EXPECT_EQ(exit_code(audit), 0);
}

TEST(Counts, NotBelowTheBar) {
  AuditedRule rule;
  rule.severity = Severity::info;
  const Audit audit = audit_with({finding(Verdict::inconclusive)}, rule);
  EXPECT_EQ(why_it_does_not_count(audit, audit.findings[0]), "severity info is below the bar low");
  EXPECT_EQ(exit_code(audit), 0);
}

TEST(Remediation, JoinsItsPartsAsLines) {
  const Remediation remediation{.advice = "add it", .call = "az devops x", .may_break = "nothing"};
  EXPECT_EQ(remediation.text(), "add it\naz devops x\nmay break: nothing");
  EXPECT_EQ(Remediation{}.text(), "");
}

}  // namespace
}  // namespace patrol
