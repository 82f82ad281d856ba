#pragma once

#include "auditor/consistency/claims.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/policy.h"

#include <optional>
#include <string_view>

namespace patrol {

// Two claims, in any order, of which one requires a permission and the other forbids or bounds permissions.
// Of all others the functions say nothing: no, an empty text, no level.

/// Whether what is required can surely not be held, or is of no use, beside the other claim: that excludes it
/// where it would be held or above that, or excludes the gate of it.
bool permissions_clash(const Made& a, const Made& b, const Catalogue& catalogue);

/// The gate (API.md 5, rule 11) of what one of both requires that the other, which bounds it, does not allow:
/// `Collection/GENERIC_READ`; empty where there is none.
std::string_view gate_left_out(const Made& a, const Made& b, const Catalogue& catalogue);

/// The level above that of what one of both requires at which the other forbids it, or bounds it and leaves
/// it out; nothing where that is at the same place.
std::optional<Permission::Level> level_above(const Made& a, const Made& b, const Catalogue& catalogue);

}  // namespace patrol
