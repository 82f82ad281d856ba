#pragma once

#include "auditor/evaluate/draft_rules.h"
#include "auditor/facts/facts.h"
#include "auditor/model/audit.h"
#include "auditor/model/catalogue.h"

#include <cstddef>
#include <functional>
#include <optional>

namespace patrol {

/// What an audit of the policy says of the account; nothing while facts for it are still to be read.
using Trial = std::function<std::optional<Audit>(Policy)>;

/// What the account may do at the organization and in its projects, a topic for each security namespace;
/// nothing while facts are missing.
std::optional<DraftPart> draft_permissions(const Facts& facts, const Catalogue& catalogue,
                                           std::size_t projects, const Trial& trial);

}  // namespace patrol
