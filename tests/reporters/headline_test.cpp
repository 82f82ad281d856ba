#include "reporters/headline.h"

#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

Audit audit_of(std::vector<Verdict> verdicts) {
  Audit audit = empty_audit();
  audit.integrations = {{}};
  audit.rules = {{}};
  for (const Verdict verdict : verdicts) {
    Finding finding;
    finding.verdict = verdict;
    audit.findings.push_back(finding);
  }
  audit.totals = count(audit);
  return audit;
}

TEST(Headline, IsNoPassWhereNothingWasDecided) {
  EXPECT_EQ(headline(empty_audit()).kind, Headline::Kind::nothing);
  EXPECT_EQ(headline(audit_of({Verdict::not_applicable})).kind, Headline::Kind::nothing);
}

TEST(Headline, IsAPassWhereEveryRuleHolds) {
  const Headline told = headline(audit_of({Verdict::pass, Verdict::not_applicable}));
  EXPECT_EQ(told.kind, Headline::Kind::pass);
  EXPECT_EQ(told.sentence, "Every rule holds, on evidence that was read.");
}

TEST(Headline, DoesNotSayThatAllHoldsWhereAFailureIsWaived) {
  Audit audit = audit_of({Verdict::pass, Verdict::fail});
  audit.findings[1].waiver = Waiver{};
  audit.totals = count(audit);
  const Headline told = headline(audit);
  EXPECT_EQ(told.kind, Headline::Kind::pass);
  EXPECT_EQ(told.sentence, "No failure counts; 1 is waived.");
}

TEST(Headline, IsAFailureBeforeAllElse) {
  const Headline told = headline(sample_audit());
  EXPECT_EQ(told.kind, Headline::Kind::fail);
  EXPECT_EQ(told.sentence,
            "3 findings fail, and 1 could not be decided. 3 more findings are recommended or below the bar, "
            "and not counted.");
}

TEST(Headline, IsInconclusiveWhereEvidenceIsMissing) {
  EXPECT_EQ(headline(audit_of({Verdict::pass, Verdict::inconclusive})).kind, Headline::Kind::inconclusive);
}

TEST(Headline, IsInconclusiveWhereTheCollectionWasCutShort) {
  Audit audit = audit_of({Verdict::pass});
  audit.cut_short = true;
  const Headline told = headline(audit);
  EXPECT_EQ(told.kind, Headline::Kind::inconclusive);
  EXPECT_EQ(told.sentence, "No failure counts, but not everything was asked. The collection was cut short.");
}

TEST(MomentText, LeavesOutSecondsThatSayNothing) {
  EXPECT_EQ(moment_text(*parse_time("2026-11-23T09:00:00Z")), "2026-11-23 09:00 UTC");
  EXPECT_EQ(moment_text(*parse_time("2026-11-23T09:00:07Z")), "2026-11-23 09:00:07 UTC");
}

}  // namespace
}  // namespace patrol
