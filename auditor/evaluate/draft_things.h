#pragma once

#include "auditor/evaluate/draft_rules.h"
#include "auditor/facts/facts.h"
#include "auditor/model/catalogue.h"

#include <string>
#include <vector>

namespace patrol {

/// The roles that the account has on things of the organization and of these projects (API.md 3.6): those
/// that are given for all of a kind, and those on things of which somebody gave it one. Whoever administers
/// the organization may all without a role, so that nothing is said of it.
DraftPart draft_roles(const Facts& facts, const Catalogue& catalogue, const Identity& account,
                      const std::vector<std::string>& projects);

/// The service hooks that the account made and that are enabled (API.md 3.10), by where they post to.
DraftPart draft_hooks(const Facts& facts, const Identity& account);

}  // namespace patrol
