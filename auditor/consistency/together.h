#pragma once

#include "auditor/model/policy.h"

#include <span>

namespace patrol {

/// Whether there can be an installation of the policy that all of these rules concern: features that `when`
/// and `unless` of each let it have, and one of the variants where the policy has some.
bool can_be_asked_together(const Policy& policy, std::span<const Rule* const> rules);

}  // namespace patrol
