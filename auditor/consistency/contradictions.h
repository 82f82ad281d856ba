#pragma once

#include "auditor/consistency/claims.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"

#include <string>
#include <vector>

namespace patrol {

/// Rules that can not all pass, whatever the organization is.
struct Contradiction {
  enum class Weight {
    certain,
    recommended,  ///< one of them is only recommended, so that its failure does not count
    unlikely      ///< they pass together only where groups are in each other in a way hardly meant
  };
  Weight weight = Weight::certain;
  std::vector<AskedRule> rules;  ///< where it is told comes first
  /// One sentence, which names the rules and where the others stand; no full stop.
  std::string text;
};

/// Within one policy, of rules that one installation can have switched on at once; told at the later rule.
std::vector<Contradiction> contradictions_in(const Policy& policy, const Catalogue& catalogue);

/// Those that only the installation brings about, by its parameters, its projects or its account.
std::vector<Contradiction> contradictions_of(const Integration& integration, const Policy& policy,
                                             const Catalogue& catalogue);

/// Between installations that sign in with one account of one organization. Each pair of rules is told once,
/// at the installation that comes last, with those that it concerns. What one of them brings about by itself
/// is left out.
std::vector<Contradiction> contradictions_between(const std::vector<const Integration*>& of_one_account,
                                                  const PolicySet& policies, const Catalogue& catalogue);

/// Installations that name the same account of the same organization, letter case aside: only groups of two
/// and more, in the order of the integrations.
std::vector<std::vector<const Integration*>> sharing_an_account(const std::vector<Integration>& integrations);

}  // namespace patrol
