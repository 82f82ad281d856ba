#include "reporters/console.h"

#include "reporters/display_width.h"
#include "reporters/ending_waivers.h"
#include "reporters/finding_text.h"
#include "reporters/headline.h"
#include "reporters/holdings_text.h"
#include "reporters/paint.h"
#include "reporters/safe_text.h"
#include "reporters/selection.h"
#include "reporters/trend_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

/// What a person takes in without scrolling, and what of it each list may have.
constexpr std::size_t lines_in_all = 20;
constexpr std::size_t fewest_failures = 6;
constexpr std::size_t most_whole_lines = 14;
constexpr std::size_t most_gaps = 2;
constexpr std::size_t most_notices = 1;

constexpr std::size_t severity_width = 8;
constexpr std::size_t label_width = 11;
constexpr std::string_view indent = "  ";

/// Widths of the columns that hold names, by the longest of them.
struct Columns {
  std::size_t integration = 0;
  std::size_t rule = 0;
};

/// Whether a message that is too long for its line goes on below.
enum class Message { whole, cut };

class Console {
 public:
  Console(const Audit& audit, const ConsoleOptions& options)
      : audit_(audit), options_(options), paint_(options.colour) {}

  Lines summary() const;
  Lines failed(std::size_t limit) const;
  Lines undecided() const;
  Lines excused() const;
  Lines noticed() const;
  Lines gone() const;
  Lines first_step() const;
  Lines trend() const;

  bool is_verbose() const { return options_.detail == ConsoleOptions::Detail::verbose; }

 private:
  Columns columns_of(std::span<const Finding* const> findings) const;
  std::string message_of(const Finding& finding) const;
  void append_row(Lines& lines, const Columns& columns, const Finding& finding, Message form) const;
  Lines rows(std::span<const Finding* const> findings, Message form) const;
  void append_rows(Lines& lines, std::span<const Finding* const> findings) const;
  void append_details(Lines& lines, const Finding& finding) const;
  void append_gap(Lines& lines, const AuditedGap& gap) const;
  void append_labelled(Lines& lines, std::string_view label, const Lines& values) const;
  std::string fit(std::string_view text, std::size_t taken) const;
  std::size_t limit(std::size_t normal) const { return is_verbose() ? no_limit : normal; }

  const Audit& audit_;
  const ConsoleOptions& options_;
  Paint paint_;
};

Lines section(const Paint& paint, std::string_view heading) {
  return {"", paint.heading(heading)};
}

void append_rest(Lines& lines, const Paint& paint, std::size_t all, std::size_t shown) {
  if (all > shown) lines.push_back(paint.muted(fmt::format("  and {} more in the reports", all - shown)));
}

/// The text cut to what the line has left after `taken` columns.
std::string Console::fit(std::string_view text, std::size_t taken) const {
  if (options_.width == 0) return std::string(text);
  return cut_to_width(text, options_.width > taken ? options_.width - taken : 0);
}

Lines Console::summary() const {
  const Headline::Kind kind = headline(audit_).kind;
  const std::string_view title = title_of(kind);
  const std::string scope =
      fmt::format("{} in {}, as of {}", counted(audit_.integrations.size(), "integration", "integrations"),
                  counted(audit_.organizations.size(), "organization", "organizations"),
                  moment_text(audit_.collected_at));
  Lines lines = wrap(fmt::format("{}: {}", title, totals_text(audit_.totals)), options_.width);
  if (lines[0].starts_with(title)) lines[0].replace(0, title.size(), paint_.verdict(kind, title));
  if (options_.detail != ConsoleOptions::Detail::quiet) lines.push_back(paint_.muted(fit(scope, 0)));
  if (options_.detail != ConsoleOptions::Detail::quiet) {
    const std::string ending = ending_waivers_sentence(audit_);
    if (!ending.empty()) lines.push_back(fit(ending, 0));
  }
  if (audit_.baseline)
    std::ranges::move(wrap(change_sentence(*audit_.baseline), options_.width), std::back_inserter(lines));
  if (audit_.cut_short) lines.emplace_back("The collection was cut short: not everything was asked.");
  return lines;
}

Columns Console::columns_of(std::span<const Finding* const> findings) const {
  Columns columns;
  for (const Finding* finding : findings) {
    columns.integration =
        std::max(columns.integration, display_width(log_line(audit_.integration_of(*finding).name)));
    columns.rule = std::max(columns.rule, display_width(log_line(audit_.rule_of(*finding).id)));
  }
  // Half of the line belongs to the message.
  const std::size_t most = options_.width == 0 ? 40 : options_.width / 4;
  return {.integration = std::min(columns.integration, most), .rule = std::min(columns.rule, most)};
}

