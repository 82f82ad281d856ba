#include "reporters/console_parts.h"
#include "reporters/display_width.h"
#include "reporters/finding_text.h"
#include "reporters/headline.h"
#include "reporters/holdings_text.h"
#include "reporters/roll_up_text.h"
#include "reporters/safe_text.h"
#include "reporters/selection.h"
#include "reporters/trend_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <map>
#include <span>
#include <utility>

namespace patrol::console {
namespace {

constexpr std::size_t label_width = 11;

/// Widths of the columns that hold names, by the longest of them.
struct Columns {
  std::size_t integration = 0;
  std::size_t rule = 0;
};

class Whole {
 public:
  Whole(const Audit& audit, const ConsoleOptions& options)
      : audit_(audit), options_(options), paint_(options.colour) {}

  Lines lines() {
    lines_ = head(audit_, options_, paint_);
    append_organizations();
    append_undecided();
    append_findings("Failed, most severe first", failures_in_order(audit_));
    append_findings("Waived", waived(audit_));
    append_gone();
    append_notices();
    append_trend();
    if (!options_.reports.empty()) lines_.emplace_back();
    lines_.insert(lines_.end(), options_.reports.begin(), options_.reports.end());
    return std::move(lines_);
  }

 private:
  void begin_section(std::string_view heading) {
    lines_.emplace_back();
    lines_.push_back(paint_.heading(heading));
  }

  /// A line of a list; it goes on below where it is too long.
  void append_text(std::string_view lead, const std::string& text) {
    std::string before(lead);
    for (const std::string& line : wrap(text, room_after(display_width(lead), options_.width))) {
      lines_.push_back(before + line);
      before.assign(display_width(lead), ' ');
    }
  }

