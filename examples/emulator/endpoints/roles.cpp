#include "auditor/model/text.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"
#include "examples/emulator/membership.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

/// Things on which roles are assigned, and who has which (API.md 3.6): lists leave out what the caller has no
/// role on, administrators of the organization see all.
namespace patrol::emulator {
namespace {

/// Where the service tells the roles of a kind; `{project}` and `{thing}` stand for ids.
struct Scopes {
  std::string_view kind;
  std::string_view one;
  std::string_view one_id;
  std::string_view all;
  std::string_view all_id;
};
constexpr std::array scopes{
    Scopes{"service_connection", "distributedtask.serviceendpointrole", "{project}_{thing}",
           "distributedtask.project.serviceendpointrole", "{project}"},
    Scopes{"variable_group", "distributedtask.variablegroup", "{project}${thing}", "distributedtask.library",
           "{project}$0"},
    Scopes{"environment", "distributedtask.environmentreferencerole", "{project}_{thing}",
           "distributedtask.globalenvironmentreferencerole", "{project}"},
    Scopes{"agent_queue", "distributedtask.agentqueuerole", "{project}_{thing}",
           "distributedtask.globalagentqueuerole", "{project}"},
    Scopes{"agent_pool", "distributedtask.agentpoolrole", "{thing}", "distributedtask.globalagentpoolrole",
           "0"}};

std::string filled(std::string text, std::string_view brace, const std::string& id) {
  const std::size_t at = text.find(brace);
  return at == std::string::npos ? text : text.replace(at, brace.size(), id);
}

std::string project_id_of(const Organization& organization, const Resource& resource) {
  return resource.project ? organization.projects[*resource.project].id : std::string();
}

/// The scope and id of the page on which the resource's own roles stand.
std::pair<std::string, std::string> page_of(const Organization& organization, const Resource& resource) {
  const auto* const row = std::ranges::find(scopes, resource.kind, &Scopes::kind);
  const std::string project = project_id_of(organization, resource);
  const std::string id(resource.of_all ? row->all_id : row->one_id);
  return {std::string(resource.of_all ? row->all : row->one),
          filled(filled(id, "{project}", project), "{thing}", resource.id)};
}

/// Roles that every resource of the kind inherits.
const Resource* all_of(const Organization& organization, const Resource& resource) {
  const auto found = std::ranges::find_if(organization.resources, [&](const Resource& other) {
    return other.of_all && other.kind == resource.kind && other.project == resource.project;
  });
  return found == organization.resources.end() ? nullptr : &*found;
}

bool has_role(const Call& call, const Resource& resource) {
  return std::ranges::any_of(resource.roles, [&](const RoleAssignment& assignment) {
    return assignment.subject == call.caller.subject ||
           is_in(call.organization, call.caller.subject, assignment.subject);
  });
}

bool may_see(const Call& call, const Resource& resource) {
  if (is_in(call.organization, call.caller.subject, call.organization.administrators)) return true;
  const Resource* all = resource.of_all ? nullptr : all_of(call.organization, resource);
  return has_role(call, resource) || (all != nullptr && has_role(call, *all));
}

Json thing_json(const Organization& organization, const Resource& resource) {
  Json json{{"name", resource.name}};
  if (resource.kind == "service_connection") {
    json["id"] = resource.id;
    json["type"] = "azurerm";
    json["url"] = "https://management.azure.com/";
    json["isReady"] = true;
    json["owner"] = "library";
    return json;
  }
  json["id"] = std::stoi(resource.id);
  if (resource.kind == "variable_group") {
    json["type"] = "Vsts";
    json["variables"] = {{"secret", {{"value", nullptr}, {"isSecret", true}}}};
  }
  if (resource.kind == "environment") json["project"] = {{"id", project_id_of(organization, resource)}};
  if (resource.kind == "agent_queue") json["projectId"] = project_id_of(organization, resource);
  if (resource.kind == "agent_pool") json["poolType"] = "automation";
  return json;
}

Response list_things(const Call& call, std::string_view kind) {
  const Project* project = nullptr;
  if (call.captures.contains("project")) {
    project = call.organization.find_project(call.capture("project"));
    if (project == nullptr)
      return error_answer(
          404, "ProjectDoesNotExistWithNameException",
          fmt::format("TF200016: The following project does not exist: {}.", call.capture("project")));
  }
  Json values = Json::array();
  for (const Resource& resource : call.organization.resources) {
    if (resource.of_all || resource.kind != kind || !may_see(call, resource)) continue;
    if (project != nullptr && project_id_of(call.organization, resource) != project->id) continue;
    values.push_back(thing_json(call.organization, resource));
  }
  return list_answer(std::move(values));
}

Response list_service_connections(const Call& call) {
  return list_things(call, "service_connection");
}
Response list_variable_groups(const Call& call) {
  return list_things(call, "variable_group");
}
Response list_environments(const Call& call) {
  return list_things(call, "environment");
}
Response list_agent_queues(const Call& call) {
  return list_things(call, "agent_queue");
}
Response list_agent_pools(const Call& call) {
  return list_things(call, "agent_pool");
}

/// Bits of the roles as the specification's example has them: an administrator has all that a user has.
int bits_of(std::string_view role) {
  return role == "Administrator" ? 3 : 1;
}

Json assignment_json(const Call& call, const RoleAssignment& assignment, std::string_view scope,
                     bool inherited) {
  const Subject& subject = call.organization.subject(assignment.subject);
  return {{"identity",
           {{"displayName", subject.kind == SubjectKind::group ? subject.principal_name : subject.name},
            {"id", subject.storage_key},
            {"uniqueName", subject.kind == SubjectKind::group ? subject.principal_name : subject.account}}},
          {"role",
           {{"displayName", assignment.role},
            {"name", assignment.role},
            {"allowPermissions", bits_of(assignment.role)},
            {"denyPermissions", 0},
            {"identifier", fmt::format("{}.{}", scope, assignment.role)},
            {"description", ""},
            {"scope", scope}}},
          {"access", inherited ? "inherited" : "assigned"},
          {"accessDisplayName", inherited ? "Inherited" : "Assigned"}};
}

Response list_role_assignments(const Call& call) {
  const std::string& scope = call.capture("scope");
  const auto is_known = [&](const Scopes& row) {
    return same_name(row.one, scope) || same_name(row.all, scope);
  };
  if (std::ranges::none_of(scopes, is_known))
    return error_answer(404, "InvalidSecurityScopeException",
                        fmt::format("The security role scope {} does not exist.", scope));
  const std::pair wanted{fold_case(scope), fold_case(call.capture("resource"))};
  for (const Resource& resource : call.organization.resources) {
    const auto [page_scope, page_id] = page_of(call.organization, resource);
    if (std::pair(fold_case(page_scope), fold_case(page_id)) != wanted) continue;
    if (!may_see(call, resource))
      return forbidden(fmt::format("view role assignments of {}", page_id),
                       call.organization.subject(call.caller.subject).account);
    Json values = Json::array();
    for (const RoleAssignment& assignment : resource.roles)
      values.push_back(assignment_json(call, assignment, page_scope, false));
    const Resource* all = resource.of_all ? nullptr : all_of(call.organization, resource);
    if (all != nullptr)
      for (const RoleAssignment& assignment : all->roles)
        values.push_back(assignment_json(call, assignment, page_scope, true));
    return list_answer(std::move(values));
  }
  return list_answer(Json::array());
}

}  // namespace

std::span<const Endpoint> role_endpoints() {
  constexpr std::string_view host = "dev.azure.com";
  constexpr auto released = Version::released;
  static constexpr std::array all{
      Endpoint{host, "GET", "{project}/_apis/serviceendpoint/endpoints", "vso.serviceendpoint", released,
               list_service_connections},
      Endpoint{host, "GET", "{project}/_apis/distributedtask/variablegroups", "vso.variablegroups_read",
               released, list_variable_groups},
      Endpoint{host, "GET", "{project}/_apis/distributedtask/environments", "vso.environment_manage",
               released, list_environments},
      Endpoint{host, "GET", "{project}/_apis/distributedtask/queues", "vso.agentpools", released,
               list_agent_queues},
      Endpoint{host, "GET", "_apis/distributedtask/pools", "vso.agentpools", released, list_agent_pools},
      // Reading has no declared scope; that of writing opens it, as for access control lists.
      Endpoint{host, "GET", "_apis/securityroles/scopes/{scope}/roleassignments/resources/{resource}",
               "vso.security_manage", Version::preview_only, list_role_assignments},
  };
  return all;
}

}  // namespace patrol::emulator
