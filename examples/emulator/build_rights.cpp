#include "auditor/model/text.h"
#include "examples/emulator/access.h"
#include "examples/emulator/catalogue.h"
#include "examples/emulator/draft.h"
#include "examples/emulator/standard.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace patrol::emulator {
namespace {

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

AccessList& list_of(Draft& draft, const Namespace& name_space, const std::string& token) {
  AccessList& found = draft.organization.access[name_space.id][fold_token(name_space, token)];
  if (found.token.empty()) found.token = token;
  return found;
}

void grant_for_project(Draft& draft, const StandardGrant& grant, const Namespace& name_space,
                       std::uint32_t allow, const Project& project) {
  std::string token = replace_all(std::string(grant.token), "{project}", project.id);
  token = replace_all(std::move(token), "{area}", project.area_id);
  token = replace_all(std::move(token), "{iteration}", project.iteration_id);
  const auto own = draft.names.find(fold_case(project_group_word(project, grant.group)));
  const SubjectId group = own == draft.names.end() ? draft.named(grant.group) : own->second;
  list_of(draft, name_space, token).entries[group].allow = allow;
}

void grant_standard_rights(Draft& draft) {
  for (const StandardGrant& grant : standard_grants()) {
    const Namespace& name_space = *find_namespace(grant.name_space);
    const std::uint32_t allow = grant.allow == everything ? all_bits(name_space) : grant.allow;
    if (grant.token.find('{') == std::string_view::npos) {
      list_of(draft, name_space, std::string(grant.token)).entries[draft.named(grant.group)].allow = allow;
      continue;
    }
    for (const Project& project : draft.organization.projects)
      grant_for_project(draft, grant, name_space, allow, project);
  }
}

/// The id behind `Project`, `Project/repository`, `Project:area` or `Project:iteration`; empty where there
/// is no such thing.
std::string id_behind(const Organization& organization, const std::string& name) {
  const std::size_t cut = name.find_first_of("/:");
  const Project* project = organization.find_project(name.substr(0, cut));
  if (project == nullptr) return {};
  if (cut == std::string::npos) return project->id;
  const std::string part = name.substr(cut + 1);
  if (name[cut] == ':' && part == "area") return project->area_id;
  if (name[cut] == ':' && part == "iteration") return project->iteration_id;
  for (const Named& repository : project->repositories)
    if (name[cut] == '/' && same_name(repository.name, part)) return repository.id;
  return {};
}

/// The token with every `{…}` replaced by its id.
std::string token_with_ids(Draft& draft, const Word& token) {
  std::string text = token.text;
  for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string::npos) break;
    const std::string name = text.substr(open + 1, close - open - 1);
    const std::string id = id_behind(draft.organization, name);
    if (id.empty()) draft.problem(token, fmt::format("there is no project or repository `{}`", name));
    text.replace(open, close - open + 1, id);
  }
  return text;
}

std::uint32_t bits_of(Draft& draft, const Namespace& name_space, const std::vector<Word>& words) {
  std::uint32_t sum = 0;
  for (const Word& word : words) {
    const auto action = std::ranges::find_if(name_space.actions, [&](const Action& candidate) {
      return same_name(candidate.name, word.text) || same_name(candidate.title, word.text);
    });
    if (action == name_space.actions.end()) {
      draft.problem(word,
                    fmt::format("`{}` is no permission of the namespace {}", word.text, name_space.name));
    } else {
      sum |= action->bit;
    }
  }
  return sum;
}

void grant_described(Draft& draft, const AccessEntry& entry) {
  const Namespace* name_space = find_namespace(entry.name_space.text);
  if (name_space == nullptr) {
    draft.problem(entry.name_space, fmt::format("there is no namespace `{}`", entry.name_space.text));
    return;
  }
  AccessList& target = list_of(draft, *name_space, token_with_ids(draft, entry.token));
  if (entry.inherit) target.inherit = *entry.inherit;
  if (entry.who.text.empty()) return;
  const std::optional<SubjectId> who = draft.resolve(entry.who);
  if (!who) return;
  const std::uint32_t allow = bits_of(draft, *name_space, entry.allow);
  const std::uint32_t deny = bits_of(draft, *name_space, entry.deny);
  Entry& own = target.entries[*who];
  own.allow = (own.allow | allow) & ~deny;
  own.deny = (own.deny | deny) & ~allow;
}

}  // namespace

void grant_rights(Draft& draft) {
  grant_standard_rights(draft);
  for (const AccessEntry& entry : draft.description.access) grant_described(draft, entry);
}

}  // namespace patrol::emulator
