#pragma once

#include "auditor/checks/check.h"

#include <string>
#include <vector>

namespace patrol {

/// Scopes that are required of a token; sorted, unique.
struct RequiredScopes {
  std::vector<std::string> ids;
  std::vector<std::string>
      possible;  ///< these, and those of integrations of which it is not known that they use it
  std::vector<std::string> open;  ///< the names of such integrations
};

/// What `required` stands for of one token: the scopes that the integration's own rules require, and those of
/// other integrations of the account, also in other organizations, that may be using the same token. A token
/// that is not listed is told from others by the words of the integration files alone.
RequiredScopes required_of(const Token& token, const Question& question);

/// The like of all tokens that the integration may be using.
RequiredScopes required_of_all(const Question& question);

}  // namespace patrol