std::string Console::message_of(const Finding& finding) const {
  const std::string subject = subject_of(finding);
  std::string text = subject.empty() ? "" : fmt::format("[{}] ", subject);
  if (is_verbose()) return text;  // which tells the message below, whole
  if (finding.since && finding.since->change != Change::unchanged) {
    text = fmt::format("({}) {}", to_word(finding.since->change), text);
  }
  if (!audit_.counts(finding)) text = "(not counted) " + text;
  return text + finding.message;
}

void Console::append_row(Lines& lines, const Columns& columns, const Finding& finding, Message form) const {
  const Severity severity = audit_.rule_of(finding).severity;
  const std::string who = fill_to_width(log_line(audit_.integration_of(finding).name), columns.integration);
  const std::string what = fill_to_width(log_line(audit_.rule_of(finding).id), columns.rule);
  std::string lead =
      fmt::format("{}{}  {}  {}  ", indent,
                  paint_.severity(severity, fill_to_width(to_word(severity), severity_width)), who, what);

  const std::size_t margin = indent.size() + severity_width + columns.integration + columns.rule + 6;
  const std::string message = log_line(message_of(finding));
  const std::size_t room = options_.width > margin ? options_.width - margin : 0;
  for (const std::string& line : form == Message::whole ? wrap(message, room) : Lines{fit(message, margin)}) {
    lines.push_back(lead + line);
    lead.assign(margin, ' ');
  }
  if (message.empty()) lines.back().erase(lines.back().find_last_not_of(' ') + 1);
}

void Console::append_labelled(Lines& lines, std::string_view label, const Lines& values) const {
  std::string lead = fmt::format("{}{}{} ", indent, indent, fill_to_width(label, label_width));
  for (const std::string& value : values) {
    lines.push_back(lead + value);
    lead.assign(indent.size() * 2 + label_width + 1, ' ');
  }
}

void Console::append_details(Lines& lines, const Finding& finding) const {
  constexpr std::size_t margin = indent.size() * 2 + label_width + 1;
  const std::size_t room = options_.width > margin ? options_.width - margin : 0;
  const auto append = [&](std::string_view label, const std::string& text, std::size_t width) {
    if (!text.empty()) append_labelled(lines, label, wrap(log_line(text), width));
  };
  append("message", finding.message, room);
  append("not counted", why_it_does_not_count(audit_, finding), room);
  append("since", since_text(finding), room);
  append("expected", finding.expected, room);
  append("observed", finding.observed, room);
  append("evidence", grade_text(finding), room);
  append("path", path_text(finding), room);
  append("to do", finding.remediation.advice, room);
  append("call", finding.remediation.call, 0);    // whole, to be copied
  append("to waive", waivable_text(finding), 0);  // whole, to be copied
  append("may break", finding.remediation.may_break, room);
  for (const ReadId read : finding.reads) append("read", read_text(audit_.reads[read]), 0);
}

Lines Console::rows(std::span<const Finding* const> findings, Message form) const {
  Lines lines;
  const Columns columns = columns_of(findings);
  for (const Finding* finding : findings) {
    append_row(lines, columns, *finding, form);
    if (is_verbose()) append_details(lines, *finding);
  }
  return lines;
}

/// One line for each finding; where all messages fit in few lines, they go on below instead of being cut.
void Console::append_rows(Lines& lines, std::span<const Finding* const> findings) const {
  Lines shown = rows(findings, Message::whole);
  if (!is_verbose() && shown.size() > most_whole_lines) shown = rows(findings, Message::cut);
  std::ranges::move(shown, std::back_inserter(lines));
}

Lines Console::failed(std::size_t limit) const {
  Findings findings = failures(audit_);
  if (findings.empty()) return {};
  std::stable_partition(findings.begin(), findings.end(),
                        [&](const Finding* finding) { return audit_.counts(*finding); });
  Lines lines = section(paint_, "Failed, most severe first");
  const std::size_t shown = std::min(findings.size(), limit);
  append_rows(lines, std::span(findings).first(shown));
  append_rest(lines, paint_, findings.size(), shown);
  return lines;
}

