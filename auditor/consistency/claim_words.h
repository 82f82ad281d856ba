#pragma once

#include "auditor/consistency/claims.h"
#include "auditor/model/catalogue.h"

#include <string>

namespace patrol {

/// What a rule says by a claim, for a message: `requires the scope Code: Read (vso.code)`,
/// `forbids the role admin of the organization`.
std::string words_of(const Made& made, const Catalogue& catalogue);

}  // namespace patrol
