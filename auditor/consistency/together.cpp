#include "auditor/consistency/together.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// With this variant, every feature that no rule excludes being switched on.
bool can_be_asked_with(const Policy& policy, std::span<const Rule* const> rules, std::string_view variant) {
  const auto is_excluded = [&](std::string_view word) {
    return std::ranges::any_of(rules, [&](const Rule* rule) { return contains(rule->unless, word); });
  };
  if (is_excluded(variant)) return false;
  const auto may_be_on = [&](const std::string& word) {
    return word == variant || (contains(policy.features, word) && !is_excluded(word));
  };
  return std::ranges::all_of(rules, [&](const Rule* rule) {
    return rule->when.empty() || std::ranges::any_of(rule->when, may_be_on);
  });
}

}  // namespace

bool can_be_asked_together(const Policy& policy, std::span<const Rule* const> rules) {
  if (policy.variants.empty()) return can_be_asked_with(policy, rules, "");
  return std::ranges::any_of(
      policy.variants, [&](const std::string& variant) { return can_be_asked_with(policy, rules, variant); });
}

}  // namespace patrol
