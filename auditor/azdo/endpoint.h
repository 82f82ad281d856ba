#pragma once

#include <span>
#include <string>
#include <string_view>

namespace patrol::azdo {

/// Every call that patrol makes: one row each in endpoint.cpp.
enum class EndpointId {
  connection,
  projects,
  namespaces,
  access_control,
  group_names,
  users,
  service_principals,
  subject_lookup,
  memberships,
  identities,
  tokens,
  user_entitlement,
  service_principal_entitlement,
  entra_memberships,
  entra_groups,
  repositories,
  pipelines,
  root_nodes,
  role_assignments,
  service_connections,
  variable_groups,
  environments,
  agent_queues,
  agent_pools,
  subscriptions
};

/// What is worth knowing about an endpoint before it is called and after it refused.
struct Endpoint {
  EndpointId id;
  std::string_view name;         ///< `identities`
  std::string_view host;         ///< API.md 1.1
  std::string_view api_version;  ///< API.md 1.2
  std::string_view scope;        ///< words and id: `Identity: Read (vso.identity)`; empty: any will do
  std::string_view permission;   ///< what the credential's owner must be or have; empty: any member
  std::string_view reads;        ///< what a person would say it reads
  /// What the path begins with; empty: the organization's name. Such a service is not Azure DevOps, and has a
  /// credential of its own.
  std::string_view root{};
};

std::span<const Endpoint> endpoints();
const Endpoint& endpoint(EndpointId id);

/// What to grant where the service refused the credential (`Gap::grant`).
std::string grant_scope(const Endpoint& endpoint);
/// What to grant where the service refused the credential's owner.
std::string grant_permission(const Endpoint& endpoint);

}  // namespace patrol::azdo
