#include "auditor/model/text.h"
#include "examples/emulator/draft.h"
#include "examples/emulator/ids.h"

#include <fmt/format.h>

#include <utility>

namespace patrol::emulator {
namespace {

Project make_project(const ProjectEntry& entry, const std::string& seed) {
  const auto derived = [&](std::string_view what) { return guid_for(fmt::format("{}/{}", seed, what)); };
  Project project{.id = id_or_derived(entry.id, seed),
                  .name = entry.name.text,
                  .description = entry.description,
                  .visibility = entry.visibility,
                  .state = entry.state,
                  .scope_id = derived("scope"),
                  .area_id = derived("area"),
                  .iteration_id = derived("iteration"),
                  .team_id = {},
                  .repositories = {},
                  .hidden_repositories = {},
                  .pipelines = {}};
  std::vector<std::string> repositories = entry.repositories;
  if (repositories.empty()) repositories = {entry.name.text};
  for (const std::string& name : repositories)
    project.repositories.push_back({.id = derived("repository/" + name), .name = name});
  for (const std::string& name : entry.hidden_repositories) {
    project.repositories.push_back({.id = derived("repository/" + name), .name = name});
    project.hidden_repositories.insert(project.repositories.back().id);
  }
  for (const std::string& name : entry.pipelines)
    project.pipelines.push_back({.id = std::to_string(project.pipelines.size() + 1), .name = name});
  return project;
}

}  // namespace

void add_projects(Draft& draft) {
  Organization& organization = draft.organization;
  for (const ProjectEntry& entry : draft.description.projects) {
    const std::size_t index = organization.projects.size();
    Project project = make_project(entry, fmt::format("{}/project/{}", organization.id, entry.name.text));
    if (!organization.project_by_word.emplace(fold_case(entry.name.text), index).second)
      draft.problem(entry.name, fmt::format("there are two projects `{}`", entry.name.text));
    organization.project_by_word.emplace(project.id, index);
    organization.projects.push_back(std::move(project));
  }
}

}  // namespace patrol::emulator
