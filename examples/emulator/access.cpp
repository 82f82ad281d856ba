#include "examples/emulator/access.h"

#include "auditor/model/text.h"
#include "examples/emulator/membership.h"

#include <algorithm>
#include <span>

namespace patrol::emulator {
namespace {

const AccessList* list_at(const Organization& organization, const Namespace& name_space,
                          const std::string& folded) {
  const auto lists = organization.access.find(name_space.id);
  if (lists == organization.access.end()) return nullptr;
  const auto list = lists->second.find(folded);
  return list == lists->second.end() ? nullptr : &list->second;
}

/// What the entries of these subjects say together in one list; a deny beats an allow (API.md 5, 5).
Entry entries_of(const AccessList& list, std::span<const SubjectId> subjects) {
  Entry sum;
  for (const SubjectId subject : subjects) {
    const auto entry = list.entries.find(subject);
    if (entry == list.entries.end()) continue;
    sum.allow |= entry->second.allow;
    sum.deny |= entry->second.deny;
  }
  sum.allow &= ~sum.deny;
  return sum;
}

/// Walks a path of tokens; each bit is decided where it is mentioned first (API.md 5, 4).
Entry decide(const Organization& organization, const Namespace& name_space, std::span<const std::string> path,
             std::span<const SubjectId> subjects) {
  Entry decided;
  for (const std::string& token : path) {
    const AccessList* list = list_at(organization, name_space, token);
    if (list == nullptr) continue;
    const Entry here = entries_of(*list, subjects);
    const std::uint32_t open = ~(decided.allow | decided.deny);
    decided.allow |= here.allow & open;
    decided.deny |= here.deny & open;
    if (!list->inherit) break;
  }
  return decided;
}

}  // namespace

std::string fold_token(const Namespace& name_space, std::string_view token) {
  std::string folded = fold_case(token);
  while (!name_space.separator.empty() && folded.ends_with(name_space.separator)) folded.pop_back();
  return folded;
}

std::vector<std::string> token_path(const Namespace& name_space, std::string_view token) {
  std::vector<std::string> path{fold_token(name_space, token)};
  if (name_space.separator.empty()) return path;
  while (!path.back().empty()) {
    const std::size_t cut = path.back().rfind(name_space.separator);
    path.push_back(cut == std::string::npos ? "" : fold_token(name_space, path.back().substr(0, cut)));
  }
  return path;
}

const AccessList* find_list(const Organization& organization, const Namespace& name_space,
                            std::string_view token) {
  return list_at(organization, name_space, fold_token(name_space, token));
}

EffectiveEntry effective_entry(const Organization& organization, const Namespace& name_space,
                               std::string_view token, SubjectId subject) {
  const std::vector<std::string> path = token_path(name_space, token);
  const std::vector<SubjectId> own{subject};
  const AccessList* here = list_at(organization, name_space, path.front());
  const bool inherits = here == nullptr || here->inherit;
  EffectiveEntry result;
  result.effective = decide(organization, name_space, path, own);
  if (inherits) result.inherited = decide(organization, name_space, std::span(path).subspan(1), own);
  return result;
}

bool is_allowed(const Organization& organization, const Namespace& name_space, std::string_view token,
                std::uint32_t bits, SubjectId subject, bool always_allow_administrators) {
  std::vector<SubjectId> subjects = groups_above(organization, subject, true);
  if (always_allow_administrators &&
      std::ranges::find(subjects, organization.administrators) != subjects.end())
    return true;
  subjects.push_back(subject);
  return (decide(organization, name_space, token_path(name_space, token), subjects).allow & bits) == bits;
}

}  // namespace patrol::emulator
