#pragma once

#include "auditor/cases/case.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/snapshot.h"
#include "auditor/model/trial.h"

#include <vector>

namespace patrol::cases {

/// The snapshot that a collection for the case's integrations would leave: what the rules ask for, and
/// nothing else.
Snapshot make_snapshot(const Case& one, const Catalogue& catalogue);

/// Decides every case and compares with what it wants. `policies` are those under test, whose coverage is
/// counted.
Trial run(const std::vector<Case>& cases, const PolicySet& policies, const Catalogue& catalogue);

}  // namespace patrol::cases
