#include "auditor/model/text.h"
#include "reporters/headline.h"
#include "reporters/html/sections.h"
#include "reporters/roll_up_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::html {
namespace {

/// Class of the style, with the sign of it.
std::string_view style_of(Standing standing) {
  switch (standing) {
    case Standing::pass: return "pass";
    case Standing::fail: return "fail";
    case Standing::inconclusive: return "inconclusive";
    case Standing::nothing_new:
    case Standing::nothing_counts: return "uncounted";
    case Standing::nothing: return "not_applicable";
  }
  return {};
}

void write_mark(HtmlWriter& html, Standing standing, std::string_view words) {
  html.element("span", {{"class", fmt::format("mark {}", style_of(standing))}}, words);
}

/// What was not read, and how to have it read.
void write_extent(HtmlWriter& html, const OrganizationResult& result) {
  const std::string key = std::to_string(static_cast<int>(result.extent));
  const auto cell = html.open("td", {{"class", "prose"}, {"data-key", key}});
  html.text(to_word(result.extent));
  if (!result.gap) return;
  {
    const auto line = html.open("small");
    html.foreign_prose(unread_text(result));
  }
  if (result.gap->grant.empty()) return;
  const auto line = html.open("small");
  html.text("To settle it: ");
  html.foreign_prose(result.gap->grant);
}

void write_number(HtmlWriter& html, std::size_t number) {
  html.element("td", {{"class", "number"}}, std::to_string(number));
}

void write_organization(HtmlWriter& html, const OrganizationResult& result) {
  const auto row = html.open("tr");
  {
    const auto head = html.open("th", {{"scope", "row"}});
    html.name(result.name);
    html.element("small", counted(result.integrations, "integration", "integrations"));
  }
  {
    const auto cell = html.open("td");
    write_mark(html, result.standing, title_of(result.standing));
  }
  write_extent(html, result);
  {
    const auto cell =
        html.open("td", {{"class", "number"}, {"data-key", std::to_string(result.tally.totals.fail)}});
    html.text(std::to_string(result.tally.totals.fail));
    for (const std::string& failures : split(failures_text(result.tally), ',')) {
      if (!failures.empty()) html.element("small", trim(failures));
    }
  }
  write_number(html, result.tally.totals.inconclusive);
  write_number(html, result.tally.totals.waived);
  write_number(html, result.tally.totals.pass);
}

void write_table(Page& page, std::span<const std::size_t> places) {
  HtmlWriter& html = page.html;
  const std::size_t shown = std::min(places.size(), most_rows);
  {
    const auto frame = html.open(
        "div", {{"class", "wide"}, {"role", "region"}, {"aria-label", "Organizations"}, {"tabindex", "0"}});
    const auto table = html.open("table", {{"class", "sortable"}});
    {
      const auto head = html.open("thead");
      const auto row = html.open("tr");
      for (const std::string_view title :
           {"Organization", "Verdict", "Read", "Failed", "Inconclusive", "Waived", "Passed"}) {
        const bool is_number = title != "Organization" && title != "Verdict" && title != "Read";
        html.element("th", {{"scope", "col"}, {"class", is_number ? "number" : std::string_view{}}}, title);
      }
    }
    const auto body = html.open("tbody");
    for (const std::size_t place : places.first(shown)) {
      write_organization(html, page.rolled_up.organizations[place]);
    }
  }
  page.write_rest(places.size(), shown);
}

void write_cell(Page& page, std::span<const std::uint32_t> integrations) {
  HtmlWriter& html = page.html;
  if (integrations.empty()) return html.element("td", "");
  const WorstStanding worst = worst_of(page.rolled_up, integrations);
  const auto cell = html.open("td", {{"class", style_of(worst.standing)}});
  const bool is_shown = worst.first < most_rows;
  const std::string link = "#" + Page::anchor_of_integration(worst.first);
  const auto mark =
      html.open(is_shown ? "a" : "span", {{"href", is_shown ? std::string_view(link) : std::string_view{}},
                                          {"title", page.audit.integrations[worst.first].name}});
  html.element("i", to_word(worst.standing));
  if (integrations.size() == 1) return;
  html.text(worst.count == integrations.size() ? fmt::format(" {}", worst.count)
                                               : fmt::format(" {}/{}", worst.count, integrations.size()));
}

/// The signs that stand in the cells, with their words.
void write_legend(HtmlWriter& html, const RollUp& rolled) {
  const auto list = html.open("ul", {{"class", "legend"}});
  for (const Standing standing : {Standing::fail, Standing::inconclusive, Standing::nothing_counts,
                                  Standing::nothing_new, Standing::pass, Standing::nothing}) {
    if (std::ranges::find(rolled.integrations, standing) == rolled.integrations.end()) continue;
    const auto item = html.open("li");
    write_mark(html, standing, to_word(standing));
  }
}

void write_matrix(Page& page, std::span<const std::size_t> places) {
  HtmlWriter& html = page.html;
  const std::vector<SideBySide>& columns = page.rolled_up.side_by_side;
  const auto frame = html.open(
      "div",
      {{"class", "matrix"}, {"role", "region"}, {"aria-labelledby", "side-by-side"}, {"tabindex", "0"}});
  const auto table = html.open("table");
  {
    const auto head = html.open("thead");
    const auto row = html.open("tr");
    html.element("th", {{"scope", "col"}}, "Organization");
    for (const SideBySide& column : columns) {
      const auto cell = html.open("th", {{"scope", "col"}});
      html.element("span", {{"dir", "auto"}}, name_of(page.audit, column));
    }
  }
  const auto body = html.open("tbody");
  for (const std::size_t place : places) {
    const auto row = html.open("tr");
    {
      const auto head = html.open("th", {{"scope", "row"}});
      html.name(page.rolled_up.organizations[place].name);
    }
    for (const SideBySide& column : columns) {
      const auto found = column.integrations.find(place);
      write_cell(page, found == column.integrations.end() ? std::span<const std::uint32_t>{}
                                                          : std::span(found->second));
    }
  }
}

void write_side_by_side(Page& page, std::span<const std::size_t> places) {
  HtmlWriter& html = page.html;
  const RollUp& rolled = page.rolled_up;
  html.element("h3", {{"id", "side-by-side"}}, "The same integration side by side");
  if (rolled.side_by_side.empty()) {
    return html.element("p", {{"class", "muted"}}, "No policy is used in more than one organization.");
  }
  html.element(
      "p", {{"class", "muted"}},
      "Integrations of one policy, by the name that they have in common; where there are several in an "
      "organization, the worst of them, and how many are so. Each sign leads to its integration.");
  write_legend(html, rolled);
  const std::size_t shown = std::min(places.size(), most_rows);
  write_matrix(page, places.first(shown));
  page.write_rest(places.size(), shown);
  if (rolled.alone == 0) return;
  html.element("p", {{"class", "rest"}},
               counted(rolled.alone, "integration has", "integrations have") +
                   " a policy that no other organization uses.");
}

}  // namespace

void write_organizations(Page& page) {
  if (!page.rolled_up.has_many()) return;
  const auto section = page.open_section("organizations");
  page.write_title("organizations", "Organizations", std::to_string(page.rolled_up.organizations.size()));
  const std::vector<std::size_t> places = worst_first(page.rolled_up);
  write_table(page, places);
  write_side_by_side(page, places);
}

}  // namespace patrol::html
