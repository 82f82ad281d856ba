#include "auditor/policy/permission_words.h"
#include "auditor/policy/requirement_readers.h"
#include "auditor/policy/values.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using Level = Permission::Level;

std::optional<Level> read_level(const YamlNode::Entry& entry, Problems& problems) {
  if (const auto level = permission_level_from(entry.key)) return level;
  std::vector<std::string> words;
  words.reserve(permission_levels.size());
  for (const Level level : permission_levels) words.emplace_back(to_word(level));
  problems.add(entry.at,
               "unknown level of permissions " + in_backticks(entry.key) + suggestion(entry.key, words));
  return std::nullopt;
}

/// What the rule has to be for each of, so that the level means one thing.
Rule::ForEach needed_for(Level level) {
  switch (level) {
    case Level::organization: return Rule::ForEach::nothing;
    case Level::repository: return Rule::ForEach::repository;
    case Level::pipeline: return Rule::ForEach::pipeline;
    case Level::project:
    case Level::area:
    case Level::iteration:
    case Level::service_hooks:
    case Level::tagging:
    case Level::analytics:
    case Level::release:
    case Level::query: break;
  }
  return Rule::ForEach::project;
}

std::optional<Place> place_of(Level level, const YamlNode::Entry& entry, const RuleContext& context) {
  const Rule::ForEach needed = needed_for(level);
  if (needed == Rule::ForEach::nothing) return Place{};
  // A repository and a pipeline lie in a project, so what is asked of projects can be asked there too.
  const bool is_in_project = needed == Rule::ForEach::project && context.for_each != Rule::ForEach::nothing;
  if (is_in_project || context.for_each == needed) return Place{Place::Kind::each_project, ""};
  const std::string word(to_word(needed));
  context.problems.add(entry.at, "a permission at the level " + in_backticks(entry.key) +
                                     " needs a rule for each " + word + "; write " +
                                     in_backticks("for_each: " + word));
  return std::nullopt;
}

std::optional<KnownPermission> find_one(Level level, const YamlNode& node, const std::string& words,
                                        const RuleContext& context) {
  const auto found = find_permissions(context.catalogue, level, words);
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    context.problems.add(node.at,
                         "unknown permission " + in_backticks(words) + " at the level " +
                             in_backticks(to_word(level)) +
                             suggestion(words, known_permission_words(context.catalogue, level, words)));
    return std::nullopt;
  }
  std::vector<std::string> names;
  names.reserve(found.size());
  for (const KnownPermission& permission : found) names.push_back(permission.qualified_name());
  context.problems.add(node.at,
                       "the permission " + in_backticks(words) + " is ambiguous" + suggestion("", names));
  return std::nullopt;
}

std::optional<Permission> read_permission(const YamlNode& node, const RuleContext& context) {
  if (node.kind != YamlNode::Kind::mapping || node.entries.size() != 1) {
    context.problems.add(node.at,
                         "a permission must be a mapping of one level to its words, such as `{organization: "
                         "View instance-level information}`");
    return std::nullopt;
  }
  const YamlNode::Entry& entry = node.entries.front();
  const auto level = read_level(entry, context.problems);
  if (!level) return std::nullopt;
  const auto place = place_of(*level, entry, context);
  const auto words = read_name(entry.value, entry.key, context.problems);
  if (!place || !words) return std::nullopt;
  const auto known = find_one(*level, entry.value, *words, context);
  if (!known) return std::nullopt;
  return Permission{*level, *place, known->space->id, known->space->name, known->action->name, *words};
}

bool is_same(const Permission& a, const Permission& b) {
  return a.level == b.level && a.namespace_id == b.namespace_id && a.action == b.action;
}

}  // namespace

std::optional<Requirement> read_permissions(const YamlNode& node, const RuleContext& context) {
  Permissions permissions;
  if (is_required_word(node, "permissions", context)) {
    permissions.required_only = true;
    return Requirement{std::move(permissions)};
  }
  for (const YamlNode& item : read_list(node, "permissions", context.problems)) {
    auto permission = read_permission(item, context);
    if (!permission) continue;
    const auto is_it = [&](const Permission& other) { return is_same(other, *permission); };
    if (std::ranges::any_of(permissions.permissions, is_it)) {
      context.problems.add(item.at, "the same stands twice in `permissions`; remove one");
    } else {
      permissions.permissions.push_back(std::move(*permission));
    }
  }
  if (permissions.permissions.empty()) return std::nullopt;
  return Requirement{std::move(permissions)};
}

}  // namespace patrol
