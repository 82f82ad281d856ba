#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/snapshot.h"

namespace patrol::azdo {

/// The projects that the credential's owner sees (API.md 3.2).
Fetched<Listing<Project>> fetch_projects(Client& client);

Parsed<Project> parse_project(const Json& entry);

}  // namespace patrol::azdo
