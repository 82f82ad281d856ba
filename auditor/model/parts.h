#pragma once

#include "auditor/model/policy.h"

#include <algorithm>
#include <variant>
#include <vector>

namespace patrol {

// A requirement may be a join of others, and these again; its parts are those that are none.

/// Whether `is_wanted` holds of a part.
template <class Predicate>
bool any_part(const Requirement& requirement, const Predicate& is_wanted) {
  const auto in_any = [&](const std::vector<Requirement>& branches) {
    return std::ranges::any_of(branches,
                               [&](const Requirement& branch) { return any_part(branch, is_wanted); });
  };
  if (const auto* all = std::get_if<AllOf>(&requirement.kind)) return in_any(all->branches);
  if (const auto* any = std::get_if<AnyOf>(&requirement.kind)) return in_any(any->branches);
  return is_wanted(requirement);
}

/// Calls `visit` with each part, in their order.
template <class Visit>
void each_part(const Requirement& requirement, const Visit& visit) {
  any_part(requirement, [&](const Requirement& part) {
    visit(part);
    return false;
  });
}

}  // namespace patrol
