#include "auditor/evaluate/what_if.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

const Time now = *parse_time("2026-11-23T09:00:00Z");

Audit audit_of(std::vector<Finding> findings) {
  Audit audit;
  audit.generated_at = now;
  audit.rules = {{.policy = "flow", .id = "r", .title = "Rule", .severity = Severity::high}};
  audit.integrations = {{.name = "flow", .policy = "flow", .organization = "contoso"}};
  audit.findings = std::move(findings);
  audit.totals = count(audit);
  return audit;
}

Finding finding(Verdict verdict, const std::string& project) {
  Finding result;
  result.verdict = verdict;
  result.project = project;
  if (verdict == Verdict::fail) result.facts = {"h1"};
  return result;
}

TEST(WhatIf, TellsThatNothingChanges) {
  const Audit audit = audit_of({finding(Verdict::fail, "P"), finding(Verdict::pass, "Q")});
  const WhatIf result = what_if({audit, {}}, {audit, {}});
  EXPECT_TRUE(result.nothing_changes());
  EXPECT_EQ(result.unchanged, 2U);
  EXPECT_TRUE(result.turns.empty());
}

TEST(WhatIf, TellsEachFindingThatChangesWithBothSides) {
  const Audit before = audit_of({finding(Verdict::pass, "P"), finding(Verdict::fail, "Q"),
                                 finding(Verdict::fail, "R"), finding(Verdict::pass, "S")});
  const Audit after = audit_of({finding(Verdict::fail, "p"), finding(Verdict::pass, "Q"),
                                finding(Verdict::pass, "S"), finding(Verdict::pass, "T")});
  const WhatIf result = what_if({before, {}}, {after, {}});
  ASSERT_EQ(result.findings.size(), 4U);
  EXPECT_EQ(result.unchanged, 1U);
  EXPECT_EQ(result.count(Change::worse), 1U);
  EXPECT_EQ(result.count(Change::better), 1U);
  EXPECT_EQ(result.count(Change::added), 1U);
  EXPECT_EQ(result.count(Change::gone), 1U);
  const ChangedFinding& better = result.findings[0];
  EXPECT_EQ(better.name.project, "Q");
  EXPECT_EQ(better.before->verdict, Verdict::fail);
  EXPECT_TRUE(better.before->counts);
  EXPECT_EQ(better.after->verdict, Verdict::pass);
  EXPECT_EQ(better.severity, Severity::high);
  for (const ChangedFinding& changed : result.findings) {
    EXPECT_EQ(changed.change == Change::gone, !changed.after);
    EXPECT_EQ(changed.change == Change::added, !changed.before);
  }
}

TEST(WhatIf, AFindingThatCountsNoMoreHasChanged) {
  const Audit before = audit_of({finding(Verdict::fail, "P")});
  Audit after = before;
  after.rules[0].need = Need::recommended;
  const WhatIf result = what_if({before, {}}, {after, {}});
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].change, Change::better);
  EXPECT_EQ(what_if({after, {}}, {before, {}}).findings[0].change, Change::worse);
}

TEST(WhatIf, AFindingOfAnotherSeverityHasChanged) {
  const Audit before = audit_of({finding(Verdict::pass, "P")});
  Audit after = before;
  after.rules[0].severity = Severity::low;
  const WhatIf result = what_if({before, {}}, {after, {}});
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].change, Change::rated_differently);
  EXPECT_EQ(result.findings[0].before->severity, Severity::high);
  EXPECT_EQ(result.findings[0].after->severity, Severity::low);
  EXPECT_EQ(result.findings[0].after->need, Need::required);
}

TEST(WhatIf, CountsIntegrationsThatTurn) {
  const Audit good = audit_of({finding(Verdict::pass, "P")});
  const Audit bad = audit_of({finding(Verdict::inconclusive, "P"), finding(Verdict::fail, "Q")});
  const WhatIf result = what_if({good, {}}, {bad, {}});
  EXPECT_EQ(result.turns, (std::vector<IntegrationTurn>{{Verdict::pass, Verdict::fail, 1}}));
  Audit renamed = good;
  renamed.integrations[0].name = "other";
  const WhatIf other = what_if({good, {}}, {renamed, {}});
  EXPECT_EQ(other.turns, (std::vector<IntegrationTurn>{{std::nullopt, Verdict::pass, 1},
                                                       {Verdict::pass, std::nullopt, 1}}));
}

TEST(WhatIf, TellsWaiversThatChange) {
  WrittenWaiver written;
  written.integration = "flow";
  written.rule = "r";
  written.facts = {"h1"};
  written.waiver.expires = now + std::chrono::days{20};
  const std::vector<WrittenWaiver> waivers{written};
  const Audit fails = audit_of({finding(Verdict::fail, "P")});
  const Audit passes = audit_of({finding(Verdict::pass, "P")});
  EXPECT_EQ(what_if({fails, waivers}, {passes, waivers}).waivers,
            (std::vector<ChangedWaiver>{{"flow", "r", std::nullopt, "in use", "unused"}}));
  EXPECT_EQ(what_if({fails, {}}, {fails, waivers}).waivers,
            (std::vector<ChangedWaiver>{{"flow", "r", std::nullopt, "", "in use"}}));
  EXPECT_FALSE(what_if({fails, {}}, {fails, waivers}).nothing_changes());
  EXPECT_TRUE(what_if({fails, waivers}, {fails, waivers}).nothing_changes());
}

}  // namespace
}  // namespace patrol
