#include "auditor/evaluate/compare.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <map>
#include <optional>
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

/// The higher, the worse. What begins to apply and passes is better than what did not apply.
int badness(Verdict verdict, bool is_waived) {
  switch (verdict) {
    case Verdict::pass: return 0;
    case Verdict::not_applicable: return 1;
    case Verdict::inconclusive: return 2;
    case Verdict::fail: return is_waived ? 3 : 4;
  }
  return 4;
}

/// Whether a finding would count if it were new, by the bar of the later audit: a bar that is set otherwise
/// for one of the two makes no finding worse.
bool would_count(Verdict verdict, bool is_waived, Severity severity, Need need, Severity bar) {
  const bool is_open = verdict == Verdict::inconclusive || (verdict == Verdict::fail && !is_waived);
  return is_open && need == Need::required && severity >= bar;
}

std::optional<Change> change_of_facts(const std::vector<std::string>& before,
                                      const std::vector<std::string>& now) {
  if (before == now) return std::nullopt;
  return std::ranges::includes(before, now) ? Change::better : Change::worse;
}

Change change_of(const EarlierFinding& before, const Finding& now, const AuditedRule& rule, Severity bar) {
  if (now.verdict == Verdict::not_applicable) {
    return before.verdict == now.verdict ? Change::unchanged : Change::no_longer_applies;
  }
  const bool is_waived = now.waiver.has_value();
  const bool counted = would_count(before.verdict, before.is_waived, before.severity, before.need, bar);
  const bool counts = would_count(now.verdict, is_waived, rule.severity, rule.need, bar);
  if (counts && !counted) return Change::worse;
  const int was = badness(before.verdict, before.is_waived);
  const int is = badness(now.verdict, is_waived);
  if (is != was) return is > was ? Change::worse : Change::better;
  if (const auto change = change_of_facts(before.facts, now.facts)) return *change;
  if (counted && !counts) return Change::better;
  const bool is_rated_alike = before.severity == rule.severity && before.need == rule.need;
  return is_rated_alike ? Change::unchanged : Change::rated_differently;
}

void add(Baseline& baseline, Change change) {
  switch (change) {
    case Change::added: ++baseline.added; break;
    case Change::unchanged: ++baseline.unchanged; break;
    case Change::worse: ++baseline.worse; break;
    case Change::better: ++baseline.better; break;
    case Change::no_longer_applies: ++baseline.no_longer_applies; break;
    case Change::rated_differently: ++baseline.rated_differently; break;
    case Change::gone: break;
  }
}

GoneFinding gone(const EarlierFinding& finding) {
  return {.integration = finding.name.integration,
          .organization = finding.name.organization,
          .policy = finding.name.policy,
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
          .resource = finding.resource.to_optional()};
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
      since.change = change_of(before, finding, audit.rule_of(finding), audit.fail_on);
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
         .need = rule.need,
         .is_waived = finding.waiver.has_value(),
         .facts = finding.facts,
         .first_seen = finding.since ? finding.since->first_seen : audit.generated_at});
  }
  return earlier;
}

}  // namespace patrol
