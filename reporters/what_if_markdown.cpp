#include "reporters/headline.h"
#include "reporters/markdown_text.h"
#include "reporters/what_if.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace patrol {
namespace {

/// As render_markdown() has them.
constexpr std::size_t most_bytes = 60'000;
constexpr std::size_t longest_field = 300;
constexpr std::size_t longest_name = 80;

std::string name_cell(std::string_view name) {
  return markdown_code(shortened(name, longest_name));
}

std::string row_of(const ChangedFinding& finding) {
  const FindingSide told = finding.latest();
  std::string subject;
  if (finding.name.project) subject += " " + name_cell(*finding.name.project);
  if (finding.name.resource) subject += " " + name_cell(*finding.name.resource);
  return fmt::format("| {} | {} | {}{} | {} | {} |\n", to_word(finding.severity),
                     name_cell(finding.name.integration), name_cell(finding.name.rule), subject,
                     markdown_text(turn_text(finding)),
                     markdown_text(shortened(told.message, longest_field)));
}

std::string table_of(const WhatIf& result, std::size_t room) {
  std::vector<const ChangedFinding*> findings;
  findings.reserve(result.findings.size());
  for (const ChangedFinding& finding : result.findings) findings.push_back(&finding);
  const auto rank = [](const ChangedFinding* finding) {
    return std::pair{finding->change == Change::worse, finding->severity};
  };
  std::ranges::stable_sort(findings, std::greater{}, rank);
  std::string text = "\n| severity | integration | rule | change | what is found |\n|---|---|---|---|---|\n";
  std::size_t shown = 0;
  for (const ChangedFinding* finding : findings) {
    const std::string row = row_of(*finding);
    if (text.size() + row.size() > room) break;
    text += row;
    ++shown;
  }
  if (shown < findings.size()) {
    text +=
        fmt::format("\n{} more are left out here; the JSON holds all of them.\n", findings.size() - shown);
  }
  return text;
}

}  // namespace

void render_what_if_markdown(const WhatIf& result, std::ostream& out) {
  std::string text = "## patrol: what the change does\n\n";
  for (const std::string& sentence : what_if_sentences(result)) text += "- " + markdown_text(sentence) + "\n";
  std::string end;
  if (!result.waivers.empty()) {
    end += "\n| integration | waiver |\n|---|---|\n";
    for (const ChangedWaiver& waiver : result.waivers) {
      const std::string row = fmt::format("| {} | {} |\n", name_cell(waiver.integration),
                                          markdown_text(shortened(turn_text(waiver), longest_field)));
      if (end.size() + row.size() > most_bytes / 4) break;
      end += row;
    }
  }
  end += fmt::format("\n{}; evidence of {}.\n", markdown_text(shortened(result.tool, longest_name)),
                     moment_text(result.collected_at));
  constexpr std::size_t for_the_rest = 1'000;
  if (!result.findings.empty())
    text += table_of(result, most_bytes - text.size() - end.size() - for_the_rest);
  out << text << end;
}

}  // namespace patrol
