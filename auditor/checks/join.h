#pragma once

#include "auditor/checks/check.h"

#include <vector>

namespace patrol {

/// Holds where all do; one that does not hold decides, however little is known of the others.
Outcome join_all(std::vector<Outcome> outcomes);

/// Holds where one does; one that holds decides. Where none does, one change is enough: the least of the
/// remedies is told with its call, and others that reach no farther as advice, `or: …`.
Outcome join_any(std::vector<Outcome> outcomes);

}  // namespace patrol
