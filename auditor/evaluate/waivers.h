#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/waiver.h"

#include <span>

namespace patrol {

/// Excuses the failures that waivers are for, and counts anew. The one place that decides what is waived:
///
/// - Only a failure is waived: what could not be decided has no facts that a waiver could be bound to.
/// - A waiver excuses a failure whose every fact it names. Another fact, and it has lapsed.
/// - It excuses to the end of the day on which it expires, which lies no farther ahead than the severity
/// allows.
/// - One for the project itself comes before one for all projects.
///
/// What is expired, lapsed, too long, unused or about to expire, and which facts hold no more, becomes a
/// notice. Waivers that may not matter here, because their integration is not among those of the audit, are
/// unused.
void apply_waivers(Audit& audit, std::span<const WrittenWaiver> waivers, Time now);

}  // namespace patrol
