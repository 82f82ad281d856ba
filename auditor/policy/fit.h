#pragma once

#include "auditor/model/policy.h"
#include "auditor/policy/integration_parser.h"
#include "auditor/policy/problems.h"

namespace patrol {

/// Tells where an integration does not fit its policy: features, a variant, parameters or statements that the
/// policy does not know, and projects that are missing. `problems` holds what was wrong with the file alone.
void check_fit(const PlacedIntegration& placed, const Policy& policy, Problems& problems);

}  // namespace patrol
