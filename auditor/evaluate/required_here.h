#pragma once

#include "auditor/checks/check.h"
#include "auditor/evaluate/account_sharers.h"
#include "auditor/evaluate/fewest_groups.h"
#include "auditor/evaluate/needs.h"
#include "auditor/evaluate/rule_places.h"
#include "auditor/evaluate/subjects.h"
#include "auditor/evaluate/token_sharers.h"

#include <vector>

namespace patrol {

/// Whether the requirement says `required` of groups, permissions or the access level somewhere.
bool needs_required_here(const Requirement& requirement);

/// What a ceiling allows that is not told by its own words and place alone. `at_most: required` allows all
/// that the active rules of the loaded integrations which sign in with the same account require, and the
/// groups that what passes rests on. An account shared by several is judged on the union, as the excess is.
class Requirers {
 public:
  /// All outlive it. The integrations are those that are loaded; `asked`: what the rules that were asked so
  /// far tell of them.
  Requirers(const PolicySet& policies, const std::vector<const Integration*>& integrations,
            const Catalogue& catalogue, const Needs& asked, Time now);

  /// For a rule of the integration, asked for the subject; an empty one where the rule is for nothing.
  RequiredHere at(const Integration& integration, const Rule& rule, const Subject& subject,
                  const Facts& facts);

  /// Of a ceiling that names permissions at two levels those of the lower one, on all things of the
  /// integration that it is asked of and that lie in what the upper one bounds; else nothing. They point into
  /// the rule.
  std::vector<AllowedBelow> named_below(const Integration& integration, const Rule& rule,
                                        const Subject& subject, const Facts& facts);

  /// The scopes that the integration's policy requires of the token; where a rule of it says `required` of
  /// scopes, with those that other integrations of the account require, and of other organizations those that
  /// may be using one of its tokens.
  std::vector<ScopeNeed> scopes_for(const Integration& integration, const Policy& policy, const Facts& facts);

 private:
  using Integrations = std::vector<const Integration*>;
  /// Integrations of other organizations that go by an address of the account or may name a token of it.
  Integrations elsewhere(const Integration& integration, const Facts& facts) const;
  /// Whether the rule is asked for this subject too.
  Truth concerns(const Rule& rule, const Integration& integration, const Subject& here, const Facts& facts);
  /// Whether the subject lies in what a permission of the rule is required of.
  bool lies_in(const Place& place, const Rule& rule, const Integration& integration, const Subject& here,
               const Facts& facts);
  /// Adds the permissions that the rule requires further up than the other one asks, of what the subject is
  /// in. Of that it may be asked where it is not asked for the subject, as for another repository.
  void add_above(const Rule& rule, const Integration& integration, const Rule& asking, const Subject& here,
                 const Facts& facts, RequiredHere& required);
  /// Adds the permissions that the rule requires further down than the other one asks, in the subject.
  void add_below(const Rule& rule, const Integration& integration, const Rule& asking, const Subject& here,
                 const Facts& facts, RequiredHere& required);
  /// Asks the rules of an integration of which not all were asked yet.
  const NeededGroups& needs_of(const Integration& integration, const Policy& policy, const Facts& facts);

  const PolicySet& policies_;
  const Catalogue& catalogue_;
  RulePlaces places_;
  AccountSharers account_sharers_;
  TokenSharers token_sharers_;
  const Needs& asked_;
  Needs asked_here_;
  const Integration* settled_for_ = nullptr;
  SettledGroups settled_;  ///< of the account of that integration
  Time now_;
};

}  // namespace patrol
