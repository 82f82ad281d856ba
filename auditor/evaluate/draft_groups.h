#pragma once

#include "auditor/evaluate/draft_rules.h"
#include "auditor/facts/facts.h"

#include <string>
#include <vector>

namespace patrol {

/// What a draft says of groups.
struct DraftGroups {
  DraftPart part{};
  std::vector<std::string> projects{};  ///< names of those in a group of which the account is
};

/// The groups that the account is in, those of projects and of Entra too, and that it is in no others.
DraftGroups draft_groups(const Facts& facts, const Identity& account);

}  // namespace patrol
