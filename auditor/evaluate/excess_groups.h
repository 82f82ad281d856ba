#pragma once

#include "auditor/evaluate/group_grants.h"
#include "auditor/evaluate/needs.h"
#include "auditor/facts/facts.h"
#include "auditor/model/holdings.h"

#include <string>
#include <vector>

namespace patrol {

/// What an account holds of groups and roles beyond what it needs.
struct ExcessGroups {
  std::vector<Excess> excess;
  std::vector<std::string> unknown;  ///< what of it could not be told, such as what Entra hides
};

/// The groups of valid users are left out, because the service fills them by itself, and so is a group whose
/// only harm is that it leads to a worse one, which is told. Built-in groups of several projects are told as
/// one. How bad a built-in group is, is fixed; any other one is as bad as its place, the organization, Entra
/// or a project, and the lists that were read make it. Of the excess only `organization`, `account` and
/// `integrations` are left open; `reads` are places in the organization's own list.
ExcessGroups excess_groups(const Facts& facts, const Identity& account, const NeededGroups& needed,
                           const GroupGrants& grants);

}  // namespace patrol
