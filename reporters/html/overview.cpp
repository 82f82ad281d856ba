#include "reporters/headline.h"
#include "reporters/holdings_text.h"
#include "reporters/html/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::html {
namespace {

std::string_view class_of(Headline::Kind kind) {
  switch (kind) {
    case Headline::Kind::pass: return "pass";
    case Headline::Kind::fail: return "fail";
    case Headline::Kind::inconclusive:
    case Headline::Kind::nothing_new:
    case Headline::Kind::nothing_counts:
    case Headline::Kind::nothing: return "inconclusive";
  }
  return {};
}

struct Number {
  std::string_view verdict;  ///< class of the style
  std::string_view words;
  std::string_view section;  ///< where they stand
  std::size_t Totals::*count;
};

/// In the order in which the page tells them.
constexpr std::array numbers{
    Number{"fail", "Failed", "#failed", &Totals::fail},
    Number{"inconclusive", "Inconclusive", "#inconclusive", &Totals::inconclusive},
    Number{"waived", "Waived", "#waived", &Totals::waived},
    Number{"pass", "Passed", "#passed", &Totals::pass},
    Number{"not_applicable", "Not applicable", "#not-applicable", &Totals::not_applicable}};

void write_moment(HtmlWriter& html, std::string_view label, Time time) {
  const auto item = html.open("li");
  html.text(label);
  html.element("time", {{"datetime", format_time(time)}}, moment_text(time));
}

/// The shares of the verdicts as one bar; the numbers below it say the same.
void write_bar(HtmlWriter& html, const Totals& totals) {
  constexpr double whole = 1000;
  if (totals.all() == 0) return;
  const auto svg = html.open("svg", {{"class", "bar"},
                                     {"viewBox", "0 0 1000 10"},
                                     {"preserveAspectRatio", "none"},
                                     {"aria-hidden", "true"}});
  double x = 0;
  for (const Number& number : numbers) {
    const double width =
        whole * static_cast<double>(totals.*number.count) / static_cast<double>(totals.all());
    if (width > 0) {
      html.element("rect",
                   {{"class", number.verdict},
                    {"x", fmt::format("{:.1f}", x)},
                    {"width", fmt::format("{:.1f}", width)},
                    {"height", "10"}},
                   "");
    }
    x += width;
  }
}

void write_gap(HtmlWriter& html, const AuditedGap& gap) {
  const auto item = html.open("li", {{"class", "gap"}});
  {
    const auto line = html.open("p", {{"class", "what"}});
    html.foreign_prose(gap.gap.what);
    html.text(" ");
    html.element("span", {{"class", "count"}}, counted(gap.findings, "finding waits", "findings wait"));
  }
  {
    const auto line = html.open("p", {{"class", "muted"}});
    html.foreign_prose(gap.gap.reason);
    html.text(" · ");
    html.name(gap.organization);
  }
  if (gap.gap.grant.empty()) return;
  const auto line = html.open("p");
  html.element("strong", "To settle it: ");
  html.foreign_prose(gap.gap.grant);
}

void write_gap_list(Page& page) {
  const std::vector<const AuditedGap*> gaps = gaps_by_weight(page.audit);
  const std::size_t shown = std::min(gaps.size(), most_rows);
  {
    const auto list = page.html.open("ul", {{"class", "cards"}});
    for (const AuditedGap* gap : std::span(gaps).first(shown)) write_gap(page.html, *gap);
  }
  page.write_rest(gaps.size(), shown);
}

std::string_view no_gap_text(const Audit& audit) {
  return audit.totals.inconclusive == 0 && !audit.cut_short
             ? "Nothing: all that the rules asked for was read."
             : "No single gap stands behind what is inconclusive; each finding says why.";
}

}  // namespace

void write_masthead(Page& page) {
  HtmlWriter& html = page.html;
  const Audit& audit = page.audit;
  const Headline told = headline(audit);
  const auto header = html.open("header", {{"class", class_of(told.kind)}});
  html.element("p", {{"class", "brand"}}, "patrol · service account audit");
  html.element("h1", title_of(told.kind));
  html.element("p", {{"class", "lead"}}, told.sentence);
  const auto list = html.open("ul", {{"class", "facts"}});
  html.element("li",
               fmt::format("{} in {}", counted(audit.integrations.size(), "integration", "integrations"),
                           counted(page.rolled_up.organizations.size(), "organization", "organizations")));
  if (audit.collected_at == audit.generated_at) {
    write_moment(html, "Evidence and verdict of ", audit.collected_at);
  } else {
    write_moment(html, "Evidence of ", audit.collected_at);
    write_moment(html, "Judged as of ", audit.generated_at);
  }
  html.element("li", fmt::format("Counts from severity {}", to_word(audit.fail_on)));
}

void write_contents(Page& page) {
  HtmlWriter& html = page.html;
  const Audit& audit = page.audit;
  const auto nav = html.open("nav", {{"aria-label", "Contents"}});
  const auto list = html.open("ul");
  const auto write = [&](std::string_view section, std::string_view words) {
    const auto item = html.open("li");
    html.element("a", {{"href", section}}, words);
  };
  const auto write_number = [&](std::string_view words, std::string_view section, std::size_t count) {
    write(section, fmt::format("{} {}", words, count));
  };
  if (page.rolled_up.has_many()) {
    write_number("Organizations", "#organizations", page.rolled_up.organizations.size());
  }
  write("#gaps", "What could not be read");
  if (audit.baseline) write("#changes", "Since the last audit");
  if (audit.trend && !audit.trend->points.empty()) write("#trend", "Over time");
  write_number("Failed", "#failed", audit.totals.fail);
  write_number("Inconclusive", "#inconclusive", audit.totals.inconclusive);
  if (!audit.tokens.empty()) write("#tokens", "Tokens");
  write("#integrations", "Integrations and rules");
  if (!audit.accounts.empty()) write("#accounts", "Accounts");
  write_number("Waived", "#waived", audit.totals.waived);
  write_number("Passed", "#passed", audit.totals.pass);
  write_number("Not applicable", "#not-applicable", audit.totals.not_applicable);
  if (!audit.notices.empty()) write("#notices", "Notices");
  write("#method", "Method and evidence");
}

void write_numbers(Page& page) {
  HtmlWriter& html = page.html;
  const auto section = page.open_section("numbers");
  page.write_title("numbers", "Numbers");
  write_bar(html, page.audit.totals);
  const auto list = html.open("ul", {{"class", "tiles"}});
  for (const Number& number : numbers) {
    const std::size_t count = page.audit.totals.*number.count;
    const auto item = html.open("li", {{"class", count == 0 ? "none" : number.verdict}});
    const auto link = html.open("a", {{"href", number.section}});
    html.element("b", std::to_string(count));
    html.element("span", number.words);
  }
}

void write_gaps(Page& page) {
  HtmlWriter& html = page.html;
  const Audit& audit = page.audit;
  const auto section = page.open_section("gaps");
  page.write_title("gaps", "What could not be read");
  if (audit.cut_short) {
    html.element(
        "p", {{"class", "warning"}},
        "The collection was cut short, so not everything was asked. Give it more time (--max-time).");
  }
  if (audit.gaps.empty()) {
    html.element("p", {{"class", "muted"}}, no_gap_text(audit));
  } else {
    write_gap_list(page);
  }
}

}  // namespace patrol::html
