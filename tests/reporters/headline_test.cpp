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

/// The finding as the baseline knew it, in an audit where only news counts.
void know_before(Audit& audit, Finding& finding) {
  audit.baseline = Baseline{.only_new_counts = true};
  finding.since = SinceBaseline{.change = Change::unchanged, .first_seen = {}, .before = finding.verdict};
  audit.totals = count(audit);
}

TEST(Headline, IsNoPassWhereWhatIsOpenIsNoNews) {
  Audit audit = audit_of({Verdict::pass, Verdict::fail, Verdict::inconclusive});
  know_before(audit, audit.findings[1]);
  know_before(audit, audit.findings[2]);
  const Headline told = headline(audit);
  EXPECT_EQ(told.kind, Headline::Kind::nothing_new);
  EXPECT_EQ(title_of(told.kind), "Nothing new");
  EXPECT_EQ(told.sentence,
            "Nothing is new or worse. As before, 1 finding fails, and 1 could not be decided.");
  EXPECT_EQ(exit_code(audit), 0);
}

TEST(Headline, IsNoPassWhereWhatIsOpenDoesNotCount) {
  Audit audit = audit_of({Verdict::pass, Verdict::fail});
  audit.rules[0].need = Need::recommended;
  audit.totals = count(audit);
  const Headline told = headline(audit);
  EXPECT_EQ(told.kind, Headline::Kind::nothing_counts);
  EXPECT_EQ(title_of(told.kind), "Nothing that counts");
  EXPECT_EQ(told.sentence,
            "Nothing counts: 1 finding fails, but what is recommended or below the bar does not count.");
  // News that does not count is news all the same.
  Audit with_news = audit;
  with_news.findings[1].verdict = Verdict::inconclusive;
  with_news.findings[1].since = SinceBaseline{.change = Change::added, .first_seen = {}, .before = {}};
  with_news.baseline = Baseline{.added = 1, .only_new_counts = true};
  with_news.totals = count(with_news);
  EXPECT_EQ(headline(with_news).kind, Headline::Kind::nothing_counts);
}

TEST(Headline, BeginsWithWhatIsPlainWhereNothingCouldBeRead) {
  Audit audit = audit_of({Verdict::pass, Verdict::inconclusive});
  audit.reads = {{"GET", "https://a", 401, {}}, {"GET", "https://b", 0, {}}};
  EXPECT_EQ(unread_sentence(audit), "Nothing could be read: each of 2 requests failed.");
  EXPECT_TRUE(headline(audit).sentence.starts_with(unread_sentence(audit)));
  audit.reads[1].status = 200;
  EXPECT_EQ(unread_sentence(audit), "");
  audit.reads.clear();
  EXPECT_EQ(unread_sentence(audit), "") << "what is attested needs no request";
  audit.gaps = {{.organization = "contoso", .gap = {.kind = Gap::Kind::unauthorized}, .findings = 1}};
  EXPECT_EQ(unread_sentence(audit), "Nothing could be read: there was no credential to ask with.");
  EXPECT_EQ(unread_sentence(audit_of({Verdict::pass})), "");
}

TEST(Headline, SaysHowManyOfManyOrganizationsCouldNotBeRead) {
  EXPECT_EQ(unread_sentence(organizations_audit(9)), "1 of 9 organizations could not be read at all.");
  EXPECT_EQ(unread_sentence(organizations_audit(1)), "");
  Audit one = organizations_audit(2);
  one.organizations.erase(one.organizations.begin());
  for (AuditedIntegration& integration : one.integrations)
    integration.organization = one.organizations[0].name;
  for (Finding& finding : one.findings) finding.reads = {3};
  EXPECT_EQ(roll_up(one).unread(), 1U);
  EXPECT_EQ(unread_sentence(one), "") << "what is missing of one is told by its gaps";
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
