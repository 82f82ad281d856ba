#include "auditor/model/roll_up.h"

#include <gtest/gtest.h>

#include <utility>

namespace patrol {
namespace {

/// An integration in each organization, named for it, with one finding each.
Audit audit_of(const std::vector<std::pair<std::string, Verdict>>& organizations) {
  Audit audit;
  audit.rules = {{.policy = "flow", .id = "r", .title = "t", .severity = Severity::high}};
  audit.reads = {{"GET", "https://answered", 200, 1}, {"GET", "https://refused", 401, {}}};
  for (const auto& [name, verdict] : organizations) {
    AuditedIntegration integration;
    integration.name = name + "-flow";
    integration.policy = "flow";
    integration.organization = name;
    audit.organizations.push_back({.name = name, .auditor = "kim"});
    Finding finding;
    finding.integration = static_cast<std::uint32_t>(audit.integrations.size());
    finding.verdict = verdict;
    finding.reads = {0};
    audit.integrations.push_back(std::move(integration));
    audit.findings.push_back(std::move(finding));
  }
  audit.totals = count(audit);
  return audit;
}

AuditedGap gap_in(const std::string& organization, Gap::Kind kind, std::size_t findings = 1) {
  return {organization, {kind, "the projects", "HTTP 401", "a credential"}, findings};
}

/// Nothing but the file decided anything of the second organization.
Audit with_one_unread() {
  Audit audit = audit_of({{"adatum", Verdict::pass}, {"fabrikam", Verdict::inconclusive}});
  audit.findings[1].reads = {1};
  Finding from_the_file = audit.findings[1];
  from_the_file.verdict = Verdict::pass;
  from_the_file.reads.clear();
  audit.findings.push_back(from_the_file);
  audit.gaps = {gap_in("fabrikam", Gap::Kind::unauthorized)};
  audit.totals = count(audit);
  return audit;
}

TEST(RollUp, TellsEachOrganizationApart) {
  const RollUp rolled = roll_up(audit_of(
      {{"adatum", Verdict::pass}, {"contoso", Verdict::fail}, {"fabrikam", Verdict::not_applicable}}));
  ASSERT_EQ(rolled.organizations.size(), 3U);
  EXPECT_TRUE(rolled.has_many());
  EXPECT_EQ(rolled.organizations[0].standing, Standing::pass);
  EXPECT_EQ(rolled.organizations[0].extent, Extent::wholly);
  EXPECT_EQ(rolled.organizations[0].auditor, "kim");
  EXPECT_EQ(rolled.organizations[1].standing, Standing::fail);
  EXPECT_EQ(rolled.organizations[1].tally.totals.fail, 1U);
  EXPECT_EQ(rolled.organizations[1].tally.failures, (std::array<std::size_t, 5>{0, 0, 0, 1, 0}));
  EXPECT_EQ(rolled.organizations[2].standing, Standing::nothing) << "never a pass where nothing was decided";
  EXPECT_EQ(rolled.unread(), 0U);
}

TEST(RollUp, HoldsAnOrganizationThatWasNotReadForInconclusive) {
  const RollUp rolled = roll_up(with_one_unread());
  EXPECT_EQ(rolled.organizations[1].extent, Extent::not_at_all);
  EXPECT_EQ(rolled.organizations[1].standing, Standing::inconclusive);
  ASSERT_TRUE(rolled.organizations[1].gap);
  EXPECT_EQ(rolled.organizations[1].gap->grant, "a credential");
  EXPECT_EQ(rolled.unread(), 1U);
  EXPECT_EQ(rolled.organizations[0].standing, Standing::pass);
}

TEST(RollUp, LetsNoBarMakeAnUnreadOrganizationCompliant) {
  Audit audit = with_one_unread();
  audit.fail_on = Severity::critical;
  audit.totals = count(audit);
  EXPECT_EQ(audit.totals.counting_inconclusive, 0U);
  EXPECT_EQ(exit_code(audit), 2);
  EXPECT_EQ(standing_of(audit), Standing::inconclusive);
  EXPECT_EQ(roll_up(audit).organizations[1].standing, Standing::inconclusive);
  EXPECT_EQ(roll_up(audit).integrations[1], Standing::inconclusive);
  audit.gaps = {gap_in("fabrikam", Gap::Kind::not_decidable)};
  EXPECT_EQ(exit_code(audit), 0) << "it was read, and what it does not settle is below the bar";
}

// Else a dead token would be red in one night, and green from the second on.
TEST(RollUp, TakesAnOrganizationThatWasNeverReadForNoOldNews) {
  Audit audit = with_one_unread();
  audit.baseline = Baseline{.unchanged = 3, .only_new_counts = true};
  for (Finding& finding : audit.findings) finding.since = SinceBaseline{.change = Change::unchanged};
  audit.totals = count(audit);
  EXPECT_EQ(audit.totals.counting_inconclusive, 0U);
  EXPECT_EQ(exit_code(audit), 2);
  EXPECT_EQ(standing_of(audit), Standing::inconclusive);
  audit.findings[2].reads = {0};
  EXPECT_EQ(exit_code(audit), 0) << "a part of it was read";
  EXPECT_EQ(standing_of(audit), Standing::nothing_new);
}

TEST(RollUp, LetsAFailureStandBeforeWhatWasNotRead) {
  Audit audit = with_one_unread();
  audit.findings[2].verdict = Verdict::fail;
  audit.totals = count(audit);
  EXPECT_EQ(roll_up(audit).organizations[1].standing, Standing::fail);
}

TEST(RollUp, TellsWhatWasReadInPart) {
  Audit audit = with_one_unread();
  audit.findings[2].reads = {0};
  audit.gaps.push_back(gap_in("fabrikam", Gap::Kind::forbidden, 3));
  audit.gaps.push_back(gap_in("FABRIKAM", Gap::Kind::throttled, 2));
  const OrganizationResult fabrikam = roll_up(audit).organizations[1];
  EXPECT_EQ(fabrikam.extent, Extent::partly);
  ASSERT_TRUE(fabrikam.gap);
  EXPECT_EQ(fabrikam.gap->kind, Gap::Kind::forbidden) << "what most findings wait for";
}

TEST(RollUp, TakesWhatDoesNotSettleAQuestionForRead) {
  Audit audit = with_one_unread();
  audit.gaps = {gap_in("fabrikam", Gap::Kind::not_decidable)};
  EXPECT_EQ(roll_up(audit).organizations[1].extent, Extent::wholly);
}

TEST(RollUp, LetsAnExcessProveThatSomethingWasRead) {
  Audit audit = with_one_unread();
  Excess excess;
  excess.organization = "Fabrikam";
  excess.reads = {0};
  audit.excess = {excess};
  EXPECT_EQ(roll_up(audit).organizations[1].extent, Extent::partly);
}

TEST(RollUp, HoldsWhatWasCutShortForInconclusiveAlone) {
  Audit audit = audit_of({{"adatum", Verdict::pass}, {"fabrikam", Verdict::pass}});
  audit.cut_short = true;
  audit.gaps = {gap_in("fabrikam", Gap::Kind::cut_short)};
  const RollUp rolled = roll_up(audit);
  EXPECT_EQ(rolled.organizations[0].standing, Standing::pass);
  EXPECT_EQ(rolled.organizations[1].standing, Standing::inconclusive);
}

TEST(RollUp, KnowsOrganizationsThatOnlyIntegrationsName) {
  Audit audit = audit_of({{"adatum", Verdict::pass}, {"Fabrikam", Verdict::inconclusive}});
  audit.organizations.pop_back();
  audit.organizations[0].name = "Adatum";
  const RollUp rolled = roll_up(audit);
  ASSERT_EQ(rolled.organizations.size(), 2U);
  EXPECT_EQ(rolled.organizations[0].name, "Adatum");
  EXPECT_EQ(rolled.organizations[1].name, "Fabrikam");
  EXPECT_EQ(rolled.organizations[1].integrations, 1U);
}

void add(Audit& audit, const std::string& name, const std::string& organization, const std::string& policy) {
  AuditedIntegration integration;
  integration.name = name;
  integration.policy = policy;
  integration.organization = organization;
  audit.integrations.push_back(std::move(integration));
}

TEST(SideBySide, BringsTogetherNamesApartFromTheirOrganization) {
  Audit audit;
  add(audit, "contoso-flow", "Contoso", "flow");
  add(audit, "flow.fabrikam", "fabrikam", "flow");
  add(audit, "adatum-flow-2", "adatum", "flow");
  add(audit, "flow-northwind-2", "northwind", "flow");
  const RollUp rolled = roll_up(audit);
  ASSERT_EQ(rolled.side_by_side.size(), 2U);
  EXPECT_EQ(rolled.side_by_side[0].name, "flow");
  EXPECT_EQ(rolled.side_by_side[0].integrations,
            (std::map<std::size_t, std::vector<std::uint32_t>>{{1, {0}}, {2, {1}}}));
  EXPECT_EQ(rolled.side_by_side[1].name, "flow-2");
  EXPECT_EQ(rolled.side_by_side[1].integrations,
            (std::map<std::size_t, std::vector<std::uint32_t>>{{0, {2}}, {3, {3}}}));
  EXPECT_EQ(rolled.alone, 0U);
}

TEST(SideBySide, BringsTogetherWhatHasThePolicyAlone) {
  Audit audit;
  add(audit, "metrics", "contoso", "flow");
  add(audit, "dashboards", "fabrikam", "flow");
  add(audit, "more-dashboards", "fabrikam", "flow");
  add(audit, "contoso", "contoso", "other");
  add(audit, "contosos-x", "contoso", "third");
  const RollUp rolled = roll_up(audit);
  ASSERT_EQ(rolled.side_by_side.size(), 1U);
  EXPECT_EQ(rolled.side_by_side[0].name, "");
  EXPECT_EQ(rolled.side_by_side[0].integrations,
            (std::map<std::size_t, std::vector<std::uint32_t>>{{0, {0}}, {1, {1, 2}}}));
  EXPECT_EQ(rolled.alone, 2U);
}

TEST(SideBySide, TellsWhereEachOfThemStands) {
  const RollUp rolled = roll_up(audit_of({{"adatum", Verdict::pass}, {"contoso", Verdict::fail}}));
  EXPECT_EQ(rolled.integrations, (std::vector<Standing>{Standing::pass, Standing::fail}));
  ASSERT_EQ(rolled.side_by_side.size(), 1U);
  EXPECT_EQ(rolled.side_by_side[0].policy, "flow");
}

}  // namespace
}  // namespace patrol
