#pragma once

#include "auditor/model/roll_up.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace patrol {

// Many organizations in one report, in the words and the order of every format.

/// Places in RollUp::organizations: those that fail first, the worst before all; then what could not be
/// decided; then all others by name.
std::vector<std::size_t> worst_first(const RollUp& rolled);

/// `3 organizations: 1 fail, 1 inconclusive, 1 pass`
std::string organizations_text(const RollUp& rolled);

/// `2 critical, 1 low`; empty where nothing fails.
std::string failures_text(const Tally& tally);

/// `the projects: HTTP 401: …`: what was not read of it, and why; empty where all was.
std::string unread_text(const OrganizationResult& organization);

/// `Pluralsight Flow: flow`, or the policy alone.
std::string name_of(const Audit& audit, const SideBySide& row);

/// The worst of them, and how many are so.
struct WorstStanding {
  Standing standing = Standing::nothing;
  std::size_t count = 0;
  std::uint32_t first = 0;  ///< the first of them
};
WorstStanding worst_of(const RollUp& rolled, std::span<const std::uint32_t> integrations);

}  // namespace patrol
