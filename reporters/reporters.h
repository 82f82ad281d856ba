#pragma once

#include "auditor/model/audit.h"

#include <ostream>
#include <span>
#include <string_view>

namespace patrol {

// Each format is one function in one file and one row of the table. All are pure: the same audit gives the
// same bytes, and nothing is read but the audit.

void render_csv(const Audit& audit, std::ostream& out);
void render_html(const Audit& audit, std::ostream& out);
void render_json(const Audit& audit, std::ostream& out);
void render_junit(const Audit& audit, std::ostream& out);
void render_junit_strict(const Audit& audit, std::ostream& out);

/// A format of `--report`.
struct Reporter {
  std::string_view name;     ///< `junit`
  std::string_view summary;  ///< what it is for, for the help
  void (*render)(const Audit& audit, std::ostream& out);
};

/// All formats, in the order in which the help lists them.
std::span<const Reporter> reporters();

/// The format of that name, or null.
const Reporter* find_reporter(std::string_view name);

}  // namespace patrol
