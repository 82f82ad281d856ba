#include "auditor/model/text.h"
#include "examples/emulator/access.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"
#include "examples/emulator/paging.h"

#include <fmt/format.h>

#include <array>

/// Who am I, and projects (API.md 3.1 and 3.2).
namespace patrol::emulator {
namespace {

Json signed_in_user(const Subject& subject) {
  return {{"id", subject.storage_key},
          {"descriptor", subject.identity_descriptor},
          {"subjectDescriptor", subject.descriptor},
          {"providerDisplayName", subject.name},
          {"isActive", true},
          {"properties", {{"Account", typed_string(subject.account)}}}};
}

Response connection_data(const Call& call) {
  const Json user = signed_in_user(call.organization.subject(call.caller.subject));
  return json_answer({{"authenticatedUser", user},
                      {"authorizedUser", user},
                      {"instanceId", call.organization.id},
                      {"deploymentId", "4fd1a4dc-0e5e-4c1f-a1c4-9a1e5a3e0d00"},
                      {"deploymentType", "hosted"},
                      {"locationServiceData",
                       {{"serviceOwner", "00025394-6065-48ca-87d9-7f5672854ef7"},
                        {"defaultAccessMappingMoniker", "HostGuidAccessMapping"},
                        {"lastChangeId", 1},
                        {"lastChangeId64", 1}}}});
}

Json project_reference(const Call& call, const Project& project) {
  Json result{
      {"id", project.id},
      {"name", project.name},
      {"url", fmt::format("https://dev.azure.com/{}/_apis/projects/{}", call.organization.name, project.id)},
      {"state", project.state},
      {"revision", 11},
      {"visibility", project.visibility},
      {"lastUpdateTime", "2026-05-20T23:50:11.243Z"}};
  if (!project.description.empty()) result["description"] = project.description;
  return result;
}

bool may_see(const Call& call, const Project& project) {
  const Namespace& name_space = *find_namespace("Project");
  return project.visibility != "private" ||
         is_allowed(call.organization, name_space,
                    "$PROJECT:vstfs:///Classification/TeamProject/" + project.id, name_space.read,
                    call.caller.subject);
}

/// Only what the caller sees: nothing in the answer tells that there is more (API.md 2.2).
Response list_projects(const Call& call) {
  const std::string wanted = call.request.parameter("statefilter");
  std::vector<const Project*> visible;
  for (const Project& project : call.organization.projects) {
    const bool state = wanted == "all" || project.state == (wanted.empty() ? "wellFormed" : wanted);
    if (state && may_see(call, project)) visible.push_back(&project);
  }
  const Page page = number_page(call.request, visible.size(), std::min<std::size_t>(call.page_size, 100));
  Json values = Json::array();
  for (std::size_t i = page.begin; i < page.end; ++i) values.push_back(project_reference(call, *visible[i]));
  return with_continuation(list_answer(std::move(values)), page);
}

Response get_project(const Call& call) {
  const Project* project = call.organization.find_project(call.capture("project"));
  if (project == nullptr || !may_see(call, *project))
    return error_answer(
        404, "ProjectDoesNotExistWithNameException",
        fmt::format("TF200016: The following project does not exist: {}. Verify that the name of the "
                    "project is correct and that the project exists on the specified server.",
                    call.capture("project")));
  Json result = project_reference(call, *project);
  result["defaultTeam"] = {{"id", project->team_id},
                           {"name", project->name + " Team"},
                           {"url", fmt::format("https://dev.azure.com/{}/_apis/projects/{}/teams/{}",
                                               call.organization.name, project->id, project->team_id)}};
  if (same_name(call.request.parameter("includecapabilities"), "true"))
    result["capabilities"] = {{"versioncontrol", {{"sourceControlType", "Git"}, {"gitEnabled", "True"}}},
                              {"processTemplate", {{"templateName", "Agile"}}}};
  return json_answer(result);
}

/// The team that each project comes with.
Response list_teams(const Call& call) {
  Json values = Json::array();
  for (const Project& project : call.organization.projects) {
    if (!may_see(call, project)) continue;
    values.push_back({{"id", project.team_id},
                      {"name", project.name + " Team"},
                      {"url", fmt::format("https://dev.azure.com/{}/_apis/projects/{}/teams/{}",
                                          call.organization.name, project.id, project.team_id)},
                      {"projectName", project.name},
                      {"projectId", project.id}});
  }
  return list_answer(std::move(values));
}

}  // namespace

std::span<const Endpoint> core_endpoints() {
  static constexpr std::array all{
      Endpoint{"dev.azure.com", "GET", "_apis/connectionData", "", Version::preview_only, connection_data},
      Endpoint{"dev.azure.com", "GET", "_apis/projects", "vso.project vso.profile", Version::released,
               list_projects},
      Endpoint{"dev.azure.com", "GET", "_apis/projects/{project}", "vso.project vso.profile",
               Version::released, get_project},
      Endpoint{"dev.azure.com", "GET", "_apis/teams", "vso.project", Version::preview_only, list_teams},
  };
  return all;
}

}  // namespace patrol::emulator
