#include "auditor/policy/permission_words.h"

#include "auditor/model/text.h"

#include <algorithm>

namespace patrol {
namespace {

/// Those in which the level has a security token of a known form; the level's own comes first.
std::vector<const Catalogue::SecurityNamespace*> namespaces_of(const Catalogue& catalogue,
                                                               Permission::Level level) {
  std::vector<const Catalogue::SecurityNamespace*> spaces;
  for (const Catalogue::SecurityNamespace& space : catalogue.namespaces) {
    if (space.form_at(level) != nullptr) spaces.push_back(&space);
  }
  return spaces;
}

bool has_words(const Catalogue::Action& action, std::string_view words) {
  const auto is_alias = [&](const std::string& alias) { return same_name(alias, words); };
  // Some live words end in a space.
  return same_name(trim(action.display_name), words) || std::ranges::any_of(action.aliases, is_alias);
}

std::vector<KnownPermission> find_words(const Catalogue::SecurityNamespace& space, std::string_view words) {
  std::vector<KnownPermission> found;
  for (const Catalogue::Action& action : space.actions) {
    if (has_words(action, words)) found.push_back({&space, &action});
  }
  return found;
}

}  // namespace

std::string KnownPermission::qualified_name() const {
  return space->name + "/" + action->name;
}

std::vector<KnownPermission> find_permissions(const Catalogue& catalogue, Permission::Level level,
                                              std::string_view words) {
  const auto spaces = namespaces_of(catalogue, level);
  if (const auto slash = words.find('/'); slash != std::string_view::npos) {
    const std::string_view space_name = trim(words.substr(0, slash));
    const std::string_view action_name = trim(words.substr(slash + 1));
    for (const auto* space : spaces) {
      if (!same_name(space->name, space_name)) continue;
      if (const Catalogue::Action* action = space->find_action(action_name)) return {{space, action}};
    }
    return {};
  }
  if (spaces.empty()) return {};
  auto found = find_words(*spaces.front(), words);
  if (!found.empty()) return found;
  for (const auto* space : spaces) {
    for (const KnownPermission& permission : find_words(*space, words)) found.push_back(permission);
  }
  return found;
}

std::vector<std::string> known_permission_words(const Catalogue& catalogue, Permission::Level level,
                                                std::string_view words) {
  const bool is_qualified = words.find('/') != std::string_view::npos;
  std::vector<std::string> known;
  for (const auto* space : namespaces_of(catalogue, level)) {
    for (const Catalogue::Action& action : space->actions) {
      if (is_qualified) {
        known.push_back(KnownPermission{space, &action}.qualified_name());
        continue;
      }
      known.emplace_back(trim(action.display_name));
      known.insert(known.end(), action.aliases.begin(), action.aliases.end());
    }
  }
  return known;
}

}  // namespace patrol