  /// Only those that are there.
  static std::string numbers_of(const Totals& totals) {
    std::string text;
    const auto add = [&](std::size_t number, std::string_view words) {
      if (number > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", number, words);
    };
    add(totals.fail, "failed");
    add(totals.inconclusive, "inconclusive");
    add(totals.waived, "waived");
    add(totals.pass, "passed");
    return text.empty() ? "nothing was decided" : text;
  }

  void append_organization(const OrganizationResult& result, std::size_t name_width) {
    const std::string name = fill_to_width(log_line(result.name), name_width);
    const std::string standing = fill_to_width(to_word(result.standing), 12);
    std::string text = numbers_of(result.tally.totals);
    if (result.gap) {
      const std::string_view extent = result.extent == Extent::not_at_all ? "not read" : "read in part";
      text += fmt::format("; {}: {}", extent, log_line(unread_text(result)));
    }
    append_text(fmt::format("{}{}  {}  ", indent, name, standing), text);
  }

  void append_organizations() {
    const RollUp rolled = roll_up(audit_);
    if (!rolled.has_many()) return;
    begin_section("Organizations");
    std::size_t name_width = 0;
    for (const OrganizationResult& result : rolled.organizations) {
      name_width = std::max(name_width, display_width(log_line(result.name)));
    }
    name_width = std::min(name_width, name_limit());
    for (const std::size_t place : worst_first(rolled)) {
      append_organization(rolled.organizations[place], name_width);
    }
    if (rolled.side_by_side.empty()) return;
    begin_section("The same integration side by side");
    for (const SideBySide& row : rolled.side_by_side) append_row(rolled, row);
  }

  /// `Pluralsight Flow: flow  fail in contoso; pass in adatum, fabrikam`
  void append_row(const RollUp& rolled, const SideBySide& row) {
    std::map<Standing, Lines> names;
    for (const auto& [place, integrations] : row.integrations) {
      names[worst_of(rolled, integrations).standing].push_back(rolled.organizations[place].name);
    }
    std::string text;
    for (const Standing standing : {Standing::fail, Standing::inconclusive, Standing::nothing_counts,
                                    Standing::nothing_new, Standing::nothing, Standing::pass}) {
      if (!names.contains(standing)) continue;
      text += fmt::format("{}{} in {}", text.empty() ? "" : "; ", to_word(standing),
                          fmt::join(names[standing], ", "));
    }
    append_text(indent, log_line(name_of(audit_, row) + ": " + text));
  }

  void append_undecided() {
    const Findings findings = inconclusive(audit_);
    if (findings.empty()) return;
    begin_section("Could not be decided, findings by what is missing");
    for (const AuditedGap* gap : gaps_by_weight(audit_)) {
      const std::string number = fmt::format("{}{:>4}  ", indent, gap->findings);
      append_text(number, gap_text(audit_, *gap));
      if (gap->gap.grant.empty()) continue;
      append_text(std::string(number.size(), ' ') + "to do: ", log_line(gap->gap.grant));
    }
    append_rows(findings);
  }

  void append_findings(std::string_view heading, const Findings& findings) {
    if (findings.empty()) return;
    begin_section(heading);
    append_rows(findings);
  }

  std::size_t name_limit() const { return options_.width == 0 ? 40 : options_.width / 4; }

  Columns columns_of(const Findings& findings) const {
    Columns columns;
    for (const Finding* finding : findings) {
      columns.integration =
          std::max(columns.integration, display_width(log_line(audit_.integration_of(*finding).name)));
      columns.rule = std::max(columns.rule, display_width(log_line(audit_.rule_of(*finding).id)));
    }
    return {.integration = std::min(columns.integration, name_limit()),
            .rule = std::min(columns.rule, name_limit())};
  }

  void append_rows(const Findings& findings) {
    const Columns columns = columns_of(findings);
    for (const Finding* finding : findings) {
      append_row(columns, *finding);
      append_details(*finding);
    }
  }

  /// What tells the finding from all others; its message stands below, whole.
  void append_row(const Columns& columns, const Finding& finding) {
    const Severity severity = audit_.rule_of(finding).severity;
    const std::string subject = subject_of(finding);
    const std::string who = fill_to_width(log_line(audit_.integration_of(finding).name), columns.integration);
    const std::string rule = log_line(audit_.rule_of(finding).id);
    std::string lead =
        fmt::format("{}{}  {}  ", indent,
                    paint_.severity(severity, fill_to_width(to_word(severity), severity_width)), who);
    const std::size_t margin = indent.size() + severity_width + columns.integration + columns.rule + 6;
    if (subject.empty()) {
      lines_.push_back(lead + fit(rule, margin - columns.rule - 2, options_.width));
      return;
    }
    lead += fill_to_width(rule, columns.rule) + "  ";
    for (const std::string& line : wrap(log_line("[" + subject + "]"), room_after(margin, options_.width))) {
      lines_.push_back(lead + line);
      lead.assign(margin, ' ');
    }
  }

  void append_labelled(std::string_view label, const Lines& values) {
    std::string lead = fmt::format("{}{}{} ", indent, indent, fill_to_width(label, label_width));
    for (const std::string& value : values) {
      lines_.push_back(lead + value);
      lead.assign(indent.size() * 2 + label_width + 1, ' ');
    }
  }

  void append_details(const Finding& finding) {
    const std::size_t room = room_after(indent.size() * 2 + label_width + 1, options_.width);
    const auto append = [&](std::string_view label, const std::string& text, std::size_t width) {
      if (!text.empty()) append_labelled(label, wrap(log_line(text), width));
    };
    // Advice and calls of several steps have a line for each.
    const auto append_steps = [&](std::string_view label, const Steps& steps, std::size_t width) {
      Lines wrapped;
      for (const std::string& step : steps.each()) {
        std::ranges::move(wrap(log_line(step), width), std::back_inserter(wrapped));
      }
      append_labelled(label, wrapped);
    };
    append("message", finding.message, room);
    append("not counted", why_it_does_not_count(audit_, finding), room);
    append("since", since_text(finding), room);
    append("expected", finding.expected, room);
    append("observed", finding.observed, room);
    append("evidence", grade_text(finding), room);
    append("path", path_text(finding), room);
    append_steps("to do", remediation_of(finding).advice, room);
    append_steps("call", remediation_of(finding).call, 0);  // whole, to be copied
    append("to waive", waivable_text(finding), 0);          // whole, to be copied
    append_steps("may break", remediation_of(finding).may_break, room);
    for (const ReadId read : finding.reads) append("read", read_text(audit_.reads[read]), 0);
  }

  void append_gone() {
    if (!audit_.baseline || audit_.baseline->gone.empty()) return;
    begin_section("Gone since the baseline");
    for (const GoneFinding& finding : audit_.baseline->gone)
      append_text(indent, log_line(gone_text(finding)));
  }

  void append_notices() {
    if (audit_.notices.empty()) return;
    begin_section("Notices");
    for (const Notice& notice : audit_.notices) append_text(indent, log_line(notice_text(notice)));
  }

  void append_trend() {
    if (!audit_.trend) return;
    begin_section("Trend");
    for (const std::string& text : trend_summary(*audit_.trend)) append_text(indent, log_line(text));
  }

  const Audit& audit_;
  const ConsoleOptions& options_;
  Paint paint_;
  Lines lines_;
};

}  // namespace

Lines whole(const Audit& audit, const ConsoleOptions& options) {
  return Whole(audit, options).lines();
}

}  // namespace patrol::console
