#pragma once

#include "auditor/checks/check.h"

#include <string>
#include <vector>

namespace patrol {

/// How a permission is asked about: it has to be held, must not be, or is beyond a ceiling, where what
/// everybody has is not held against the account.
enum class Asking { required, forbidden, beyond };

/// Of a permission that is beyond a ceiling at its place: where it is allowed further down.
struct ExemptBelow {
  std::vector<const TokenSet*> tokens;
  std::vector<std::string> open;  ///< rules of which not all the places are known
};

/// Whether the account holds the permission at the place of the question, with all that the answer rests on;
/// holds where it does as `asking` wants it. What must not be held there must not be held further down
/// either, but where it is exempt.
Outcome decide_one_permission(const Permission& permission, const Question& question, Asking asking,
                              const ExemptBelow& exempt = {});

}  // namespace patrol
