#include "auditor/model/audit.h"

#include "auditor/model/roll_up.h"

namespace patrol {
namespace {

bool could_count(const Finding& finding) {
  return finding.verdict == Verdict::fail || finding.verdict == Verdict::inconclusive;
}

}  // namespace

std::string Remediation::text() const {
  std::string text = advice.text();
  if (!call.empty()) text += (text.empty() ? "" : "\n") + call.text();
  if (!may_break.empty()) text += (text.empty() ? "may break: " : "\nmay break: ") + may_break.text();
  return text;
}

const Remediation& remediation_of(const Finding& finding) {
  static const Remediation nothing_to_mend;
  return finding.remediation ? *finding.remediation : nothing_to_mend;
}

bool Audit::counts(const Finding& finding) const {
  return could_count(finding) && why_it_does_not_count(*this, finding).empty();
}

bool is_old_news(const Audit& audit, const Finding& finding) {
  if (!audit.baseline || !audit.baseline->only_new_counts || !finding.since) return false;
  return finding.since->change != Change::added && finding.since->change != Change::worse;
}

std::string why_it_does_not_count(const Audit& audit, const Finding& finding) {
  const AuditedRule& rule = audit.rule_of(finding);
  if (finding.waiver) {
    return "waived until " + format_date(finding.waiver->expires) + " by " + finding.waiver->approved_by +
           ": " + finding.waiver->reason;
  }
  if (rule.need == Need::recommended) return "recommended, not required";
  if (rule.severity < audit.fail_on) {
    return "severity " + std::string(to_word(rule.severity)) + " is below the bar " +
           std::string(to_word(audit.fail_on));
  }
  if (is_old_news(audit, finding)) return "not new: first seen on " + format_date(finding.since->first_seen);
  return {};
}

Totals count(const Audit& audit) {
  Tally tally;
  for (const Finding& finding : audit.findings) tally.add(audit, finding);
  return tally.totals;
}

int exit_code(const Audit& audit) {
  if (audit.totals.counting_failures > 0) return 1;
  return standing_of(audit) == Standing::inconclusive ? 2 : 0;
}

}  // namespace patrol
