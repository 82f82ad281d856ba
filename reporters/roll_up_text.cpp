#include "reporters/roll_up_text.h"

#include "reporters/headline.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace patrol {
namespace {

/// From what is worst to what is best.
constexpr std::array by_weight{Standing::fail,        Standing::inconclusive, Standing::nothing_counts,
                               Standing::nothing_new, Standing::nothing,      Standing::pass};

std::size_t rank_of(Standing standing) {
  return static_cast<std::size_t>(std::ranges::find(by_weight, standing) - by_weight.begin());
}

/// Whether the first has more severe failures than the other, or more of them.
bool fails_worse(const Tally& a, const Tally& b) {
  return std::ranges::lexicographical_compare(b.failures.rbegin(), b.failures.rend(), a.failures.rbegin(),
                                              a.failures.rend());
}

}  // namespace

std::vector<std::size_t> worst_first(const RollUp& rolled) {
  std::vector<std::size_t> places(rolled.organizations.size());
  std::iota(places.begin(), places.end(), 0);
  std::ranges::stable_sort(places, [&](std::size_t left, std::size_t right) {
    const OrganizationResult& a = rolled.organizations[left];
    const OrganizationResult& b = rolled.organizations[right];
    if (a.standing != b.standing) return rank_of(a.standing) < rank_of(b.standing);
    if (a.standing == Standing::fail) return fails_worse(a.tally, b.tally);
    return a.extent > b.extent;
  });
  return places;
}

std::string organizations_text(const RollUp& rolled) {
  std::string text = counted(rolled.organizations.size(), "organization", "organizations");
  std::string_view separator = ": ";
  for (const Standing standing : by_weight) {
    const auto count = std::ranges::count(rolled.organizations, standing, &OrganizationResult::standing);
    if (count == 0) continue;
    text += fmt::format("{}{} {}", separator, count, to_word(standing));
    separator = ", ";
  }
  return text;
}

std::string failures_text(const Tally& tally) {
  std::string text;
  for (auto severity = severities.rbegin(); severity != severities.rend(); ++severity) {
    const std::size_t count = tally.failures[static_cast<std::size_t>(*severity)];
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, to_word(*severity));
  }
  return text;
}

std::string unread_text(const OrganizationResult& organization) {
  if (!organization.gap) return {};
  return organization.gap->what + ": " + organization.gap->reason;
}

std::string name_of(const Audit& audit, const SideBySide& row) {
  const auto policy = std::ranges::find(audit.policies, row.policy, &AuditedPolicy::id);
  const bool has_title = policy != audit.policies.end() && !policy->title.empty();
  std::string name = has_title ? policy->title : row.policy;
  return row.name.empty() ? name : name + ": " + row.name;
}

WorstStanding worst_of(const RollUp& rolled, std::span<const std::uint32_t> integrations) {
  WorstStanding worst;
  for (const std::uint32_t integration : integrations) {
    const Standing standing = rolled.integrations[integration];
    const bool is_worse = worst.count > 0 && rank_of(standing) < rank_of(worst.standing);
    if (worst.count == 0 || is_worse) worst = {.standing = standing, .first = integration};
    if (standing == worst.standing) ++worst.count;
  }
  return worst;
}

}  // namespace patrol
