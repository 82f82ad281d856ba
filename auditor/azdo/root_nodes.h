#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/evidence.h"

#include <string>

namespace patrol::azdo {

/// The id by which security tokens name a project's root area or root iteration (API.md 3.11a); `kind` is
/// `area` or `iteration`.
Fetched<Evidence<std::string>> fetch_root_node(Client& client, const std::string& project_id,
                                               const std::string& kind);

/// A lower-case guid.
Parsed<std::string> parse_root_node(const Json& answer);

}  // namespace patrol::azdo
