#include "reporters/history_text.h"

#include "reporters/display_width.h"
#include "reporters/headline.h"
#include "reporters/paint.h"
#include "reporters/safe_text.h"
#include "reporters/trend_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

constexpr std::string_view columns = "{:>5}  {:<23}  {:>10}  {:>6}  {:>6}  {:>12}  {:>6}  {:>12}{}";

std::string verdict_text(const PastFinding& finding) {
  return finding.waived ? "waived" : std::string(to_word(finding.verdict));
}

/// Failures first, the most severe of them first; then what could not be decided.
std::vector<const PastFinding*> in_order(std::span<const PastFinding> findings, bool all) {
  std::vector<const PastFinding*> order;
  for (const Verdict verdict :
       {Verdict::fail, Verdict::inconclusive, Verdict::pass, Verdict::not_applicable}) {
    if (!all && verdict == Verdict::pass) break;
    const auto begin = static_cast<std::ptrdiff_t>(order.size());
    for (const PastFinding& finding : findings) {
      if (finding.verdict == verdict) order.push_back(&finding);
    }
    std::stable_sort(order.begin() + begin, order.end(), [](const PastFinding* a, const PastFinding* b) {
      return a->waived != b->waived ? b->waived : a->severity > b->severity;
    });
  }
  return order;
}

}  // namespace

std::string name_text(const FindingName& name) {
  std::string text = name.organization + ' ' + name.integration + ' ' + name.rule;
  std::string subject = name.project.value_or("");
  if (name.resource) subject += (subject.empty() ? "" : "/") + *name.resource;
  return subject.empty() ? text : text + " [" + subject + ']';
}

void render_history(std::span<const PastAudit> audits, const ConsoleOptions& options, std::ostream& out) {
  const Paint paint(options.colour);
  if (audits.empty()) {
    out << "No audit was appended yet.\n";
    return;
  }
  out << paint.heading(fmt::format(columns, "id", "time", "compliance", "passed", "failed", "inconclusive",
                                   "waived", "integrations", ""))
      << '\n';
  for (const PastAudit& audit : audits) {
    const TrendPoint& numbers = audit.numbers;
    out << fmt::format(columns, audit.id, moment_text(numbers.at), compliance_text(numbers), numbers.pass,
                       numbers.fail, numbers.inconclusive, numbers.waived, numbers.integrations,
                       numbers.cut_short ? "  cut short" : "")
        << '\n';
  }
}

void render_past_audit(const PastAudit& audit, std::span<const PastFinding> findings,
                       const ConsoleOptions& options, std::ostream& out) {
  const Paint paint(options.colour);
  const TrendPoint& numbers = audit.numbers;
  const Totals totals{.pass = numbers.pass,
                      .fail = numbers.fail,
                      .inconclusive = numbers.inconclusive,
                      .not_applicable = audit.not_applicable,
                      .waived = numbers.waived};
  out << fmt::format("Audit {} of {}, {}: {}\n", audit.id, moment_text(numbers.at), log_line(audit.tool),
                     counted(numbers.integrations, "integration", "integrations"));
  out << totals_text(totals) << "; " << compliance_text(numbers) << " of the findings pass\n";
  if (numbers.cut_short) out << "The collection was cut short: not everything was asked.\n";
  const auto order = in_order(findings, options.detail == ConsoleOptions::Detail::verbose);
  if (!order.empty()) out << '\n';
  for (const PastFinding* finding : order) {
    const std::string& what = finding->message.empty() ? finding->title : finding->message;
    const std::string text =
        log_line(fmt::format("{:<12}  {:<8}  {}: {}", verdict_text(*finding), to_word(finding->severity),
                             name_text(finding->name), what));
    out << (options.width == 0 ? text : cut_to_width(text, options.width)) << '\n';
  }
}

}  // namespace patrol
