#include "auditor/model/principal_name.h"
#include "auditor/model/rule_mode.h"
#include "auditor/model/text.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/requirement_readers.h"
#include "auditor/policy/take.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// Where a membership is asked for, and the name or word that stands beside the place.
struct Membership {
  Place place;
  const YamlNode* value = nullptr;
};

/// Reads `{organization: VALUE}`, `{project: VALUE}` of the project that the rule is for (that of the
/// repository or pipeline), or, outside `for_each`, `{project: NAME, <key>: VALUE}`.
std::optional<Membership> read_membership(Fields& fields, std::string_view key, const RuleContext& context) {
  const YamlNode* organization = fields.take("organization");
  const YamlNode* project = fields.take("project");
  const YamlNode* value = fields.take(key);
  if ((organization == nullptr) == (project == nullptr)) {
    context.problems.add(fields.at(), "name either `organization` or `project`");
    return std::nullopt;
  }
  if (organization != nullptr) {
    if (value == nullptr) return Membership{Place{}, organization};
    context.problems.add(value->at, in_backticks(key) + " goes with a named project; write `{organization: " +
                                        std::string(key == "role" ? "admin" : "NAME") + "}`");
    return std::nullopt;
  }
  if (context.for_each != Rule::ForEach::nothing) {
    if (value == nullptr) return Membership{Place{Place::Kind::each_project, ""}, project};
    context.problems.add(value->at, in_backticks(key) +
                                        " names a project of its own, but the rule is for each " +
                                        std::string(to_word(context.for_each)) +
                                        "; take `for_each` away, or write `{project: …}` alone");
    return std::nullopt;
  }
  if (value == nullptr) {
    context.problems.add(project->at,
                         "the rule is not for each project; add `for_each: project`, or write "
                         "`{project: PROJECT, " +
                             std::string(key) + ": …}`");
    return std::nullopt;
  }
  const auto name = read_name(*project, "project", context.problems);
  if (!name) return std::nullopt;
  return Membership{Place{Place::Kind::named_project, *name}, value};
}

/// Adds what was read of a list, or tells that it stands there twice.
template <class Item>
void add_different(std::optional<Item> item, std::vector<Item>& items, std::string_view what, TextPosition at,
                   Problems& problems) {
  if (!item) return;
  if (std::ranges::find(items, *item) == items.end()) {
    items.push_back(std::move(*item));
  } else {
    problems.add(at, "the same stands twice in " + in_backticks(what) + "; remove one");
  }
}

std::optional<GroupMembership> read_group(const YamlNode& node, const RuleContext& context) {
  Fields fields(node, "the group", context.problems);
  if (!fields.is_mapping()) return std::nullopt;
  const auto membership = read_membership(fields, "group", context);
  fields.refuse_others();
  if (!membership) return std::nullopt;
  const auto name = read_name(*membership->value, "group", context.problems);
  if (!name) return std::nullopt;
  if (local_name(*name) != *name) {
    context.problems.add(membership->value->at,
                         "write the group's name without its scope: what follows `]\\`");
    return std::nullopt;
  }
  return GroupMembership{membership->place, *name};
}

std::optional<RoleHeld> read_role(const YamlNode& node, const RuleContext& context) {
  Problems& problems = context.problems;
  Fields fields(node, "the role", problems);
  if (!fields.is_mapping()) return std::nullopt;
  const auto membership = read_membership(fields, "role", context);
  const YamlNode* at_least = fields.take("at_least");
  fields.refuse_others();

  RoleHeld role;
  if (at_least != nullptr) {
    role.at_least = read_switch(*at_least, "at_least", problems);
    if (context.mode != Rule::Mode::require) {
      problems.add(at_least->at,
                   "`at_least` means something under `require` only: elsewhere roles compare by rank; "
                   "remove it");
    }
  }
  if (!membership) return std::nullopt;
  role.place = membership->place;
  if (role.place.kind == Place::Kind::organization) {
    if (!read_word(*membership->value, "role of an organization", {"admin"}, problems)) return std::nullopt;
    role.role = RoleHeld::Role::admin;
    return role;
  }
  static const std::vector<std::string> words{"reader", "contributor", "admin"};
  const auto word = read_word(*membership->value, "role in a project", words, problems);
  if (!word) return std::nullopt;
  role.role = static_cast<RoleHeld::Role>(*word);
  return role;
}

bool is_one_place(const RoleHeld& a, const RoleHeld& b) {
  return a.place == b.place;
}

bool is_one_place(const AssignedRole& a, const AssignedRole& b) {
  return a.place == b.place && a.resource == b.resource && a.of_all == b.of_all && a.name == b.name;
}

/// Two different most or exact roles in one place can not both be meant.
template <class Role>
bool is_contradiction(const std::vector<Role>& roles, Rule::Mode mode) {
  if (!is_ceiling(mode)) return false;
  for (std::size_t i = 1; i < roles.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (is_one_place(roles[i], roles[j])) return true;
    }
  }
  return false;
}

}  // namespace

std::optional<Requirement> read_groups(const YamlNode& node, const RuleContext& context) {
  Groups groups;
  if (is_required_word(node, "groups", context)) {
    groups.required_only = true;
    return Requirement{std::move(groups)};
  }
  for (const YamlNode& each : read_list(node, "groups", context.problems)) {
    add_different(read_group(each, context), groups.groups, "groups", each.at, context.problems);
  }
  if (groups.groups.empty()) return std::nullopt;
  return Requirement{std::move(groups)};
}

std::optional<Requirement> read_roles(const YamlNode& node, const RuleContext& context) {
  Roles roles;
  for (const YamlNode& each : read_list(node, "roles", context.problems)) {
    if (is_assigned_role(each)) {
      add_different(read_assigned_role(each, context), roles.assigned, "roles", each.at, context.problems);
    } else {
      add_different(read_role(each, context), roles.roles, "roles", each.at, context.problems);
    }
  }
  if (roles.roles.empty() && roles.assigned.empty()) return std::nullopt;
  if (is_contradiction(roles.roles, context.mode) || is_contradiction(roles.assigned, context.mode)) {
    context.problems.add(node.at, "two roles in one place contradict each other under " +
                                      in_backticks(to_word(context.mode)) + "; keep one");
  }
  return Requirement{std::move(roles)};
}

}  // namespace patrol
