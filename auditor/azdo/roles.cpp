#include "auditor/azdo/roles.h"

#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace patrol::azdo {
namespace {

/// Where the things of a kind are listed (Microsoft's OpenAPI files 7.1, distributedTask and
/// serviceEndpoint).
struct Shelf {
  std::string_view kind;
  EndpointId endpoint;
  std::string_view area;
  std::string_view list;
};
constexpr std::array shelves{
    Shelf{"service_connection", EndpointId::service_connections, "serviceendpoint", "endpoints"},
    Shelf{"variable_group", EndpointId::variable_groups, "distributedtask", "variablegroups"},
    Shelf{"environment", EndpointId::environments, "distributedtask", "environments"},
    Shelf{"agent_queue", EndpointId::agent_queues, "distributedtask", "queues"},
    Shelf{"agent_pool", EndpointId::agent_pools, "distributedtask", "pools"}};

}  // namespace

std::optional<EndpointId> resource_endpoint(std::string_view kind) {
  const auto* const shelf = std::ranges::find(shelves, kind, &Shelf::kind);
  return shelf == shelves.end() ? std::nullopt : std::optional{shelf->endpoint};
}

Parsed<Resource> parse_resource(const Json& entry) {
  Members members(entry);
  Resource resource;
  // Service connections have guids, all others numbers.
  const Json* const id = members.find("id");
  if (id != nullptr && id->is_number_integer()) {
    resource.id = std::to_string(members.number("id"));
  } else {
    resource.id = members.guid("id");
  }
  resource.name = members.free_name("name", resource.id);
  return std::move(members).result(std::move(resource));
}

Parsed<RoleAssignment> parse_role_assignment(const Json& entry) {
  Members members(entry);
  Members identity(members.object("identity"), "identity");
  Members role(members.object("role"), "role");
  RoleAssignment assignment{.identity_id = identity.guid("id"),
                            .display_name = identity.free_text_or_empty("displayName"),
                            .role = role.text("name"),
                            .inherited = members.text_or_empty("access") == "inherited"};
  members.fail_with(identity);
  members.fail_with(role);
  return std::move(members).result(std::move(assignment));
}

Fetched<Listing<Resource>> fetch_resources(Client& client, const std::string& kind,
                                           const std::string& project_id) {
  Fetched<Listing<Resource>> fetched;
  const auto* const shelf = std::ranges::find(shelves, kind, &Shelf::kind);
  if (shelf == shelves.end()) {
    fetched.known.rest = Gap{Gap::Kind::not_decidable, "all of the kind " + kind,
                             "this version of patrol does not know where they are listed", "update patrol"};
    return fetched;
  }
  std::vector<std::string> path;
  if (!project_id.empty()) path.push_back(project_id);
  for (const std::string_view segment : {std::string_view("_apis"), shelf->area, shelf->list}) {
    path.emplace_back(segment);
  }
  fetched.known = read_list(client,
                            {.endpoint = shelf->endpoint,
                             .what = std::string(endpoint(shelf->endpoint).reads),
                             .path = std::move(path)},
                            fetched.reads, parse_resource);
  return fetched;
}

Fetched<Listing<RoleAssignment>> fetch_role_assignments(Client& client, const std::string& scope,
                                                        const std::string& resource_id) {
  Fetched<Listing<RoleAssignment>> fetched;
  fetched.known = read_list(
      client,
      {.endpoint = EndpointId::role_assignments,
       .what = "who has which role (" + scope + ", " + resource_id + ")",
       .path = {"_apis", "securityroles", "scopes", scope, "roleassignments", "resources", resource_id}},
      fetched.reads, parse_role_assignment);
  return fetched;
}

}  // namespace patrol::azdo
