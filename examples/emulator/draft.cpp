#include "examples/emulator/draft.h"

#include "auditor/model/text.h"
#include "examples/emulator/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace patrol::emulator {

void Draft::problem(const Word& word, std::string what) {
  errors.push_back({.kind = Error::Kind::file, .where = word.where, .what = std::move(what)});
}

SubjectId Draft::add(Subject subject, const std::string& word) {
  const SubjectId id = organization.subjects.size();
  if (!names.emplace(fold_case(word), id).second)
    problem(description.name, fmt::format("two users or groups are called `{}`", word));
  organization.subjects.push_back(std::move(subject));
  return id;
}

void Draft::join(SubjectId member, SubjectId group) {
  std::vector<SubjectId>& groups = organization.subjects[member].groups;
  if (std::ranges::find(groups, group) != groups.end()) return;
  groups.push_back(group);
  organization.subjects[group].members.push_back(member);
}

SubjectId Draft::named(std::string_view word) const {
  return names.at(fold_case(word));
}

std::optional<SubjectId> Draft::resolve(const Word& word) {
  const auto found = names.find(fold_case(word.text));
  if (found != names.end()) return found->second;
  problem(word, fmt::format("there is no user or group `{}`", word.text));
  return std::nullopt;
}

std::optional<std::size_t> Draft::resolve_project(const Word& word, const std::string& name) {
  const auto found = organization.project_by_word.find(fold_case(name));
  if (found != organization.project_by_word.end()) return found->second;
  problem(word, fmt::format("there is no project `{}`", name));
  return std::nullopt;
}

std::string id_or_derived(const std::string& given, const std::string& seed) {
  return given.empty() ? guid_for(seed) : fold_case(given);
}

std::string project_group_word(const Project& project, std::string_view group) {
  return fmt::format("{}\\{}", project.name, group);
}

}  // namespace patrol::emulator
