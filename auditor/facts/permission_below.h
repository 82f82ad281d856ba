#pragma once

#include "auditor/facts/permission.h"
#include "auditor/facts/token_chain.h"

#include <span>
#include <string>
#include <vector>

namespace patrol {

/// Whether an account may do something further down than at the chain's first token: on a branch, in a
/// folder. `top` is the token whose lists below are read, the first of the chain or one above it. Yes needs
/// an entry below that allows it; an answer of no takes it that all lists are shown. `account` may be null:
/// then the evidence is asked for. What is allowed at one of the tokens in `aside` or under it is passed
/// over.
PermissionAnswer decide_permission_below(const View& view, const Memberships& memberships,
                                         const Identity* account, const Permission& permission,
                                         const std::vector<std::string>& chain, const std::string& top,
                                         std::span<const TokenSet* const> aside = {});

}  // namespace patrol
