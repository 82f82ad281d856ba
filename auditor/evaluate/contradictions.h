#pragma once

#include "auditor/evaluate/holdings.h"
#include "auditor/model/audit.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"

#include <vector>

namespace patrol {

/// What rules ask that can not all hold, so that one of them fails however the account is changed: of one
/// policy, and of integrations that sign in with one account, as the organization knows it. Told only where
/// one of the integrations is audited.
std::vector<Notice> contradiction_notices(const Audit& audit,
                                          const std::vector<const Integration*>& integrations,
                                          const PolicySet& policies, const Catalogue& catalogue,
                                          const FactsOf& facts_of);

}  // namespace patrol
