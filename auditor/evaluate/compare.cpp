#include "auditor/evaluate/compare.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// The name by which two audits know one finding: Azure DevOps does not care for letter case in these.
FindingName folded(FindingName name) {
  name.organization = fold_case(name.organization);
  if (name.project) name.project = fold_case(*name.project);
  if (name.resource) name.resource = fold_case(*name.resource);
  return name;
}

/// The higher, the worse.
int badness(Verdict verdict, bool is_waived) {
  switch (verdict) {
    case Verdict::pass: return 0;
    case Verdict::not_applicable: return 1;
    case Verdict::inconclusive: return 2;
    case Verdict::fail: return is_waived ? 3 : 4;
  }
  return 4;
}

Change change_of(const EarlierFinding& before, const Finding& now) {
  const int was = badness(before.verdict, before.is_waived);
  const int is = badness(now.verdict, now.waiver.has_value());
  if (is != was) return is > was ? Change::worse : Change::better;
  if (before.facts.empty() || before.facts == now.facts) return Change::unchanged;
  return std::ranges::includes(before.facts, now.facts) ? Change::better : Change::worse;
}

void add(Baseline& baseline, Change change) {
  switch (change) {
    case Change::added: ++baseline.added; break;
    case Change::unchanged: ++baseline.unchanged; break;
    case Change::worse: ++baseline.worse; break;
    case Change::better: ++baseline.better; break;
    case Change::gone: break;
  }
}

GoneFinding gone(const EarlierFinding& finding) {
  return {.integration = finding.name.integration,
          .organization = finding.name.organization,
          .rule = finding.name.rule,
          .title = finding.title,
          .project = finding.name.project,
          .resource = finding.name.resource,
          .before = finding.verdict,
          .severity = finding.severity,
          .first_seen = finding.first_seen};
}

}  // namespace

FindingName name_of(const Audit& audit, const Finding& finding) {
  const AuditedIntegration& integration = audit.integration_of(finding);
  const AuditedRule& rule = audit.rule_of(finding);
  return {.organization = integration.organization,
          .integration = integration.name,
          .policy = rule.policy,
          .rule = rule.id,
          .project = finding.project,
          .resource = finding.resource};
}

FindingName folded_name(const Audit& audit, const Finding& finding) {
  return folded(name_of(audit, finding));
}

void compare(Audit& audit, const EarlierAudit& earlier, const CompareOptions& options) {
  Baseline baseline{
      .generated_at = earlier.generated_at, .gone = {}, .only_new_counts = options.only_new_counts};
  std::map<FindingName, const EarlierFinding*> known;
  for (const EarlierFinding& finding : earlier.findings) known.emplace(folded(finding.name), &finding);
  for (Finding& finding : audit.findings) {
    SinceBaseline since{.change = Change::added, .first_seen = audit.generated_at, .before = std::nullopt};
    if (const auto found = known.find(folded_name(audit, finding)); found != known.end()) {
      const EarlierFinding& before = *found->second;
      since.change = change_of(before, finding);
      since.before = before.verdict;
      if (before.verdict == finding.verdict) since.first_seen = before.first_seen;
      known.erase(found);
    }
    add(baseline, since.change);
    finding.since = since;
  }
  for (const EarlierFinding& finding : earlier.findings) {
    const bool is_of_others = !options.only.empty() &&
                              std::ranges::find(options.only, finding.name.integration) == options.only.end();
    if (!is_of_others && known.contains(folded(finding.name))) baseline.gone.push_back(gone(finding));
  }
  audit.baseline = std::move(baseline);
  audit.totals = count(audit);
}

EarlierAudit as_earlier(const Audit& audit) {
  EarlierAudit earlier{.generated_at = audit.generated_at, .findings = {}};
  earlier.findings.reserve(audit.findings.size());
  for (const Finding& finding : audit.findings) {
    const AuditedRule& rule = audit.rule_of(finding);
    earlier.findings.push_back(
        {.name = name_of(audit, finding),
         .title = rule.title,
         .verdict = finding.verdict,
         .severity = rule.severity,
         .is_waived = finding.waiver.has_value(),
         .facts = finding.facts,
         .first_seen = finding.since ? finding.since->first_seen : audit.generated_at});
  }
  return earlier;
}

}  // namespace patrol
