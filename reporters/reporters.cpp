#include "reporters/reporters.h"

#include <algorithm>
#include <array>

namespace patrol {

std::span<const Reporter> reporters() {
  static constexpr std::array all{
      Reporter{"html", "one page for people: verdicts, evidence, what to do", render_html},
      Reporter{"html-dir", "the same as a folder, for servers that forbid styles and scripts in a page",
               render_html_page, html_parts, true},
      Reporter{"junit", "test results for a CI server", render_junit, junit_parts},
      Reporter{"junit-strict", "the same without what the schema of Jenkins' xUnit plugin refuses",
               render_junit_strict, junit_strict_parts},
      Reporter{"json", "everything, for programs; the schema is audit.schema.json", render_json},
      Reporter{"sarif", "SARIF 2.1.0, for code scanning", render_sarif},
      Reporter{"csv", "one line for each finding, for spreadsheets", render_csv},
      Reporter{"markdown", "what is wrong, for pull requests and job summaries; 60 KB at most",
               render_markdown},
      Reporter{"azure-pipelines", "logging commands: the run lists each failure", render_azure_pipelines},
  };
  return all;
}

const Reporter* find_reporter(std::string_view name) {
  const auto all = reporters();
  const auto found = std::ranges::find(all, name, &Reporter::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace patrol
