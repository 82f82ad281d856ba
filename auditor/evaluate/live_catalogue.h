#pragma once

#include "auditor/model/catalogue.h"
#include "auditor/model/policy.h"
#include "auditor/model/snapshot.h"

#include <string>
#include <vector>

namespace patrol {

/// Where what the policy names stands otherwise in the organization's own list of security namespaces than in
/// the catalogue: an action that is named, with another bit or not there; and of each namespace, once, the
/// bits that the service keeps for itself, how its tokens inherit and, where a rule bounds it, its other
/// actions. The organization's word counts; that they differ is worth a look, because the policy was written
/// against the catalogue. Nothing where the list was not read.
std::vector<std::string> live_differences(const Policy& policy, const Catalogue& catalogue,
                                          const Organization& organization);

}  // namespace patrol
