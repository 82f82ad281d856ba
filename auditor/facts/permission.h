#pragma once

#include "auditor/facts/membership.h"
#include "auditor/facts/support.h"
#include "auditor/facts/truth.h"
#include "auditor/facts/view.h"
#include "auditor/model/policy.h"

#include <string>
#include <vector>

namespace patrol {

/// Whether an account may do something, and which entry decided.
struct PermissionAnswer {
  Truth is_allowed = Truth::unknown;
  std::string observed;           ///< `Allow for [contoso]\Project Collection Valid Users at NAMESPACE:`
  std::vector<std::string> path;  ///< account → group → … → entry
  /// Tokens that the answer takes to have no list of their own: true only for an auditor who is shown all.
  std::vector<std::string> without_list;
  std::vector<std::string> notices;  ///< what a person should look at by hand
  Support support;
};

/// Decides one bit from the raw entries of the account and all its groups along the chain, nearest first
/// (API.md 5, 1 to 5, 8, 9 and 11 to 13). Lists beyond the one that decides do not matter, nor whether they
/// could be read. Where a group that may or may not hold the account would change the answer, it is unknown.
/// `account` may be null: then the evidence is asked for, so that it is read side by side with the account's.
PermissionAnswer decide_permission(const View& view, const Memberships& memberships, const Identity* account,
                                   const Permission& permission, const std::vector<std::string>& chain);

}  // namespace patrol
