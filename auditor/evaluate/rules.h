#pragma once

#include "auditor/model/integration.h"
#include "auditor/model/policy.h"

#include <optional>
#include <string>
#include <vector>

namespace patrol {

/// Why a rule that is not active does not concern the integration: `webhooks is not switched on`.
std::string why_not_active(const Rule& rule, const Integration& integration);

/// Whether the rule concerns the integration, and what it names has to be there.
bool is_active_floor(const Rule& rule, const Integration& integration);

/// Whether an active rule of the policy asks about the integration's token.
bool asks_for_tokens(const Policy& policy, const Integration& integration);

/// Whether an active rule of the policy requires scopes of the integration's token, none at all too.
bool requires_scopes(const Policy& policy, const Integration& integration);

/// The scopes that the active rules of the policy require of the integration's token; sorted, unique.
std::vector<std::string> required_scopes(const Policy& policy, const Integration& integration);

/// The rules of the policy that ask about roles on single things, whether they are active or not.
std::vector<const Rule*> rules_about_things(const Policy& policy);

/// The highest access level that a rule of the policy which is active requires, in any of its branches;
/// nothing where none does.
std::optional<AccessLevel> required_access_level(const Policy& policy, const Integration& integration);

}  // namespace patrol
