#include "auditor/model/text.h"
#include "examples/emulator/access.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"

#include <fmt/format.h>

#include <array>

/// Small answers that prove a scope (API.md 3.12): repositories, pipelines, work item fields, the root of
/// areas and iterations, and lists of what the organization has none of.
namespace patrol::emulator {
namespace {

Json project_json(const Project& project) {
  return {{"id", project.id},
          {"name", project.name},
          {"state", project.state},
          {"visibility", project.visibility}};
}

/// The project of the path, or every one where the path names none.
std::vector<const Project*> projects_of(const Call& call) {
  std::vector<const Project*> projects;
  if (call.captures.contains("project")) {
    if (const Project* project = call.organization.find_project(call.capture("project")))
      projects.push_back(project);
  } else {
    for (const Project& project : call.organization.projects) projects.push_back(&project);
  }
  return projects;
}

Response list_repositories(const Call& call) {
  const Namespace& git = *find_namespace("Git Repositories");
  const bool with_hidden = same_name(call.request.parameter("includehidden"), "true");
  Json values = Json::array();
  for (const Project* project : projects_of(call))
    for (const Named& repository : project->repositories) {
      if (!with_hidden && project->hidden_repositories.contains(repository.id)) continue;
      const std::string token = fmt::format("repoV2/{}/{}", project->id, repository.id);
      if (!is_allowed(call.organization, git, token, git.read, call.caller.subject)) continue;
      values.push_back({{"id", repository.id},
                        {"name", repository.name},
                        {"url", fmt::format("https://dev.azure.com/{}/{}/_apis/git/repositories/{}",
                                            call.organization.name, project->id, repository.id)},
                        {"project", project_json(*project)},
                        {"defaultBranch", "refs/heads/main"},
                        {"size", 1024},
                        {"remoteUrl", fmt::format("https://dev.azure.com/{}/{}/_git/{}",
                                                  call.organization.name, project->name, repository.name)},
                        {"isDisabled", false},
                        {"isInMaintenance", false}});
    }
  return list_answer(std::move(values));
}

Response list_definitions(const Call& call) {
  const Namespace& build = *find_namespace("Build");
  Json values = Json::array();
  for (const Project* project : projects_of(call))
    for (const Named& pipeline : project->pipelines) {
      if (!is_allowed(call.organization, build, project->id, 1024, call.caller.subject)) continue;
      values.push_back({{"id", std::stoi(pipeline.id)},
                        {"name", pipeline.name},
                        {"path", "\\"},
                        {"type", "build"},
                        {"queueStatus", "enabled"},
                        {"project", project_json(*project)}});
    }
  return list_answer(std::move(values));
}

Response list_fields(const Call&) {
  return list_answer(
      Json::array({{{"name", "Title"}, {"referenceName", "System.Title"}, {"type", "string"}},
                   {{"name", "State"}, {"referenceName", "System.State"}, {"type", "string"}}}));
}

Response list_nothing(const Call&) {
  return list_answer(Json::array());
}

Response classification_node(const Call& call, bool areas) {
  const Project* project = call.organization.find_project(call.capture("project"));
  if (project == nullptr)
    return error_answer(
        404, "ProjectDoesNotExistWithNameException",
        fmt::format("TF200016: The following project does not exist: {}.", call.capture("project")));
  return json_answer({{"id", 1},
                      {"identifier", areas ? project->area_id : project->iteration_id},
                      {"name", project->name},
                      {"structureType", areas ? "area" : "iteration"},
                      {"hasChildren", false},
                      {"path", fmt::format("\\{}\\{}", project->name, areas ? "Area" : "Iteration")}});
}

Response area_root(const Call& call) {
  return classification_node(call, true);
}
Response iteration_root(const Call& call) {
  return classification_node(call, false);
}

}  // namespace

std::span<const Endpoint> probe_endpoints() {
  constexpr std::string_view host = "dev.azure.com";
  constexpr auto released = Version::released;
  static constexpr std::array all{
      Endpoint{host, "GET", "_apis/git/repositories", "vso.code", released, list_repositories},
      Endpoint{host, "GET", "{project}/_apis/git/repositories", "vso.code", released, list_repositories},
      Endpoint{host, "GET", "{project}/_apis/build/definitions", "vso.build", released, list_definitions},
      Endpoint{host, "GET", "_apis/wit/fields", "vso.work", released, list_fields},
      Endpoint{host, "GET", "{project}/_apis/wit/classificationnodes/areas", "vso.work", released, area_root},
      Endpoint{host, "GET", "{project}/_apis/wit/classificationnodes/iterations", "vso.work", released,
               iteration_root},
      Endpoint{host, "GET", "{project}/_apis/wiki/wikis", "vso.wiki", released, list_nothing},
  };
  return all;
}

}  // namespace patrol::emulator
