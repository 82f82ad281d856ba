#pragma once

#include "auditor/checks/check.h"
#include "auditor/facts/permission.h"

#include <string>
#include <vector>

namespace patrol {

/// A permission that was decided, and is not as the rule wants it.
struct DecidedPermission {
  const Permission& permission;
  const Question& question;
  const Identity& account;
  const std::vector<std::string>& chain;  ///< of security tokens, the nearest first
  const PermissionAnswer& answer;
};

/// The smallest change after which the entries say what is wanted, tried on them before it is told: of the
/// account's own entries first, then of the groups that it is in. Where no change of them is sure to do it, a
/// page alone.
Remediation allow_it(const DecidedPermission& decided);
Remediation take_it_away(const DecidedPermission& decided);

}  // namespace patrol
