#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/snapshot.h"

#include <span>
#include <string>
#include <vector>

namespace patrol::azdo {

/// All groups of the organization and its projects, and the Entra groups that it knows.
Fetched<Listing<GroupName>> fetch_group_names(Client& client);

/// Names of these groups, in the order asked; what the service does not find is a gap.
Fetched<std::vector<Evidence<GroupName>>> fetch_named_groups(
    Client& client, std::span<const std::string> subject_descriptors);

/// The groups that a subject is directly in, as subject descriptors.
Fetched<Listing<std::string>> fetch_memberships(Client& client, const std::string& subject_descriptor);

/// Everybody but service principals, which stand in no list of users.
Fetched<Listing<Principal>> fetch_users(Client& client);
Fetched<Listing<Principal>> fetch_service_principals(Client& client);

Parsed<GroupName> parse_group_name(const Json& entry);
Parsed<Principal> parse_principal(const Json& entry);
/// The group of one membership; a membership of another subject is a foreign shape.
Parsed<std::string> parse_container_of(const Json& entry, const std::string& subject);

}  // namespace patrol::azdo
