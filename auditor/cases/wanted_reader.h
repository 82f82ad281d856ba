#pragma once

#include "auditor/cases/case.h"
#include "auditor/policy/fields.h"

#include <vector>

namespace patrol::cases {

/// Reads `expect`, a verdict for each rule, or `verdict` where the case has a single rule.
std::vector<Wanted> take_wanted(Fields& fields, const Policy& policy, bool is_one_rule, Problems& problems);

}  // namespace patrol::cases
