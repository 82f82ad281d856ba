#pragma once

#include "auditor/model/policy.h"

namespace patrol {

/// Whether what the rule names has to be there.
constexpr bool is_floor(Rule::Mode mode) {
  return mode == Rule::Mode::require || mode == Rule::Mode::exactly;
}

/// Whether nothing may be there beyond what the rule names.
constexpr bool is_ceiling(Rule::Mode mode) {
  return mode == Rule::Mode::at_most || mode == Rule::Mode::exactly;
}

}  // namespace patrol
