#pragma once

#include "auditor/checks/check.h"

namespace patrol {

/// Whether one living token, and no second, may be the one that the integration uses.
Outcome decide_unique_token(const Question& question);

}  // namespace patrol
