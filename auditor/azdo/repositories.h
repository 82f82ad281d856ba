#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/snapshot.h"

namespace patrol::azdo {

/// The Git repositories of all projects that the credential's owner sees: one request (API.md 3.12). Those of
/// wikis are hidden, and told only where every one is asked for.
Fetched<Listing<Repository>> fetch_repositories(Client& client, bool every);

Parsed<Repository> parse_repository(const Json& entry);

}  // namespace patrol::azdo
