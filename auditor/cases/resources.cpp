#include "auditor/cases/building.h"
#include "auditor/cases/ids.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol::cases {
namespace {

using Kind = Catalogue::ResourceKind;

std::string filled(std::string text, std::string_view brace, std::string_view id) {
  const std::size_t at = text.find(brace);
  return at == std::string::npos ? text : text.replace(at, brace.size(), id);
}

const Kind* find_kind(Building& building, const Word& word, const Catalogue& catalogue) {
  const Kind* kind = catalogue.find_resource_kind(word.text);
  if (kind != nullptr || word.empty()) return kind;
  std::vector<std::string> known;
  known.reserve(catalogue.resource_kinds.size());
  for (const Kind& each : catalogue.resource_kinds) known.push_back(each.word);
  building.problem(word,
                   "there is no kind of thing " + in_backticks(word.text) + suggestion(word.text, known));
  return nullptr;
}

/// The id of the project that the thing is in, empty for one of the organization; nothing where that is told
/// wrongly.
std::optional<std::string> project_id_of(Building& building, const DescribedResource& told,
                                         const Kind& kind) {
  if (kind.in_project == told.project.empty()) {
    building.problem(told.kind, kind.in_project ? "the thing is in a project; add `project`"
                                                : "the thing is in no project; remove `project`");
    return std::nullopt;
  }
  if (!kind.in_project) return std::string();
  const ProjectSite* site = building.resolve_project(told.project, told.project.text);
  return site == nullptr ? std::nullopt : std::optional(site->project.id);
}

std::vector<RoleAssignment> assignments_of(Building& building, const DescribedResource& told,
                                           const Kind& kind) {
  std::vector<RoleAssignment> assignments;
  for (const DescribedResource::Holders& holders : told.roles) {
    // A role that the catalogue does not know is one that the service may tell all the same.
    const Kind::Role* role = kind.find_role(holders.role.text);
    for (const Word& who : holders.who) {
      const auto subject = building.resolve(who);
      if (!subject) continue;
      const Identity& identity = building.directory().subjects[*subject].identity;
      assignments.push_back({.identity_id = identity.id,
                             .display_name = identity.display_name,
                             .role = role == nullptr ? holders.role.text : role->name});
    }
  }
  return assignments;
}

/// One that is told, with what its kind is.
struct Told {
  const DescribedResource* resource = nullptr;
  const Kind* kind = nullptr;
  std::string project_id;
};

void add_all(Building& building, const Told& told) {
  const std::string id = filled(told.kind->all.id, "{project}", told.project_id);
  RolePageSite& page = building.directory().role_pages[fact_name(told.kind->all.scope, id)];
  page.assignments = assignments_of(building, *told.resource, *told.kind);
}

void add_one(Building& building, const Told& told) {
  Directory& directory = building.directory();
  const std::string& name = told.resource->name.text;
  std::vector<Resource>& things = directory.resources[fact_name(told.kind->word, told.project_id)];
  // Service connections have guids, all others numbers.
  const std::string id = told.kind->word == "service_connection"
                             ? guid_for(directory.id + "/" + told.project_id + "/" + name)
                             : std::to_string(things.size() + 1);
  things.push_back({.id = id, .name = name});
  const Kind::Page& place = told.kind->one;
  const std::string page_id = filled(filled(place.id, "{project}", told.project_id), "{thing}", id);
  RolePageSite page{.thing = name, .assignments = assignments_of(building, *told.resource, *told.kind)};
  const std::string all_id = filled(told.kind->all.id, "{project}", told.project_id);
  const auto all = directory.role_pages.find(fact_name(told.kind->all.scope, all_id));
  if (all != directory.role_pages.end()) {
    for (RoleAssignment inherited : all->second.assignments) {
      inherited.inherited = true;
      page.assignments.push_back(std::move(inherited));
    }
  }
  directory.role_pages[fact_name(place.scope, page_id)] = std::move(page);
}

}  // namespace

void add_resources(Building& building, const Catalogue& catalogue) {
  std::vector<Told> all;
  for (const DescribedResource& resource : building.description().resources) {
    const Kind* kind = find_kind(building, resource.kind, catalogue);
    if (kind == nullptr) continue;
    auto project_id = project_id_of(building, resource, *kind);
    if (project_id) all.push_back({&resource, kind, std::move(*project_id)});
  }
  // What is given for all of a kind is there before each inherits it.
  for (const Told& told : all) {
    if (told.resource->name.empty()) add_all(building, told);
  }
  for (const Told& told : all) {
    if (!told.resource->name.empty()) add_one(building, told);
  }
}

}  // namespace patrol::cases
