#pragma once

#include "auditor/model/result.h"
#include "examples/emulator/description.h"
#include "examples/emulator/organization.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace patrol::emulator {

/// An organization in the making: what there is so far, what the file calls it, and what is wrong with the
/// file. The steps of build.cpp work on it one after the other.
struct Draft {
  const Description& description;
  Organization organization{};
  std::vector<Error> errors{};
  std::unordered_map<std::string, SubjectId> names{};  ///< what the file calls a user or group, folded

  void problem(const Word& word, std::string what);

  /// Takes a subject in under the word by which the file knows it; a problem where that is taken.
  SubjectId add(Subject subject, const std::string& word);

  /// Makes `member` a direct member of `group`, once.
  void join(SubjectId member, SubjectId group);

  /// The subject of a word that is certain to be there.
  SubjectId named(std::string_view word) const;

  /// The subject or project of a word of the file; a problem where there is none.
  std::optional<SubjectId> resolve(const Word& word);
  std::optional<std::size_t> resolve_project(const Word& word, const std::string& name);
};

/// The given id in lower case, or one made of the seed.
std::string id_or_derived(const std::string& given, const std::string& seed);

/// `Project\Group`
std::string project_group_word(const Project& project, std::string_view group);

void add_projects(Draft& draft);           ///< build_projects.cpp
void add_groups_and_people(Draft& draft);  ///< build_groups.cpp
void grant_rights(Draft& draft);           ///< build_rights.cpp
void add_tokens(Draft& draft);             ///< build_tokens.cpp
void add_applications(Draft& draft);       ///< build_tokens.cpp
void add_subscriptions(Draft& draft);      ///< build_tokens.cpp
void add_resources(Draft& draft);          ///< build_resources.cpp
void add_faults(Draft& draft);             ///< build_tokens.cpp

}  // namespace patrol::emulator
