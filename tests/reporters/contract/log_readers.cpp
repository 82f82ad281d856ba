#include "tests/reporters/contract/readers.h"

#include <fmt/format.h>

#include <sstream>
#include <string>

namespace patrol::contract {
namespace {

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// The agent splits at the first `]`, and the properties at `;`: ours come in one order, without a value that
/// ends early.
void check_issue(std::string_view line, Complaints& complaints) {
  const std::size_t end = line.find(']');
  if (end == std::string_view::npos) return complaints.add("a command that does not end");
  std::string names;
  std::string_view properties = line.substr(0, end);
  properties.remove_prefix(std::string_view("##vso[task.logissue ").size());
  while (!properties.empty()) {
    const std::size_t equals = properties.find('=');
    const std::size_t next = properties.find(';');
    if (equals > next || next == std::string_view::npos) return complaints.add("a property without an end");
    names += std::string(properties.substr(0, equals)) + ' ';
    properties.remove_prefix(next + 1);
  }
  const bool is_known =
      names == "type " || names == "type code " || names == "type sourcepath linenumber code ";
  complaints.that(is_known, fmt::format("unknown properties {}", names));
  complaints.that(line.size() > end + 1, "an issue without words");
}

}  // namespace

void check_azure_pipelines(const Audit& audit, std::string_view text, Complaints& complaints) {
  const Totals& totals = audit.totals;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t gone = 0;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("##[debug]gone: ")) ++gone;
    if (!line.starts_with("##vso[")) continue;
    ++(line.starts_with("##vso[task.logissue type=error;") ? errors : warnings);
    check_issue(line, complaints);
  }
  const std::size_t counting = totals.counting_failures + totals.counting_inconclusive;
  complaints.equal("errors", errors, counting);
  complaints.equal("warnings", warnings, totals.fail + totals.inconclusive - counting + audit.notices.size());
  complaints.equal("gone", gone, gone_in(audit));
}

void check_console(const Audit& audit, std::string_view text, Complaints& complaints) {
  const Totals& totals = audit.totals;
  const std::string numbers =
      fmt::format(": {} failed, {} inconclusive, {} passed, {} waived, {} not applicable\n", totals.fail,
                  totals.inconclusive, totals.pass, totals.waived, totals.not_applicable);
  complaints.that(text.substr(0, text.find('\n') + 1).ends_with(numbers), "other totals in the first line");
  complaints.equal("lists of failures", count_of(text, "\nFailed, most severe first"),
                   totals.fail > 0 ? 1 : 0);
}

}  // namespace patrol::contract
