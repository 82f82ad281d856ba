#pragma once

#include "auditor/model/explanation.h"
#include "auditor/model/policy.h"

#include <cstddef>
#include <vector>

namespace patrol {

/// A policy that asks one rule and, as rules of their own, each of the rule's parts.
struct TakenApart {
  Policy policy;                ///< the rule first, then its parts in the order of `parts`
  std::vector<RulePart> parts;  ///< empty where the rule asks one thing
};

/// Takes a rule of the policy apart, so that evaluate() decides every part as it decides a rule: there is no
/// second way to a verdict. `rule` is a place in Policy::rules. The rules that say which scopes are required
/// stay where `at_most: required` needs them; all others are left out, so that a collection
/// reads for this one rule alone.
TakenApart take_apart(const Policy& policy, std::size_t rule);

}  // namespace patrol
