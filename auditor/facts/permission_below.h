#pragma once

#include "auditor/facts/permission.h"

#include <string>
#include <vector>

namespace patrol {

/// Whether an account may do something further down than at the chain's first token: on a branch, in a
/// folder. `top` is the token whose lists below are read, the first of the chain or one above it. Yes needs
/// an entry below that allows it; an answer of no takes it that all lists are shown. `account` may be null:
/// then the evidence is asked for.
PermissionAnswer decide_permission_below(const View& view, const Memberships& memberships,
                                         const Identity* account, const Permission& permission,
                                         const std::vector<std::string>& chain, const std::string& top);

}  // namespace patrol
