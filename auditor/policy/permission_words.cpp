#include "auditor/policy/permission_words.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <span>

namespace patrol {
namespace {

/// The namespaces in which a level has a security token of a known form; the level's own comes first. By id,
/// because two namespaces are called ReleaseManagement.
constexpr std::array<std::string_view, 5> organization_namespaces{
    "3e65f728-f8bc-4ecd-8764-7e378b19bfa7",   // Collection
    "a6cc6381-a1ca-4b36-b3c1-4e65211e82b6",   // AuditLog
    "302acaca-b667-436d-a946-87133492041c",   // BuildAdministration
    "cb594ebe-87dd-4fc9-ac2c-6a10a4c92046",   // ServiceHooks
    "2dab47f9-bd70-49ed-9bd5-8eb051e59c02"};  // Process
constexpr std::array<std::string_view, 5> project_namespaces{
    "52d39943-cb85-4d7f-8fa8-c6baac873819",   // Project
    "2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87",   // Git Repositories
    "33344d9c-fc72-4d6f-aba5-fa317101a7e9",   // Build
    "cb594ebe-87dd-4fc9-ac2c-6a10a4c92046",   // ServiceHooks
    "c788c23e-1b46-4162-8f5e-d7585343b5de"};  // ReleaseManagement

std::vector<const Catalogue::SecurityNamespace*> namespaces_of(const Catalogue& catalogue,
                                                               Permission::Level level) {
  std::span<const std::string_view> ids;
  if (level == Permission::Level::organization) ids = organization_namespaces;
  if (level == Permission::Level::project) ids = project_namespaces;
  std::vector<const Catalogue::SecurityNamespace*> spaces;
  for (const std::string_view id : ids) {
    if (const auto found = catalogue.namespaces.find(id); found != catalogue.namespaces.end()) {
      spaces.push_back(&found->second);
    }
  }
  return spaces;
}

bool has_words(const Catalogue::Action& action, std::string_view words) {
  const auto is_alias = [&](const std::string& alias) { return same_name(alias, words); };
  return same_name(action.display_name, words) || std::ranges::any_of(action.aliases, is_alias);
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
      for (const Catalogue::Action& action : space->actions) {
        if (same_name(action.name, action_name)) return {{space, &action}};
      }
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
      known.push_back(action.display_name);
      known.insert(known.end(), action.aliases.begin(), action.aliases.end());
    }
  }
  return known;
}

}  // namespace patrol
