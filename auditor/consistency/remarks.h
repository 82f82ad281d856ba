#pragma once

#include "auditor/model/integration.h"
#include "auditor/model/policy.h"

#include <string>
#include <vector>

namespace patrol {

/// What an integration says of itself, its policy given, that can hardly be meant and is no mistake: one
/// sentence each, no full stop.
std::vector<std::string> remarks_on(const Integration& integration, const Policy& policy);

}  // namespace patrol
