#pragma once

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
/// asked for is not known, and never told as excess. A group counts as needed when a requirement that passed
/// rests on it.
void add_holdings(Audit& audit, const std::vector<const Integration*>& integrations,
                  const PolicySet& policies, const Catalogue& catalogue, const FactsOf& facts_of, Time now);

}  // namespace patrol