void Console::append_gap(Lines& lines, const AuditedGap& gap) const {
  const std::string number = fmt::format("{}{:>4}  ", indent, gap.findings);
  lines.push_back(number + fit(log_line(gap.gap.what + ": " + gap.gap.reason), number.size()));
  if (gap.gap.grant.empty()) return;
  const std::string lead = std::string(number.size(), ' ') + "to do: ";
  lines.push_back(lead + fit(log_line(gap.gap.grant), lead.size()));
}

Lines Console::undecided() const {
  const Findings findings = inconclusive(audit_);
  if (findings.empty()) return {};
  Lines lines = section(paint_, "Could not be decided, findings by what is missing");
  std::vector<const AuditedGap*> gaps;
  gaps.reserve(audit_.gaps.size());
  for (const AuditedGap& gap : audit_.gaps) gaps.push_back(&gap);
  std::ranges::stable_sort(gaps, std::greater{}, &AuditedGap::findings);

  const std::size_t shown = std::min(gaps.size(), limit(most_gaps));
  for (std::size_t i = 0; i < shown; ++i) append_gap(lines, *gaps[i]);
  append_rest(lines, paint_, gaps.size(), shown);
  if (is_verbose() || gaps.empty()) {
    const std::size_t told = std::min(findings.size(), limit(most_gaps));
    append_rows(lines, std::span(findings).first(told));
    append_rest(lines, paint_, findings.size(), told);
  }
  return lines;
}

Lines Console::excused() const {
  const Findings findings = waived(audit_);
  if (findings.empty() || !is_verbose()) return {};
  Lines lines = section(paint_, "Waived");
  append_rows(lines, findings);
  return lines;
}

Lines Console::noticed() const {
  if (audit_.notices.empty()) return {};
  Lines lines = section(paint_, "Notices");
  const std::size_t shown = std::min(audit_.notices.size(), limit(most_notices));
  for (std::size_t i = 0; i < shown; ++i) {
    lines.push_back(std::string(indent) + fit(log_line(notice_text(audit_.notices[i])), indent.size()));
  }
  append_rest(lines, paint_, audit_.notices.size(), shown);
  return lines;
}

/// By name for who wants all; others are told the number in the summary.
Lines Console::gone() const {
  if (!audit_.baseline || audit_.baseline->gone.empty() || !is_verbose()) return {};
  Lines lines = section(paint_, "Gone since the baseline");
  for (const GoneFinding& finding : audit_.baseline->gone) {
    lines.push_back(std::string(indent) + fit(log_line(gone_text(finding)), indent.size()));
  }
  return lines;
}

/// The remedy of the worst failure: with many of them a person wants one thing to begin with.
Lines Console::first_step() const {
  const Findings findings = failures(audit_);
  const auto worst =
      std::ranges::find_if(findings, [&](const Finding* finding) { return audit_.counts(*finding); });
  if (worst == findings.end() || is_verbose()) return {};
  Lines lines{""};
  // The advice may go on for some lines; its first is where to begin.
  const std::string& advice = (*worst)->remediation.advice;
  const std::string text =
      fmt::format("First: {}: {}", audit_.integration_of(**worst).name, advice.substr(0, advice.find('\n')));
  for (const std::string& line : wrap(log_line(text), options_.width)) lines.push_back(line);
  return lines;
}

Lines Console::trend() const {
  if (!audit_.trend) return {};
  Lines lines = section(paint_, "Trend");
  for (const std::string& text : trend_summary(*audit_.trend)) {
    const std::size_t width = options_.width > indent.size() ? options_.width - indent.size() : 0;
    for (const std::string& line : wrap(text, width)) lines.push_back(std::string(indent) + line);
  }
  return lines;
}

}  // namespace

void render_console(const Audit& audit, const ConsoleOptions& options, std::ostream& out) {
  const Console console(audit, options);
  std::vector<Lines> sections{console.summary()};
  if (options.detail != ConsoleOptions::Detail::quiet) {
    std::vector<Lines> rest{console.first_step(), console.undecided(), console.excused(),
                            console.gone(),       console.noticed(),   console.trend()};
    std::size_t taken = sections[0].size() + 3;  // with the frame of the list of failures
    for (const Lines& lines : rest) taken += lines.size();
    const std::size_t room = taken < lines_in_all ? lines_in_all - taken : 0;
    sections.push_back(console.failed(console.is_verbose() ? no_limit : std::max(room, fewest_failures)));
    std::ranges::move(rest, std::back_inserter(sections));
  }
  for (const Lines& lines : sections) {
    for (const std::string& line : lines) out << line << '\n';
  }
}

}  // namespace patrol
