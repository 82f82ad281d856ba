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
  Support support;
};

/// The security tokens from the one asked about up to the root of the namespace, nearest first; empty where
/// patrol knows no token of that namespace at that level (API.md 5.1). `project` may be null.
std::vector<std::string> token_chain(const Permission& permission, const Project* project);

/// Decides one bit from the raw entries of the account and all its groups along the chain (API.md 5, 1 to 5
/// and 8 to 12). Where a group that may or may not hold the account would change the answer, it is unknown.
/// `account` may be null: then the evidence is asked for, so that it is read side by side with the account's.
PermissionAnswer decide_permission(const View& view, const Memberships& memberships, const Identity* account,
                                   const Permission& permission, const std::vector<std::string>& chain);

}  // namespace patrol
