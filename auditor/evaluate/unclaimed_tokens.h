#pragma once

#include "auditor/facts/facts.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/holdings.h"
#include "auditor/model/integration.h"

#include <set>
#include <string>
#include <vector>

namespace patrol {

/// How bad a scope is that is held without need, by what it allows.
Severity severity_of_scope(const Catalogue& catalogue, const std::string& scope);

/// One clause: `to read what the account may read`.
std::string what_scope_allows(const Catalogue& catalogue, const std::string& scope);

/// Tokens of an account that none of the loaded integrations which sign in with it uses.
struct UnclaimedTokens {
  std::vector<Excess> excess;
  std::vector<std::string> unknown;  ///< tokens of which it is not known whose they are
};

/// Those that are not over. A token without a name may be that of an integration which names its own; what
/// one for other organizations alone does here is not known. Of the excess `organization`, `account` and
/// `integrations` are left open; `reads` are places in the organization's own list.
UnclaimedTokens unclaimed_tokens(const Facts& facts, const Identity& account,
                                 const std::vector<const Integration*>& integrations,
                                 const std::set<const Token*>& claimed, const Catalogue& catalogue, Time now);

}  // namespace patrol
