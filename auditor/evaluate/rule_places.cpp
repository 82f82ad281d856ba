#include "auditor/evaluate/rule_places.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <utility>

namespace patrol {
namespace {

/// What the security token of a thing is made of.
TokenIds ids_of(const Subject& subject) {
  TokenIds ids;
  if (subject.project != nullptr) ids.project = subject.project->id;
  if (subject.repository != nullptr) ids.repository = subject.repository->id;
  if (subject.pipeline != nullptr) {
    ids.pipeline = subject.pipeline->id;
    ids.folder = subject.pipeline->folder;
  }
  return ids;
}

}  // namespace

bool is_open(const Subject& subject) {
  return subject.instead && subject.instead->holds == Truth::unknown;
}

const RulePlaces::Places& RulePlaces::of(const Integration& integration, Rule::ForEach for_each,
                                         const Facts& facts) {
  const auto [place, is_new] = places_.try_emplace(std::pair(&integration, for_each));
  Places& places = place->second;
  if (!is_new) return places;
  places.subjects = for_each == Rule::ForEach::nothing ? std::vector<Subject>(1)
                                                       : subjects_of(for_each, integration, facts);
  for (const Subject& subject : places.subjects) {
    if (subject.project != nullptr) places.projects.insert(subject.project->id);
    if (is_open(subject)) places.open.insert(subject.project_name);
  }
  return places;
}

bool RulePlaces::Places::may_be_more_in(const Subject& here) const {
  if (here.project == nullptr) return !open.empty();
  return std::ranges::any_of(open, [&](const std::string& project) {
    return project.empty() || matches_pattern(project, here.project->name);
  });
}

const TokenSet& RulePlaces::tokens_of(const Permission& permission, const Integration& integration,
                                      Rule::ForEach for_each, const Subject& here, const Facts& facts) {
  const bool is_by_project = here.project != nullptr;
  const auto [place, is_new] = tokens_.try_emplace(
      TokenKey(&integration, for_each, permission.namespace_id, permission.level, is_by_project));
  std::map<std::string, TokenSet>& tokens = place->second;
  const auto* space = catalogue_.find_namespace(permission.namespace_id);
  if (is_new && space != nullptr) {
    for (const Subject& subject : of(integration, for_each, facts).subjects) {
      if (subject.instead || subject.project == nullptr) continue;
      const auto chain = token_chain(*space, permission.level, ids_of(subject));
      if (chain.empty()) continue;
      tokens[is_by_project ? subject.project->id : ""].insert(normal_token(chain.front()));
    }
  }
  return tokens[is_by_project ? here.project->id : ""];
}

}  // namespace patrol
