#pragma once

#include "auditor/model/catalogue.h"
#include "auditor/model/policy.h"

#include <string>
#include <vector>

namespace patrol {

/// A group that a rule names nearly, and not quite, as a built-in one: it may be another one, and may be a
/// slip.
struct Slip {
  const Rule* rule = nullptr;
  std::string text;  ///< one sentence, no full stop
};

/// In the order of the rules.
std::vector<Slip> slips_in(const Policy& policy, const Catalogue& catalogue);

}  // namespace patrol
