#pragma once

#include "auditor/model/audit.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace patrol {

/// A requirement inside a rule: decided on its own, or a join of those that follow it one level deeper.
struct RulePart {
  std::size_t depth = 0;            ///< 0: directly in the rule
  std::string join{};               ///< `all of these`, `any of these`; empty where it is decided itself
  std::optional<std::size_t> rule;  ///< place in Audit::rules of the rule that asks it alone

  friend bool operator==(const RulePart&, const RulePart&) = default;
};

/// Why one rule came out as it did for one integration. The audit holds the rule first (Audit::rules), then
/// those that ask its parts alone, each with its findings.
struct Explanation {
  Audit audit;
  std::vector<RulePart> parts;           ///< empty where the rule asks one thing
  std::string mode;                      ///< `require`, `at_most`, `exactly`, `forbid`
  std::string condition;                 ///< `with webhooks, for each project`; empty: every integration
  std::vector<std::string> switched_on;  ///< features and the variant of the integration

  friend bool operator==(const Explanation&, const Explanation&) = default;
};

}  // namespace patrol
