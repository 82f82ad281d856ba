#pragma once

#include "auditor/evaluate/subjects.h"
#include "auditor/facts/facts.h"
#include "auditor/facts/token_chain.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace patrol {

/// Whether it is not known what the rule would be asked for.
bool is_open(const Subject& subject);

/// Where rules are asked: what they are asked for, and the security tokens of that; worked out once for all
/// rules of an integration that are for each of one kind.
class RulePlaces {
 public:
  struct Places {
    std::vector<Subject> subjects;
    std::set<std::string, std::less<>> projects{};  ///< ids of those that they are, or are in
    /// There may be more of them in projects of these names, which may be patterns; in any, where it is
    /// empty.
    std::set<std::string> open{};

    /// In the subject's project; anywhere, where the subject is the organization.
    bool may_be_more_in(const Subject& here) const;
  };

  /// It outlives them.
  explicit RulePlaces(const Catalogue& catalogue) : catalogue_(catalogue) {}

  const Places& of(const Integration& integration, Rule::ForEach for_each, const Facts& facts);

  /// The tokens of a permission where such rules ask for it: in the subject's project, in all of them where
  /// the subject is the organization.
  const TokenSet& tokens_of(const Permission& permission, const Integration& integration,
                            Rule::ForEach for_each, const Subject& here, const Facts& facts);

 private:
  const Catalogue& catalogue_;
  std::map<std::pair<const Integration*, Rule::ForEach>, Places> places_;
  /// Of whose rules, for each of what, of which namespace and level, and whether each project by itself.
  using TokenKey = std::tuple<const Integration*, Rule::ForEach, std::string, Permission::Level, bool>;
  std::map<TokenKey, std::map<std::string, TokenSet>> tokens_;  ///< by project id; empty: all of them
};

}  // namespace patrol
