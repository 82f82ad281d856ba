#pragma once

#include "auditor/checks/check.h"

#include <string>
#include <vector>

namespace patrol {

/// What `required` stands for of one token: the scopes that the integration's own rules require, and those of
/// other integrations of the account that may be using the same token; sorted, unique. A token that is not
/// listed is told from others by the words of the integration files alone.
std::vector<std::string> required_of(const Token& token, const Question& question);

/// The like of all tokens that the integration may be using.
std::vector<std::string> required_of_all(const Question& question);

}  // namespace patrol
