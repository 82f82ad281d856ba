#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/snapshot.h"

#include <string>

namespace patrol::azdo {

/// The access level of one account (API.md 3.9); service principals have an endpoint of their own.
Fetched<Evidence<Entitlement>> fetch_entitlement(Client& client, const std::string& identity_id,
                                                 bool service_principal);

Parsed<Entitlement> parse_entitlement(const Json& answer, const std::string& identity_id);

}  // namespace patrol::azdo
