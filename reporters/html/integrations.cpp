#include "reporters/finding_text.h"
#include "reporters/html/sections.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::html {
namespace {

/// What an integration's row counts, in the order of its cells.
enum Column : std::size_t { failed, inconclusive, waived, passed, not_applicable, columns };

Column column_of(const Finding& finding) {
  switch (finding.verdict) {
    case Verdict::pass: return passed;
    case Verdict::fail: return finding.waiver ? Column::waived : failed;
    case Verdict::inconclusive: return inconclusive;
    case Verdict::not_applicable: return not_applicable;
  }
  return inconclusive;
}

struct Cell {
  std::size_t count = 0;
  const Finding* first = nullptr;
};

using Row = std::array<Cell, columns>;

std::vector<Row> rows_of(const Audit& audit) {
  std::vector<Row> rows(audit.integrations.size());
  for (const Finding& finding : audit.findings) {
    Cell& cell = rows[finding.integration][column_of(finding)];
    if (cell.count++ == 0) cell.first = &finding;
  }
  return rows;
}

void write_cell(HtmlWriter& html, const Audit& audit, const Cell& cell, std::string_view label) {
  const auto data = html.open("td", {{"class", "number"}, {"data-label", label}});
  if (cell.first == nullptr) return html.text("0");
  html.element("a", {{"href", "#f-" + finding_id(audit, *cell.first)}}, std::to_string(cell.count));
}

constexpr std::array<std::string_view, columns> labels{"Failed", "Inconclusive", "Waived", "Passed",
                                                       "Not applicable"};

void write_row(HtmlWriter& html, const Audit& audit, const AuditedIntegration& integration,
               const Row& cells) {
  const auto row = html.open("tr");
  {
    const auto head = html.open("th", {{"scope", "row"}});
    html.name(integration.name);
    const auto line = html.open("small");
    html.name(integration.account);
    html.text(" · ");
    html.name(integration.organization);
    html.text(" · ");
    html.name(integration.policy);
  }
  for (std::size_t i = 0; i < cells.size(); ++i) write_cell(html, audit, cells[i], labels[i]);
}

}  // namespace

void write_integrations(HtmlWriter& html, const Audit& audit) {
  const auto section =
      html.open("section", {{"id", "integrations"}, {"aria-labelledby", "integrations-title"}});
  html.element("h2", {{"id", "integrations-title"}}, "Integrations");
  const std::vector<Row> rows = rows_of(audit);
  const std::size_t shown = std::min(rows.size(), most_rows);
  {
    const auto table = html.open("table", {{"class", "integrations"}});
    {
      const auto head = html.open("thead");
      const auto row = html.open("tr");
      html.element("th", {{"scope", "col"}}, "Integration");
      for (const std::string_view label : labels) html.element("th", {{"scope", "col"}}, label);
    }
    const auto body = html.open("tbody");
    for (std::size_t i = 0; i < shown; ++i) write_row(html, audit, audit.integrations[i], rows[i]);
  }
  write_rest(html, rows.size(), shown);
}

}  // namespace patrol::html
