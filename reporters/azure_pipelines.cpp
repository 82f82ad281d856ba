#include "reporters/finding_text.h"
#include "reporters/holdings_text.h"
#include "reporters/reporters.h"
#include "reporters/safe_text.h"
#include "reporters/selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace patrol {
namespace {

// Logging commands of Azure Pipelines: `##vso[area.action name=value;…]data`, one on a line. The agent splits
// at `]` and `;` before it resolves the references, and takes %AZP25 for the percent sign.

std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char byte : log_line(text)) {
    if (byte == '%') {
      result += "%AZP25";
    } else if (special.find(byte) != std::string_view::npos) {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    } else {
      result += byte;
    }
  }
  return result;
}

std::string escaped_data(std::string_view text) {
  return escaped(text, "");
}

std::string escaped_property(std::string_view name, std::string_view value) {
  return value.empty() ? std::string{} : fmt::format("{}={};", name, escaped(value, ";]"));
}

/// What the run shows as a line of its own: who, what is wrong, what to do.
std::string message_of(const Audit& audit, const Finding& finding) {
  const AuditedIntegration& integration = audit.integration_of(finding);
  const std::string subject = subject_of(finding);
  std::string text = fmt::format("{} [{}] {}: {}", to_word(audit.rule_of(finding).severity), integration.name,
                                 audit.rule_of(finding).id, finding.message);
  if (!subject.empty()) text += " [" + subject + "]";
  const std::string since = since_text(finding);
  const std::string excuse = why_it_does_not_count(audit, finding);
  const bool is_told_by_excuse = excuse.starts_with("not new");
  if (!since.empty() && !is_told_by_excuse) text += " (" + since + ")";
  const Steps& advice = remediation_of(finding).advice;
  if (!advice.empty()) text.append(". What to do: ").append(advice.first());
  if (!excuse.empty()) text += " (not counted: " + excuse + ")";
  return text;
}

void write_issue(const Audit& audit, const Finding& finding, std::ostream& out) {
  const AuditedRule& rule = audit.rule_of(finding);
  out << "##vso[task.logissue " << escaped_property("type", audit.counts(finding) ? "error" : "warning")
      << escaped_property("sourcepath", rule.file)
      << escaped_property("linenumber", rule.file.empty() ? "" : std::to_string(rule.line))
      << escaped_property("code", rule.policy + "/" + rule.id) << ']'
      << escaped_data(message_of(audit, finding)) << '\n';
}

}  // namespace

/// Failures before what could not be decided, those that count before those that do not, the most severe
/// first: a run shows ten issues of each type and hides the rest.
void render_azure_pipelines(const Audit& audit, std::ostream& out) {
  Findings findings = failures(audit);
  std::ranges::copy(inconclusive(audit), std::back_inserter(findings));
  std::ranges::stable_partition(findings, [&](const Finding* finding) { return audit.counts(*finding); });
  for (const Finding* finding : findings) write_issue(audit, *finding, out);
  for (const Notice& notice : audit.notices) {
    out << "##vso[task.logissue type=warning;]" << escaped_data(notice_text(notice)) << '\n';
  }
  // No issues: lines of the log that stand out.
  if (!audit.baseline) return;
  out << "##[section]" << log_line(change_sentence(*audit.baseline)) << '\n';
  for (const GoneFinding& gone : audit.baseline->gone) {
    out << "##[debug]gone: " << log_line(gone_text(gone)) << '\n';
  }
}

}  // namespace patrol
