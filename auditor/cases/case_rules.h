#pragma once

#include "auditor/model/catalogue.h"
#include "auditor/model/policy.h"
#include "auditor/policy/fields.h"

#include <string>

namespace patrol::cases {

/// The rules that a case is about.
struct CaseRules {
  Policy policy;
  bool is_own = false;  ///< the case brings them, so no policy under test is concerned
  bool is_one = false;  ///< `rule`: a single one
};

/// Reads `policy` (an id), `rule` or `rules` of a case. Rules of a case's own need no id and no title where
/// there is but one, and no list of features: what they mention is declared.
CaseRules take_rules(Fields& fields, const YamlNode& node, const std::string& sentence,
                     const PolicySet& policies, const Catalogue& catalogue, Problems& problems);

}  // namespace patrol::cases
