#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/endpoint.h"
#include "auditor/azdo/json.h"
#include "auditor/model/snapshot.h"

#include <optional>
#include <string>
#include <string_view>

namespace patrol::azdo {

/// The things of one kind that have roles: `service_connection`, `variable_group`, `environment` and
/// `agent_queue` of a project, `agent_pool` of the organization (then `project_id` is empty). Names and ids
/// are taken, nothing else: the rest of such an answer may be confidential.
Fetched<Listing<Resource>> fetch_resources(Client& client, const std::string& kind,
                                           const std::string& project_id);

/// Where the things of a kind are listed; nothing where that is not known.
std::optional<EndpointId> resource_endpoint(std::string_view kind);

/// Who has which role on a thing; what a group has its members have (API.md 3.6).
Fetched<Listing<RoleAssignment>> fetch_role_assignments(Client& client, const std::string& scope,
                                                        const std::string& resource_id);

Parsed<Resource> parse_resource(const Json& entry);
Parsed<RoleAssignment> parse_role_assignment(const Json& entry);

}  // namespace patrol::azdo
