#pragma once

#include "auditor/model/audit.h"

#include <functional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

// Each format is one function in one file and one row of the table. All are pure: the same audit gives the
// same bytes, and nothing is read but the audit.

void render_azure_pipelines(const Audit& audit, std::ostream& out);
void render_csv(const Audit& audit, std::ostream& out);
void render_html(const Audit& audit, std::ostream& out);
void render_html_page(const Audit& audit, std::ostream& out);
void render_json(const Audit& audit, std::ostream& out);
void render_junit(const Audit& audit, std::ostream& out);
void render_junit_strict(const Audit& audit, std::ostream& out);
void render_markdown(const Audit& audit, std::ostream& out);
void render_sarif(const Audit& audit, std::ostream& out);

/// One file of a report that is several. Borrows the audit.
struct ReportPart {
  std::string name;  ///< of a file in a folder; empty where files bear the number of their part
  std::function<void(std::ostream&)> write;
};

std::vector<ReportPart> html_parts(const Audit& audit);
std::vector<ReportPart> junit_parts(const Audit& audit);
std::vector<ReportPart> junit_strict_parts(const Audit& audit);

/// A format of `--report`.
struct Reporter {
  std::string_view name;     ///< `junit`
  std::string_view summary;  ///< what it is for, for the help
  /// All of it as one text; of a folder, the file that leads to the others.
  void (*render)(const Audit& audit, std::ostream& out);
  /// The files that it takes, the first to be opened first; null: always one, with what `render` writes.
  std::vector<ReportPart> (*parts)(const Audit& audit) = nullptr;
  bool is_folder = false;  ///< `--report NAME=PATH` names a folder, and there is nothing for standard output
};

/// All formats, in the order in which the help lists them.
std::span<const Reporter> reporters();

/// The format of that name, or null.
const Reporter* find_reporter(std::string_view name);

}  // namespace patrol
