#pragma once

#include "auditor/checks/check.h"

#include <string>
#include <vector>

namespace patrol {

/// One project that a rule with `for_each: project` is asked for, or what stands in its place.
struct Subject {
  std::string name;  ///< as the service has it, else as the integration wrote it; may be empty
  const Project* project = nullptr;  ///< null: not there, or not known to be there
  bool absent = false;               ///< known not to be there
  Support support;
};

/// The projects of the integration, in the order of their folded names; never none: where nothing is
/// selected, one subject says why.
std::vector<Subject> projects_of(const Integration& integration, const Facts& facts);

}  // namespace patrol
