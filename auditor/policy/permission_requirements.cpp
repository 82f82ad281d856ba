#include "auditor/policy/permission_words.h"
#include "auditor/policy/requirement_readers.h"
#include "auditor/policy/values.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using Level = Permission::Level;

constexpr std::array all_levels{Level::organization, Level::project,   Level::repository,    Level::pipeline,
                                Level::area,         Level::iteration, Level::service_hooks, Level::tagging,
                                Level::analytics,    Level::release,   Level::query};

std::optional<Level> read_level(const YamlNode::Entry& entry, Problems& problems) {
  const auto level = std::ranges::find_if(all_levels, [&](Level each) { return to_word(each) == entry.key; });
  if (level == all_levels.end()) {
    problems.add(entry.at, "unknown level of permissions " + in_backticks(entry.key) +
                               suggestion(entry.key, {"organization", "project"}));
    return std::nullopt;
  }
  if (*level == Level::organization || *level == Level::project) return *level;
  problems.add(entry.at,
               "permissions at the level " + in_backticks(entry.key) +
                   " are not supported yet: this version can not decide them; take them out of the policy");
  return std::nullopt;
}

std::optional<Place> place_of(Level level, const YamlNode::Entry& entry, const RuleContext& context) {
  if (level == Level::organization) return Place{};
  if (context.for_each == Rule::ForEach::project) return Place{Place::Kind::each_project, ""};
  context.problems.add(entry.at,
                       "a permission in a project needs a rule for each project; add `for_each: project`");
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
