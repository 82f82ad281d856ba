#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/snapshot.h"

#include <span>
#include <string>
#include <vector>

namespace patrol::azdo {

/// A service principal as graph lists it: the way from its ids to its descriptor (API.md 3.3).
struct ServicePrincipal {
  std::string descriptor;      ///< subject descriptor
  std::string application_id;  ///< lower-case guid, like the next
  std::string object_id;
  std::string meta_type;  ///< `application`, `managedIdentity`; may be empty

  friend bool operator==(const ServicePrincipal&, const ServicePrincipal&) = default;
};

/// All groups of the organization and its projects, and the Entra groups that it knows.
Fetched<Listing<GroupName>> fetch_group_names(Client& client);

/// Names of these groups, in the order asked; what the service does not find is a gap.
Fetched<std::vector<Evidence<GroupName>>> fetch_named_groups(
    Client& client, std::span<const std::string> subject_descriptors);

/// The groups that a subject is directly in, as subject descriptors.
Fetched<Listing<std::string>> fetch_memberships(Client& client, const std::string& subject_descriptor);

Fetched<Listing<ServicePrincipal>> fetch_service_principals(Client& client);

Parsed<GroupName> parse_group_name(const Json& entry);
Parsed<ServicePrincipal> parse_service_principal(const Json& entry);
/// The group of one membership; a membership of another subject is a foreign shape.
Parsed<std::string> parse_container_of(const Json& entry, const std::string& subject);

}  // namespace patrol::azdo
