#include "auditor/cli/needed_rights.h"

#include "auditor/azdo/endpoint.h"
#include "auditor/azdo/roles.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace patrol::cli {
namespace {

using azdo::EndpointId;

/// The endpoints behind the kinds of facts that the organization holds.
std::vector<EndpointId> asked_endpoints(const Organization& organization) {
  std::vector<EndpointId> ids;
  const auto add = [&](bool is_asked, EndpointId id) {
    if (is_asked) ids.push_back(id);
  };
  add(organization.projects.has_value(), EndpointId::projects);
  add(organization.namespaces.has_value(), EndpointId::namespaces);
  add(organization.group_names.has_value(), EndpointId::group_names);
  add(!organization.accounts.empty() || !organization.groups.empty() || !organization.identities.empty(),
      EndpointId::identities);
  add(!organization.memberships.empty(), EndpointId::memberships);
  add(!organization.tokens.empty(), EndpointId::tokens);
  add(!organization.entitlements.empty(), EndpointId::user_entitlement);
  add(!organization.access_control.empty() || !organization.lists_below.empty(), EndpointId::access_control);
  add(organization.repositories.has_value() || organization.every_repository.has_value(),
      EndpointId::repositories);
  add(!organization.pipelines.empty(), EndpointId::pipelines);
  add(!organization.root_nodes.empty(), EndpointId::root_nodes);
  add(!organization.role_assignments.empty(), EndpointId::role_assignments);
  add(organization.subscriptions.has_value(), EndpointId::subscriptions);
  add(organization.users.has_value(), EndpointId::users);
  add(organization.service_principals.has_value(), EndpointId::service_principals);
  for (const auto& [name, things] : organization.resources) {
    const auto id = azdo::resource_endpoint(std::string_view(name).substr(0, name.find(':')));
    if (id) ids.push_back(*id);
  }
  const bool names_principal = std::ranges::any_of(
      organization.accounts, [](const auto& entry) { return entry.first.starts_with("service_principal:"); });
  add(names_principal, EndpointId::service_principals);
  return ids;
}

/// Whether it was asked if the auditor is an administrator: nobody else is shown all of what was looked for.
bool matters_whether_administrator(const Organization& organization) {
  if (!organization.connection || !organization.connection->known) return false;
  const std::string& auditor = organization.connection->known.value().identity_descriptor;
  return organization.accounts.contains(account_key({AccountSelector::Kind::descriptor, auditor}));
}

/// `vso.code` of `Code: Read (vso.code)`
std::string id_in(std::string_view scope) {
  const std::size_t begin = scope.find('(');
  const std::size_t end = scope.rfind(')');
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return "";
  return std::string(scope.substr(begin + 1, end - begin - 1));
}

}  // namespace

NeededRights needed_rights(const Organization& organization) {
  NeededRights rights{.scopes = {}, .administrator = matters_whether_administrator(organization)};
  std::set<std::string> scopes;
  for (const EndpointId id : asked_endpoints(organization)) {
    const azdo::Endpoint& endpoint = azdo::endpoint(id);
    if (std::string scope = id_in(endpoint.scope); !scope.empty()) scopes.insert(std::move(scope));
    rights.administrator |=
        endpoint.permission.find("Project Collection Administrators") != std::string::npos;
  }
  rights.scopes.assign(scopes.begin(), scopes.end());
  return rights;
}

}  // namespace patrol::cli
