#include "reporters/ending_waivers.h"

#include "reporters/headline.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace patrol {

namespace {

/// When a waived failure fails again; only for findings with a waiver.
Time end_of(const Finding* finding) {
  return finding->waiver ? finding->waiver->expires : Time{};
}

}  // namespace

Findings ending_waivers(const Audit& audit) {
  constexpr auto soon = std::chrono::days{30};
  Findings ending = waived(audit);
  std::erase_if(ending, [&](const Finding* finding) { return end_of(finding) >= audit.generated_at + soon; });
  std::ranges::stable_sort(ending, {}, end_of);
  return ending;
}

std::string ending_waivers_sentence(const Audit& audit) {
  const Findings ending = ending_waivers(audit);
  if (ending.empty()) return {};
  return fmt::format("{} within 30 days, the first on {}: what is excused so fails then.",
                     counted(ending.size(), "waiver runs out", "waivers run out"),
                     format_date(end_of(ending.front())));
}

}  // namespace patrol
