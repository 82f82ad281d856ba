#pragma once

#include "auditor/model/integration.h"
#include "auditor/model/policy.h"

#include <string>
#include <vector>

namespace patrol {

/// Why a rule that is not active does not concern the integration: `webhooks is not switched on`.
std::string why_not_active(const Rule& rule, const Integration& integration);

/// The scopes that the active rules of the policy require of the integration's token; sorted, unique.
std::vector<std::string> required_scopes(const Policy& policy, const Integration& integration);

}  // namespace patrol
