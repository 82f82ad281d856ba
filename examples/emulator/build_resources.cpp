#include "auditor/model/text.h"
#include "examples/emulator/draft.h"
#include "examples/emulator/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace patrol::emulator {
namespace {

/// Service connections have guids, all others numbers.
std::string make_id(const Organization& organization, const Resource& resource) {
  if (resource.of_all) return {};
  if (resource.kind == "service_connection") {
    const std::size_t project = resource.project.value_or(0);
    return guid_for(fmt::format("{}/service_connection/{}/{}", organization.id, project, resource.name));
  }
  const auto before = std::ranges::count_if(organization.resources, [&](const Resource& other) {
    return !other.of_all && other.kind == resource.kind;
  });
  return std::to_string(before + 1);
}

/// Whether the entry says what it has to; what it does not is told.
bool is_whole(Draft& draft, const ResourceEntry& entry) {
  const Word& at = entry.name.text.empty() ? draft.description.name : entry.name;
  const bool wants_project = entry.kind != "agent_pool";
  if (entry.name.text.empty() != entry.of_all) {
    draft.problem(at, fmt::format("a {} has a `name`, or `all: true`, and not both", entry.kind));
    return false;
  }
  if (entry.project.text.empty() == wants_project) {
    draft.problem(at, wants_project ? fmt::format("a {} is in a `project`", entry.kind)
                                    : fmt::format("an {} is in no `project`", entry.kind));
    return false;
  }
  return true;
}

}  // namespace

void add_resources(Draft& draft) {
  Organization& organization = draft.organization;
  for (const ResourceEntry& entry : draft.description.resources) {
    if (!is_whole(draft, entry)) continue;
    Resource resource{.kind = entry.kind,
                      .id = {},
                      .name = entry.name.text,
                      .of_all = entry.of_all,
                      .project = std::nullopt,
                      .roles = {}};
    if (!entry.project.text.empty())
      resource.project = draft.resolve_project(entry.project, entry.project.text);
    for (const ResourceEntry::Holders& holders : entry.roles) {
      for (const Word& who : holders.who) {
        if (const auto subject = draft.resolve(who))
          resource.roles.push_back({.subject = *subject, .role = holders.role.text});
      }
    }
    resource.id = make_id(organization, resource);
    organization.resources.push_back(std::move(resource));
  }
}

}  // namespace patrol::emulator
