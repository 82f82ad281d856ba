#pragma once

#include "auditor/checks/check.h"

#include <string>
#include <vector>

namespace patrol {

/// The page on which a person changes the permission on the list of the token, which is one of the chain.
std::string permission_page(const Permission& permission, const Question& question,
                            const std::vector<std::string>& chain, const std::string& token);

/// The security tokens from the one that the permission is asked at up to the root of its namespace; where
/// one of them can not be made, none, and the support says why.
std::vector<std::string> permission_chain(const Permission& permission, const Question& question,
                                          Support& support);

}  // namespace patrol
