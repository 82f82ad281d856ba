#include "auditor/cases/building.h"
#include "auditor/cases/standard.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <utility>

namespace patrol::cases {
namespace {

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

void add_namespaces(Building& building, const Catalogue& catalogue) {
  for (const Catalogue::SecurityNamespace& known : catalogue.namespaces) {
    SecurityNamespace space{.id = known.id,
                            .name = known.name,
                            .separator = "/",
                            .hierarchical = true,
                            .system_bits = known.system_bits,
                            .actions = {}};
    const auto traits = namespace_traits();
    const auto trait = std::ranges::find(traits, known.name, &NamespaceTrait::name);
    if (trait != traits.end()) {
      space.separator = trait->separator;
      space.hierarchical = !trait->separator.empty();
    }
    for (const Catalogue::Action& action : known.actions) {
      space.actions.push_back({action.bit, action.name, action.display_name});
    }
    building.directory().namespaces.push_back(std::move(space));
  }
}

/// By id or name; nothing where none or two have it.
const SecurityNamespace* find_namespace(const Directory& directory, std::string_view word) {
  const SecurityNamespace* found = nullptr;
  for (const SecurityNamespace& space : directory.namespaces) {
    if (space.id == fold_case(word)) return &space;
    if (!same_name(space.name, word)) continue;
    if (found != nullptr) return nullptr;
    found = &space;
  }
  return found;
}

AccessControlList& list_of(Building& building, const SecurityNamespace& space, const std::string& token) {
  AccessControlList& list = building.directory().access[{space.id, normal_token(token)}];
  if (list.token.empty()) list.token = token;
  return list;
}

AccessControlEntry& entry_of(AccessControlList& list, const std::string& descriptor) {
  const auto found = std::ranges::find(list.entries, descriptor, &AccessControlEntry::descriptor);
  if (found != list.entries.end()) return *found;
  return list.entries.emplace_back(AccessControlEntry{.descriptor = descriptor});
}

std::int64_t all_bits(const SecurityNamespace& space) {
  std::int64_t bits = 0;
  for (const SecurityNamespace::Action& action : space.actions) bits |= action.bit;
  return bits & ~space.system_bits;
}

void grant(Building& building, const StandardGrant& grant, const ProjectSite* site) {
  const Directory& directory = building.directory();
  const SecurityNamespace* space = find_namespace(directory, grant.name_space);
  if (space == nullptr) return;  // the catalogue of a test may know few
  std::string token(grant.token);
  const Subject* group = directory.find(grant.group);
  if (site != nullptr) {
    token = replace_all(std::move(token), "{project}", site->project.id);
    token = replace_all(std::move(token), "{area}", site->area_id);
    token = replace_all(std::move(token), "{iteration}", site->iteration_id);
    const Subject* own = directory.find(site->project.name + "\\" + std::string(grant.group));
    if (own != nullptr) group = own;
  }
  entry_of(list_of(building, *space, token), group->identity.descriptor).allow |=
      grant.allow == everything ? all_bits(*space) : grant.allow;
}

void grant_standard_rights(Building& building) {
  for (const StandardGrant& each : standard_grants()) {
    if (each.token.find('{') == std::string_view::npos) {
      grant(building, each, nullptr);
      continue;
    }
    for (const ProjectSite& site : building.directory().projects) grant(building, each, &site);
  }
}

/// The id behind `Project`, `Project/repository`, `Project:area` or `Project:iteration`; empty where there is
/// none.
std::string id_behind(const Directory& directory, std::string_view name) {
  const std::size_t cut = name.find_first_of("/:");
  const auto site = std::ranges::find_if(directory.projects, [&](const ProjectSite& candidate) {
    return same_name(candidate.project.name, name.substr(0, cut));
  });
  if (site == directory.projects.end()) return {};
  if (cut == std::string_view::npos) return site->project.id;
  const std::string_view part = name.substr(cut + 1);
  if (name[cut] == ':') return part == "area" ? site->area_id : part == "iteration" ? site->iteration_id : "";
  const auto repository = site->repositories.find(fold_case(part));
  return repository == site->repositories.end() ? std::string{} : repository->second;
}

std::string token_with_ids(Building& building, const Word& token) {
  std::vector<std::string> unknown;
  std::string text = security_token(building.directory(), token.text, unknown);
  for (const std::string& name : unknown) {
    building.problem(token, "there is no project or repository " + in_backticks(name));
  }
  return text;
}

std::int64_t bits_of(Building& building, const SecurityNamespace& space, const std::vector<Word>& words) {
  std::int64_t sum = 0;
  for (const Word& word : words) {
    const auto action = std::ranges::find_if(space.actions, [&](const SecurityNamespace::Action& candidate) {
      return same_name(candidate.name, word.text) || same_name(candidate.display_name, word.text);
    });
    if (action != space.actions.end()) {
      sum |= action->bit;
      continue;
    }
    std::vector<std::string> known;
    known.reserve(space.actions.size());
    for (const SecurityNamespace::Action& candidate : space.actions) known.push_back(candidate.name);
    building.problem(word, in_backticks(word.text) + " is no permission of the namespace " +
                               in_backticks(space.name) + suggestion(word.text, known));
  }
  return sum;
}

void tell_no_namespace(Building& building, const Word& word) {
  std::vector<std::string> known;
  for (const SecurityNamespace& each : building.directory().namespaces) known.push_back(each.name);
  const bool is_shared =
      std::ranges::any_of(known, [&](const std::string& name) { return same_name(name, word.text); });
  building.problem(
      word, is_shared ? "two namespaces share the name " + in_backticks(word.text) + "; give the id"
                      : "there is no namespace " + in_backticks(word.text) + suggestion(word.text, known));
}

void grant_described(Building& building, const DescribedAccess& told) {
  const SecurityNamespace* space = find_namespace(building.directory(), told.name_space.text);
  if (space == nullptr) {
    tell_no_namespace(building, told.name_space);
    return;
  }
  AccessControlList& list = list_of(building, *space, token_with_ids(building, told.token));
  if (told.inherit) list.inherits = *told.inherit;
  if (told.who.empty()) return;
  const auto who = building.resolve(told.who);
  if (!who) return;
  AccessControlEntry& entry = entry_of(list, building.directory().subjects[*who].identity.descriptor);
  const std::int64_t allow = bits_of(building, *space, told.allow);
  const std::int64_t deny = bits_of(building, *space, told.deny);
  entry.allow = (entry.allow | allow) & ~deny;
  entry.deny = (entry.deny | deny) & ~allow;
  if (!told.effective_allow.empty()) entry.effective_allow = bits_of(building, *space, told.effective_allow);
  if (!told.effective_deny.empty()) entry.effective_deny = bits_of(building, *space, told.effective_deny);
}

}  // namespace

std::string security_token(const Directory& directory, std::string_view text,
                           std::vector<std::string>& unknown) {
  std::string token;
  while (true) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return token.append(text);
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const std::string id = id_behind(directory, name);
    if (id.empty()) unknown.emplace_back(name);
    token.append(text.substr(0, open)).append(id);
    text.remove_prefix(close + 1);
  }
}

void add_rights(Building& building, const Catalogue& catalogue) {
  add_namespaces(building, catalogue);
  grant_standard_rights(building);
  for (const DescribedAccess& told : building.description().access) grant_described(building, told);
}

}  // namespace patrol::cases
