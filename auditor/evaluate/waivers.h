#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/waiver.h"

#include <span>
#include <string_view>
#include <vector>

namespace patrol {

/// What became of a waiver in an audit; where several are true, the first.
enum class WaiverState { in_use, unused, expired, too_long, lapsed };

std::string_view to_word(WaiverState state);

/// The states of the waivers, each in its place; the audit stays as it is.
std::vector<WaiverState> judge_waivers(const Audit& audit, std::span<const WrittenWaiver> waivers, Time now);

/// Excuses the failures that waivers are for, and counts anew. The one place that decides what is waived:
///
/// - Only a failure is waived: what could not be decided has no facts that a waiver could be bound to.
/// - A waiver excuses a failure whose every fact it names. Another fact, and it has lapsed.
/// - It excuses to the end of the day on which it expires, and from so many days before as the severity
/// allows: its life is counted backwards from its end, because nobody can prove when it was written. One
/// that is written too early begins to excuse by itself, and its notice says from which day.
/// - One for the project itself comes before one for all projects.
///
/// What is expired, lapsed, too long, unused or about to expire, and which facts hold no more, becomes a
/// notice. Waivers that may not matter here, because their integration is not among those of the audit, are
/// unused.
void apply_waivers(Audit& audit, std::span<const WrittenWaiver> waivers, Time now);

}  // namespace patrol
