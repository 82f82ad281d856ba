#pragma once

#include "auditor/model/policy.h"

#include <string>

namespace patrol::cli {

/// When a rule concerns an integration: `with webhooks`, `without webhooks, for each project`. Empty: always,
/// once.
std::string condition_of(const Rule& rule);

}  // namespace patrol::cli
