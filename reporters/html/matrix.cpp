#include "reporters/headline.h"
#include "reporters/html/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::html {
namespace {

/// What a cell shows of the findings of one rule for one integration: the worst, and how many are so.
struct Cell {
  enum Kind : std::size_t { failed, inconclusive, waived, passed, not_applicable, none };
  Kind kind = none;
  std::size_t count = 0;
  const Finding* first = nullptr;
};

Cell::Kind kind_of(const Finding& finding) {
  switch (finding.verdict) {
    case Verdict::pass: return Cell::passed;
    case Verdict::fail: return finding.waiver ? Cell::waived : Cell::failed;
    case Verdict::inconclusive: return Cell::inconclusive;
    case Verdict::not_applicable: return Cell::not_applicable;
  }
  return Cell::inconclusive;
}

struct Word {
  std::string_view style;
  std::string_view text;
};

constexpr std::array cell_words{Word{"fail", "fail"}, Word{"inconclusive", "inconclusive"},
                                Word{"waived", "waived"}, Word{"pass", "pass"},
                                Word{"not_applicable", "not applicable"}};

/// The rules of one policy beside the integrations that it is for.
struct Matrix {
  std::vector<std::uint32_t> rules;         ///< places in Audit::rules
  std::vector<std::uint32_t> integrations;  ///< places in Audit::integrations
  std::vector<std::vector<Cell>> rows;      ///< an integration each, a cell for each rule
};

std::map<std::string, Matrix> matrices_of(const Audit& audit) {
  std::map<std::string, Matrix> matrices;
  std::vector<std::size_t> column(audit.rules.size());
  for (std::size_t i = 0; i < audit.rules.size(); ++i) {
    Matrix& matrix = matrices[audit.rules[i].policy];
    column[i] = matrix.rules.size();
    matrix.rules.push_back(static_cast<std::uint32_t>(i));
  }
  std::vector<std::size_t> row(audit.integrations.size());
  for (std::size_t i = 0; i < audit.integrations.size(); ++i) {
    Matrix& matrix = matrices[audit.integrations[i].policy];
    row[i] = matrix.integrations.size();
    matrix.integrations.push_back(static_cast<std::uint32_t>(i));
    matrix.rows.emplace_back(matrix.rules.size());
  }
  for (const Finding& finding : audit.findings) {
    Matrix& matrix = matrices[audit.integration_of(finding).policy];
    std::vector<Cell>& cells = matrix.rows[row[finding.integration]];
    // A rule of another policy has no column here; only a foreign audit could hold such a finding.
    if (audit.rule_of(finding).policy != audit.integration_of(finding).policy) continue;
    Cell& cell = cells[column[finding.rule]];
    const Cell::Kind kind = kind_of(finding);
    if (kind < cell.kind) cell = {.kind = kind};
    if (kind == cell.kind && cell.count++ == 0) cell.first = &finding;
  }
  return matrices;
}

void write_cell(Page& page, const Cell& cell) {
  HtmlWriter& html = page.html;
  if (cell.kind == Cell::none) return html.element("td", "");
  const Word& word = cell_words[cell.kind];
  const auto data = html.open("td", {{"class", word.style}});
  // The word is there for ears; eyes get its sign from the style, and the number beside it.
  const bool is_shown = page.shows(*cell.first);
  const std::string link = is_shown ? "#" + page.anchor_of(*cell.first) : std::string{};
  const auto mark =
      html.open(is_shown ? "a" : "span", {{"href", is_shown ? std::string_view(link) : std::string_view{}}});
  html.element("i", word.text);
  if (cell.count > 1) html.text(" " + std::to_string(cell.count));
}

void write_row(Page& page, const Matrix& matrix, std::size_t row) {
  HtmlWriter& html = page.html;
  const AuditedIntegration& integration = page.audit.integrations[matrix.integrations[row]];
  const std::string anchor = Page::anchor_of_integration(matrix.integrations[row]);
  const bool is_linked = page.rolled_up.has_many();
  const auto element = html.open("tr", {{"id", is_linked ? std::string_view(anchor) : std::string_view{}},
                                        {"data-integration", std::to_string(matrix.integrations[row])}});
  {
    const auto head = html.open("th", {{"scope", "row"}});
    html.name(integration.name);
    if (page.rolled_up.has_many()) {
      const auto line = html.open("small");
      html.name(integration.organization);
    }
  }
  for (const Cell& cell : matrix.rows[row]) write_cell(page, cell);
}

void write_head(HtmlWriter& html, const Audit& audit, const Matrix& matrix) {
  const auto head = html.open("thead");
  const auto row = html.open("tr");
  html.element("th", {{"scope", "col"}}, "Integration");
  for (const std::uint32_t rule : matrix.rules) {
    const auto cell = html.open("th", {{"scope", "col"}, {"title", audit.rules[rule].title}});
    html.element("span", audit.rules[rule].id);
  }
}

/// Scrolls in both directions where there is more than the window holds, by keyboard too.
void write_matrix(Page& page, std::string_view policy, const Matrix& matrix, std::size_t number) {
  HtmlWriter& html = page.html;
  const auto known = std::ranges::find(page.audit.policies, policy, &AuditedPolicy::id);
  const bool has_title = known != page.audit.policies.end() && !known->title.empty();
  const std::string name = has_title ? known->title : std::string(policy);
  {
    const auto title = html.open("h3");
    html.name(name);
    html.text(" ");
    html.element("span", {{"class", "count"}},
                 fmt::format("{}, {}", counted(matrix.rows.size(), "integration", "integrations"),
                             counted(matrix.rules.size(), "rule", "rules")));
  }
  const std::size_t shown = std::min(matrix.rows.size(), most_rows);
  {
    // Two policies may bear one title; whoever hears the page has to tell the tables apart.
    const auto frame = html.open("div", {{"class", "matrix"},
                                         {"role", "region"},
                                         {"aria-label", fmt::format("Table {}: {}", number, name)},
                                         {"tabindex", "0"}});
    const auto table = html.open("table");
    write_head(html, page.audit, matrix);
    const auto body = html.open("tbody");
    for (std::size_t row = 0; row < shown; ++row) write_row(page, matrix, row);
  }
  page.write_rest(matrix.rows.size(), shown);
}

/// What the signs mean; the words stand beside them.
void write_legend(HtmlWriter& html) {
  const auto list = html.open("ul", {{"class", "legend"}});
  for (const Word& word : cell_words) {
    const auto item = html.open("li");
    html.element("span", {{"class", fmt::format("mark {}", word.style)}}, word.text);
  }
}

}  // namespace

void write_integrations(Page& page) {
  const auto section = page.open_section("integrations");
  page.write_title("integrations", "Integrations and rules", std::to_string(page.audit.integrations.size()));
  if (page.audit.integrations.empty()) {
    return page.html.element("p", {{"class", "muted"}}, "No integration was audited.");
  }
  const std::string_view where = page.left_out() > 0 ? ", if this page shows it" : "";
  page.html.element(
      "p", {{"class", "muted"}},
      fmt::format(
          "The worst verdict of each rule for each integration, and for how many projects where it is "
          "more than one. Each sign leads to its finding{}.",
          where));
  write_legend(page.html);
  std::size_t number = 0;
  for (const auto& [policy, matrix] : matrices_of(page.audit)) {
    if (!matrix.rows.empty()) write_matrix(page, policy, matrix, ++number);
  }
}

}  // namespace patrol::html
