#pragma once

#include "auditor/azdo/members.h"

#include <string>
#include <string_view>

namespace patrol::azdo {

/// A property of an identity: `{"properties": {"Mail": {"$type": "System.String", "$value": "…"}}}`
/// (API.md 3.4); empty where the identity or the answer has none.
std::string property(Members& identity, std::string_view name);

}  // namespace patrol::azdo
