#pragma once

#include "auditor/evaluate/needs.h"
#include "auditor/facts/facts.h"
#include "auditor/model/audit.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"

#include <functional>
#include <string>
#include <vector>

namespace patrol {

/// The facts of an organization (folded name), as the rules saw them, and where its reads begin in the audit.
struct OrganizationFacts {
  const Facts* facts = nullptr;
  ReadId first_read = 0;
};
using FactsOf = std::function<OrganizationFacts(const std::string& organization)>;

/// Adds to the audit which accounts the integrations sign in with, their tokens, and what an account holds
/// beyond what all loaded integrations that use it need. Looks only at what the rules had read; what no rule
/// asked for is not compared, which the account says, and never told as excess. A token that is not over and
/// that none of them uses is held without need. A group counts as needed where something that is
/// required is held through it; where that could not be decided, it is said, and is no excess. Roles on
/// single things are told of those that a rule asks about.
void add_holdings(Audit& audit, const std::vector<const Integration*>& integrations,
                  const PolicySet& policies, const Catalogue& catalogue, const FactsOf& facts_of,
                  const Needs& needs, Time now);

}  // namespace patrol
