#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/snapshot.h"

namespace patrol::azdo {

/// Who the credential belongs to, and the organization's id (API.md 3.1).
Fetched<Evidence<Connection>> fetch_connection(Client& client);

Parsed<Connection> parse_connection(const Json& answer);

}  // namespace patrol::azdo
