#pragma once

#include "auditor/evaluate/needs.h"
#include "auditor/facts/facts.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/holdings.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"
#include "auditor/model/time.h"

#include <string>
#include <vector>

namespace patrol {

/// A rule about roles on single things that an integration is asked.
struct RoleRule {
  const Rule* rule = nullptr;
  const Integration* integration = nullptr;
};

/// What an account has of roles on single things beyond what it needs there.
struct ExcessRoles {
  std::vector<Excess> excess;
  std::vector<std::string> unknown;       ///< what of it could not be told
  std::vector<std::string> not_compared;  ///< what no rule asks about, where one asks about other roles
  bool is_compared = false;               ///< some page of roles was read
};

/// Looks at the pages of roles that these rules ask about, those of all integrations that sign in with the
/// account, and at no other. Of several ways that a rule leaves open each is needed. The account's own lines
/// count, and those of groups that it goes on being in: the excess of groups tells the others. What all of a
/// kind gives is told once, with what single things of it need. Of the excess only `organization`, `account`
/// and `integrations` are left open; `reads` are places in the organization's own list.
ExcessRoles excess_roles(const Facts& facts, const Identity& account, const std::vector<RoleRule>& rules,
                         const NeededGroups& needed, const Catalogue& catalogue, Time now);

}  // namespace patrol
