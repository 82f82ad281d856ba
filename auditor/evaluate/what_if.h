#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/waiver.h"
#include "auditor/model/what_if.h"

#include <span>

namespace patrol {

/// One side of a comparison: an audit, and the waivers that it was made with.
struct WhatIfSide {
  const Audit& audit;
  std::span<const WrittenWaiver> waivers;
};

/// What differs between two audits of the same facts at the same time.
WhatIf what_if(const WhatIfSide& before, const WhatIfSide& after);

}  // namespace patrol
