#include "reporters/holdings_text.h"

#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace patrol {
namespace {

std::vector<std::string> ids_of(const std::vector<const AuditedToken*>& tokens) {
  std::vector<std::string> ids;
  for (const AuditedToken* token : tokens) ids.push_back(token->id.substr(token->id.size() - 1));
  return ids;
}

TEST(EndText, SaysHowLongATokenWillWork) {
  Audit audit = sample_audit();
  EXPECT_EQ(end_text(audit, audit.tokens[2]), "2026-12-07, in 13 days")
      << "and some hours, which are no day that is left";
  EXPECT_EQ(end_text(audit, audit.tokens[1]), "2026-09-30, 54 days ago");
  EXPECT_EQ(end_text(audit, audit.tokens[3]), "not known");
  audit.tokens[2].valid_to = audit.generated_at;
  EXPECT_EQ(end_text(audit, audit.tokens[2]), "2026-11-23, less than a day ago");
  *audit.tokens[2].valid_to += std::chrono::hours{23};
  EXPECT_EQ(end_text(audit, audit.tokens[2]), "2026-11-24, in less than a day");
}

TEST(EndText, KnowsTheEndOfTokensForAllOrganizations) {
  Audit audit = sample_audit();
  EXPECT_EQ(end_text(audit, audit.tokens[0]), "2026-12-01, in 7 days, as all tokens for all organizations");
  audit.tokens[0].valid_to = parse_time("2026-11-30");
  EXPECT_EQ(end_text(audit, audit.tokens[0]), "2026-11-30, in 6 days");
  audit.tokens[0].valid_to.reset();
  EXPECT_EQ(end_text(audit, audit.tokens[0]), "2026-12-01, in 7 days, as all tokens for all organizations");
}

TEST(TokensByEnd, HasTheFirstToStopFirstAndDeadOnesLast) {
  const Audit audit = sample_audit();
  EXPECT_EQ(ids_of(tokens_by_end(audit)), (std::vector<std::string>{"2", "1", "9", "3"}));
}

TEST(UrgentTokens, AreThoseThatStopSoonOrAreForAllOrganizations) {
  Audit audit = sample_audit();
  EXPECT_EQ(ids_of(urgent_tokens(audit)), (std::vector<std::string>{"2", "1"}));
  audit.tokens[2].valid_to = parse_time("2027-06-01");
  EXPECT_EQ(ids_of(urgent_tokens(audit)), (std::vector<std::string>{"2"}));
}

TEST(ExcessBySeverity, HasTheMostSevereFirst) {
  Audit audit = sample_audit();
  std::ranges::reverse(audit.excess);
  EXPECT_EQ(excess_by_severity(audit)[0]->severity, Severity::critical);
}

TEST(GapsByWeight, HasThatBehindMostFindingsFirst) {
  Audit audit = sample_audit();
  audit.gaps.push_back(audit.gaps[0]);
  audit.gaps[1].findings = 9;
  EXPECT_EQ(gaps_by_weight(audit)[0]->findings, 9U);
}

TEST(CausesByWeight, ShareOrganizationReasonAndWhatToDo) {
  Audit audit = sample_audit();
  const AuditedGap gap = audit.gaps[0];
  for (const auto change :
       {+[](AuditedGap& one) { one.findings = 5; }, +[](AuditedGap& one) { one.organization = "fabrikam"; },
        +[](AuditedGap& one) { one.gap.reason = "HTTP 403"; },
        +[](AuditedGap& one) { one.gap.grant = "another right"; }}) {
    audit.gaps.push_back(gap);
    audit.gaps.back().leads = 1;
    change(audit.gaps.back());
  }
  const std::vector<SharedCause> causes = causes_by_weight(audit);
  ASSERT_EQ(causes.size(), 4U);
  EXPECT_EQ(causes[0].gaps, (std::vector<const AuditedGap*>{&audit.gaps[1], &audit.gaps[0]}));
  EXPECT_EQ(causes[0].findings, 3U);
  EXPECT_EQ(causes[1].findings, 1U);
}

TEST(ChangeSentence, SaysWhatChangedOrThatNothingDid) {
  Baseline baseline = *compared_audit().baseline;
  EXPECT_EQ(change_sentence(baseline),
            "Since the audit of 2026-11-16 09:00 UTC: 1 new, 1 worse, 1 better, 12 unchanged, 1 gone.");
  baseline.no_longer_applies = 1;
  baseline.rated_differently = 4;
  EXPECT_EQ(change_sentence(baseline),
            "Since the audit of 2026-11-16 09:00 UTC: 1 new, 1 worse, 1 better, 1 no longer applies, 4 rated "
            "differently, 12 unchanged, 1 gone.");
  EXPECT_EQ(change_sentence({.generated_at = baseline.generated_at, .gone = {}}),
            "Nothing changed since the audit of 2026-11-16 09:00 UTC.");
}

}  // namespace
}  // namespace patrol
