#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/snapshot.h"

#include <string>

namespace patrol::azdo {

/// The build pipelines of a project, which the service calls definitions (API.md 3.12).
Fetched<Listing<Pipeline>> fetch_pipelines(Client& client, const std::string& project_id);

Parsed<Pipeline> parse_pipeline(const Json& entry);

}  // namespace patrol::azdo
