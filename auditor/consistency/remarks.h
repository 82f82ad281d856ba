#pragma once

#include "auditor/model/integration.h"

#include <string>
#include <vector>

namespace patrol {

/// What an integration says of itself that can hardly be meant and is no mistake: one sentence each, no full
/// stop.
std::vector<std::string> remarks_on(const Integration& integration);

}  // namespace patrol
