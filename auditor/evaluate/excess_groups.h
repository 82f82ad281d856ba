#pragma once

#include "auditor/facts/facts.h"
#include "auditor/model/holdings.h"

#include <set>
#include <string>
#include <vector>

namespace patrol {

/// The groups and roles that an account holds and `needed` (names as paths tell them: `[Shop]\Readers`) does
/// not account for. The groups of valid users are left out, because the service fills them by itself, and so
/// is a group whose only harm is that it leads to a worse one, which is told. Built-in groups of several
/// projects are told as one. Of the result only `organization`, `account` and `integrations` are left open;
/// `reads` are places in the organization's own list.
std::vector<Excess> excess_groups(const Facts& facts, const Identity& account,
                                  const std::set<std::string, std::less<>>& needed);

}  // namespace patrol
