#include "reporters/reporters.h"

#include <algorithm>
#include <array>

namespace patrol {

std::span<const Reporter> reporters() {
  static constexpr std::array all{
      Reporter{"html", "one page for people: verdicts, evidence, what to do", render_html},
      Reporter{"junit", "test results for a CI server", render_junit},
      Reporter{"junit-strict", "the same without what the schema of Jenkins' xUnit plugin refuses",
               render_junit_strict},
      Reporter{"json", "everything, for programs; the schema is audit.schema.json", render_json},
      Reporter{"csv", "one line for each finding, for spreadsheets", render_csv},
  };
  return all;
}

const Reporter* find_reporter(std::string_view name) {
  const auto all = reporters();
  const auto found = std::ranges::find(all, name, &Reporter::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace patrol
