#include "reporters/console.h"

#include "auditor/model/text.h"
#include "reporters/console_parts.h"
#include "reporters/display_width.h"
#include "reporters/ending_waivers.h"
#include "reporters/finding_text.h"
#include "reporters/headline.h"
#include "reporters/holdings_text.h"
#include "reporters/roll_up_text.h"
#include "reporters/safe_text.h"
#include "reporters/selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

namespace patrol {
namespace console {
namespace {

std::string where_of(const Audit& audit, const AuditedGap& gap) {
  return audit.organizations.size() > 1 ? gap.organization + ": " : "";
}

}  // namespace

std::string gap_text(const Audit& audit, const AuditedGap& gap) {
  return log_line(where_of(audit, gap) + gap.gap.what + ": " + gap.gap.reason);
}

std::string cause_text(const Audit& audit, const SharedCause& cause) {
  constexpr std::size_t most_names = 2;
  const AuditedGap& first = *cause.gaps.front();
  if (cause.gaps.size() == 1) return gap_text(audit, first);
  std::vector<std::string> names;
  for (const AuditedGap* gap : std::span(cause.gaps).first(most_names)) names.push_back(gap->gap.what);
  if (cause.gaps.size() > most_names) names.push_back(fmt::format("{} more", cause.gaps.size() - most_names));
  return log_line(fmt::format("{}{} ({} gaps: {})", where_of(audit, first), first.gap.reason,
                              cause.gaps.size(), join_words(names)));
}

std::string marks_of(const Audit& audit, const Finding& finding, std::size_t more) {
  std::string marks;
  if (!audit.counts(finding)) marks += "(not counted) ";
  if (finding.since && finding.since->change != Change::unchanged) {
    marks += fmt::format("({}) ", to_word(finding.since->change));
  }
  const std::string subject = subject_of(finding);
  if (!subject.empty())
    marks += fmt::format("[{}{}] ", subject, more == 0 ? "" : fmt::format(" and {} more", more));
  return marks;
}

std::vector<const Finding*> failures_in_order(const Audit& audit) {
  Findings findings = failures(audit);
  std::ranges::stable_partition(findings, [&](const Finding* finding) { return audit.counts(*finding); });
  return findings;
}

Lines head(const Audit& audit, const ConsoleOptions& options, const Paint& paint) {
  const Standing kind = standing_of(audit);
  const std::string_view title = title_of(kind);
  Lines lines = wrap(fmt::format("{}: {}", title, totals_text(audit.totals)), options.width);
  if (lines[0].starts_with(title)) lines[0].replace(0, title.size(), paint.verdict(kind, title));
  const RollUp rolled = roll_up(audit);
  const std::string scope =
      fmt::format("{} in {}, as of {}", counted(audit.integrations.size(), "integration", "integrations"),
                  rolled.has_many() ? organizations_text(rolled)
                                    : counted(rolled.organizations.size(), "organization", "organizations"),
                  moment_text(audit.collected_at));
  for (const std::string& line : wrap(scope, options.width)) lines.push_back(paint.muted(line));
  const auto add = [&](const std::string& text) {
    if (!text.empty()) std::ranges::move(wrap(text, options.width), std::back_inserter(lines));
  };
  add(unread_sentence(audit));
  if (audit.cut_short) add("The collection was cut short: not everything was asked.");
  if (audit.baseline) add(change_sentence(*audit.baseline));
  add(ending_waivers_sentence(audit));
  return lines;
}

}  // namespace console

void render_console(const Audit& audit, const ConsoleOptions& options, std::ostream& out) {
  if (options.detail == ConsoleOptions::Detail::quiet) return;
  const bool is_verbose = options.detail == ConsoleOptions::Detail::verbose;
  const console::Lines lines = is_verbose ? console::whole(audit, options) : console::brief(audit, options);
  for (const std::string& line : lines) out << line << '\n';
}

}  // namespace patrol
