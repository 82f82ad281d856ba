#include "auditor/model/rule_mode.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/requirement_readers.h"
#include "auditor/policy/values.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using Kind = Catalogue::ResourceKind;

/// Keys of the roles that are membership of a built-in group.
constexpr std::array<std::string_view, 4> other_keys{"organization", "project", "role", "at_least"};

/// Kinds of things of which this version can not tell who has which role.
constexpr std::array<std::string_view, 2> planned_kinds{"secure_file", "deployment_group"};

/// The key that names the kind of thing, or null: then the role is that of a built-in group.
const YamlNode::Entry* kind_entry(const YamlNode& node) {
  const auto found = std::ranges::find_if(node.entries, [](const YamlNode::Entry& entry) {
    return std::ranges::find(other_keys, entry.key) == other_keys.end() && !may_hold_secret(entry.key);
  });
  return found == node.entries.end() ? nullptr : &*found;
}

std::vector<std::string> known_words(const Catalogue& catalogue) {
  std::vector<std::string> words;
  words.reserve(catalogue.resource_kinds.size() + other_keys.size());
  for (const Kind& kind : catalogue.resource_kinds) words.push_back(kind.word);
  for (const std::string_view key : other_keys) words.emplace_back(key);
  return words;
}

void tell_unknown_kind(const YamlNode::Entry& entry, const RuleContext& context) {
  if (std::ranges::find(planned_kinds, entry.key) != planned_kinds.end()) {
    tell_not_supported(entry.at, entry.key, context.problems);
    return;
  }
  context.problems.add(entry.at, "unknown kind of role " + in_backticks(entry.key) +
                                     suggestion(entry.key, known_words(context.catalogue)));
}

/// The name of a thing, that of a parameter, `all` or `each`; in quotes both are things of that name.
bool read_thing(const YamlNode& node, const Kind& kind, const RuleContext& context, AssignedRole& role) {
  Problems& problems = context.problems;
  if (node.kind == YamlNode::Kind::mapping) {
    Fields fields(node, "the name of the " + kind.title, problems);
    const YamlNode* parameter = fields.need("parameter");
    fields.refuse_others();
    if (parameter == nullptr) return false;
    auto name = context.parameters.read_thing_name(*parameter, problems);
    if (!name) return false;
    role.name = std::move(*name);
    return true;
  }
  const bool is_word = node.kind == YamlNode::Kind::scalar && !node.is_quoted;
  role.of_all = is_word && node.text == "all";
  role.of_each = is_word && node.text == "each";
  if (role.of_each && is_floor(context.mode)) {
    problems.add(node.at,
                 "`each` says on which things no more may be held, under `forbid` and `at_most`; what is "
                 "held on all of them is given on the page of `all`");
    return false;
  }
  if (role.of_all || role.of_each) return true;
  auto name = read_name(node, kind.word, problems);
  if (!name) return false;
  role.name.text = std::move(*name);
  return true;
}

/// Where the thing is: in the organization, in the project that the rule is for, or in a named one.
std::optional<Place> read_place(const YamlNode* project, const Kind& kind, TextPosition at,
                                const RuleContext& context) {
  Problems& problems = context.problems;
  if (!kind.in_project) {
    if (project == nullptr) return Place{};
    problems.add(project->at, "the " + kind.title +
                                  " belongs to the organization, and to no project; remove `project`, or "
                                  "name the project's `agent_queue`");
    return std::nullopt;
  }
  const std::string for_each(to_word(context.for_each));
  if (context.for_each != Rule::ForEach::nothing) {
    if (project == nullptr) return Place{Place::Kind::each_project, ""};
    problems.add(project->at, "`project` names a project of its own, but the rule is for each " + for_each +
                                  "; take one of both away");
    return std::nullopt;
  }
  if (project == nullptr) {
    problems.add(at, "a " + kind.title +
                         " is in a project, and the rule is not for each; add `for_each: project`, or "
                         "`project: NAME` beside it");
    return std::nullopt;
  }
  auto name = read_name(*project, "project", problems);
  if (!name) return std::nullopt;
  return Place{Place::Kind::named_project, std::move(*name)};
}

std::string read_role_name(const YamlNode* node, const Kind& kind, TextPosition at, Problems& problems) {
  std::vector<std::string> names;
  names.reserve(kind.roles.size());
  for (const Kind::Role& role : kind.roles) names.push_back(role.name);
  if (node == nullptr) {
    problems.add(at, "the role has no `role`; add it" + suggestion("", names));
    return {};
  }
  const auto place = read_word(*node, "role of the kind " + kind.title, names, problems);
  return place ? names[*place] : std::string();
}

}  // namespace

bool is_assigned_role(const YamlNode& node) {
  return kind_entry(node) != nullptr;
}

std::optional<AssignedRole> read_assigned_role(const YamlNode& node, const RuleContext& context) {
  const YamlNode::Entry* entry = kind_entry(node);
  if (entry == nullptr) return std::nullopt;
  const Kind* kind = context.catalogue.find_resource_kind(entry->key);
  if (kind == nullptr) {
    tell_unknown_kind(*entry, context);
    return std::nullopt;
  }
  Fields fields(node, "the role on the " + kind->title, context.problems);
  const YamlNode* thing = fields.take(kind->word);
  const YamlNode* project = fields.take("project");
  const YamlNode* name = fields.take("role");
  fields.refuse_others();

  AssignedRole role;
  role.resource = kind->word;
  const auto place = read_place(project, *kind, entry->at, context);
  role.role = read_role_name(name, *kind, node.at, context.problems);
  const bool has_thing = thing != nullptr && read_thing(*thing, *kind, context, role);
  if (!place || !has_thing || role.role.empty()) return std::nullopt;
  role.place = *place;
  return role;
}

}  // namespace patrol
