#pragma once

#include "auditor/model/preflight.h"

#include <cstddef>
#include <ostream>

namespace patrol {

struct PreflightOptions {
  std::size_t width = 80;  ///< columns; 0: lines are never broken
  bool colour = false;
};

/// For the person who sets an audit up: per organization which rules the credential can decide, which it can
/// not and what to grant, and whether it holds more than it needs.
void render_preflight(const Preflight& preflight, const PreflightOptions& options, std::ostream& out);

}  // namespace patrol
