#include "auditor/azdo/endpoint.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace patrol::azdo {
namespace {

constexpr std::string_view core = "dev.azure.com";
constexpr std::string_view identity_host = "vssps.dev.azure.com";
constexpr std::string_view entitlement_host = "vsaex.dev.azure.com";
constexpr std::string_view graph_host = "graph.microsoft.com";
constexpr std::string_view graph_permission =
    "the Microsoft Graph permissions GroupMember.Read.All and User.ReadBasic.All (for service principals "
    "Application.Read.All)";
constexpr std::string_view administrators = "membership in Project Collection Administrators";

// Hosts: API.md 1.1; versions: 1.2; scopes: section 3. Namespaces and access control lists declare no scope
// there; `vso.security_manage` is what they take in practice (3.5, 6).
constexpr std::array table{
    Endpoint{EndpointId::connection, "connection", core, "7.1-preview.1", "", "",
             "who the credential belongs to"},
    Endpoint{EndpointId::projects, "projects", core, "7.1", "Project and Team: Read (vso.project)",
             administrators, "the projects of the organization"},
    Endpoint{EndpointId::namespaces, "namespaces", core, "7.1", "Security: Manage (vso.security_manage)", "",
             "the security namespaces"},
    Endpoint{EndpointId::access_control, "access_control", core, "7.1",
             "Security: Manage (vso.security_manage)", administrators, "access control lists"},
    Endpoint{EndpointId::group_names, "group_names", identity_host, "7.1-preview.1",
             "Graph: Read (vso.graph)", "", "the groups of the organization"},
    Endpoint{EndpointId::users, "users", identity_host, "7.1-preview.1", "Graph: Read (vso.graph)", "",
             "the users of the organization"},
    Endpoint{EndpointId::service_principals, "service_principals", identity_host, "7.1-preview.1",
             "Graph: Read (vso.graph)", "", "the service principals of the organization"},
    Endpoint{EndpointId::subject_lookup, "subject_lookup", identity_host, "7.1-preview.1",
             "Graph: Read (vso.graph)", "", "names of groups"},
    Endpoint{EndpointId::memberships, "memberships", identity_host, "7.1-preview.1",
             "Graph: Read (vso.graph)", "", "the groups that an account is directly in"},
    Endpoint{EndpointId::identities, "identities", identity_host, "7.1", "Identity: Read (vso.identity)", "",
             "accounts and groups with their memberships"},
    Endpoint{EndpointId::tokens, "tokens", identity_host, "7.1",
             "Token Administration: Read & manage (vso.tokenadministration)", administrators,
             "the personal access tokens of an account"},
    Endpoint{EndpointId::user_entitlement, "user_entitlement", entitlement_host, "7.1",
             "Member Entitlement Management: Read (vso.memberentitlementmanagement)", administrators,
             "the access level of a user"},
    Endpoint{EndpointId::service_principal_entitlement, "service_principal_entitlement", entitlement_host,
             "7.1-preview.1", "Member Entitlement Management: Read (vso.memberentitlementmanagement)",
             administrators, "the access level of a service principal"},
    Endpoint{EndpointId::entra_memberships, "entra_memberships", graph_host, "", "GroupMember.Read.All",
             graph_permission, "which Entra groups an account is in", "v1.0"},
    Endpoint{EndpointId::entra_groups, "entra_groups", graph_host, "", "GroupMember.Read.All",
             graph_permission, "whether the members of Entra groups are hidden", "v1.0"},
    Endpoint{EndpointId::repositories, "repositories", core, "7.1", "Code: Read (vso.code)", administrators,
             "the repositories of the organization"},
    Endpoint{EndpointId::pipelines, "pipelines", core, "7.1", "Build: Read (vso.build)", administrators,
             "the pipelines of a project"},
    Endpoint{EndpointId::root_nodes, "root_nodes", core, "7.1", "Work Items: Read (vso.work)", administrators,
             "the root area and iteration of a project"},
    Endpoint{EndpointId::role_assignments, "role_assignments", core, "7.1-preview.1",
             "Security: Manage (vso.security_manage)", administrators, "who has which role on a thing"},
    Endpoint{EndpointId::service_connections, "service_connections", core, "7.1",
             "Service Connections: Read (vso.serviceendpoint)", administrators,
             "the service connections of a project"},
    Endpoint{EndpointId::variable_groups, "variable_groups", core, "7.1",
             "Variable Groups: Read (vso.variablegroups_read)", administrators,
             "the variable groups of a project"},
    Endpoint{EndpointId::environments, "environments", core, "7.1",
             "Environment: Read & manage (vso.environment_manage)", administrators,
             "the environments of a project"},
    Endpoint{EndpointId::agent_queues, "agent_queues", core, "7.1", "Agent Pools: Read (vso.agentpools)",
             administrators, "the agent queues of a project"},
    Endpoint{EndpointId::agent_pools, "agent_pools", core, "7.1", "Agent Pools: Read (vso.agentpools)",
             administrators, "the agent pools of the organization"},
    Endpoint{EndpointId::subscriptions, "subscriptions", core, "7.1", "Code: Read (vso.code)", administrators,
             "the service hooks of the organization"}};

}  // namespace

std::span<const Endpoint> endpoints() {
  return table;
}

const Endpoint& endpoint(EndpointId id) {
  const auto* const found = std::ranges::find(table, id, &Endpoint::id);
  assert(found != table.end());
  return *found;
}

std::string grant_scope(const Endpoint& endpoint) {
  if (endpoint.scope.empty())
    return "make a new token for the auditor: one with any scope should be told whose it is";
  return "give the auditor's token the scope " + std::string(endpoint.scope);
}

std::string grant_permission(const Endpoint& endpoint) {
  const std::string_view permission =
      endpoint.permission.empty() ? "membership of the organization" : endpoint.permission;
  return "give the auditor's account " + std::string(permission);
}

}  // namespace patrol::azdo
