#pragma once

#include "auditor/model/audit.h"
#include "reporters/selection.h"

#include <string>

namespace patrol {

/// Waived failures whose waiver runs out within 30 days of the audit, the first to run out first.
Findings ending_waivers(const Audit& audit);

/// `2 waivers run out within 30 days, the first on 2026-12-01: what is excused so fails then.` Empty where
/// none does.
std::string ending_waivers_sentence(const Audit& audit);

}  // namespace patrol
