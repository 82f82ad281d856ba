#pragma once

#include "auditor/checks/check.h"

#include <vector>

namespace patrol {

/// What a ceiling allows.
struct AllowedByCeiling {
  const std::vector<Permission>& here;
  const std::vector<Permission>& above;           ///< of what the place is in; bounds nothing
  const std::vector<AllowedBelow>& further_down;  ///< there alone, and not at the place of the ceiling
  bool opens_gates = false;                       ///< what opens a gate is allowed unnamed
};

/// Whether nothing else is held in the namespaces and at the levels that are named, each an outcome; levels
/// of one token are one.
std::vector<Outcome> decide_nothing_beyond(const AllowedByCeiling& allowed, const Question& question);

/// Nothing beyond what the account's rules require here. Where they require nothing, nothing is bounded.
Outcome decide_required_only(const RequiredHere& required, const Question& question);

}  // namespace patrol
