#include "auditor/policy/parameters.h"

#include "auditor/policy/fields.h"
#include "auditor/policy/values.h"

#include <utility>
#include <vector>

namespace patrol {
namespace {

bool begins_with_letter(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::scalar || node.text.empty()) return false;
  const char first = node.text.front();
  return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
}

std::optional<int> take_number(Fields& fields, std::string_view key, Problems& problems) {
  const YamlNode* node = fields.take(key);
  if (node == nullptr) return std::nullopt;
  return read_number(*node, key, Parameters::widest.least, Parameters::widest.most, problems);
}

bool is_outside(int number, const Parameter& parameter) {
  return (parameter.at_least && number < *parameter.at_least) ||
         (parameter.at_most && number > *parameter.at_most);
}

Parameter read_parameter(const YamlNode& node, Problems& problems) {
  Fields fields(node, "the parameter", problems);
  Parameter parameter;
  if (!fields.is_mapping()) return parameter;
  const YamlNode* preset = fields.need("default");
  if (preset != nullptr && Parameters::is_name(*preset)) {
    parameter.name = read_name(*preset, "default", problems);
    fields.refuse_others();
    return parameter;
  }
  const auto normal = take_number(fields, "default", problems);
  parameter.normal = normal.value_or(0);
  parameter.at_least = take_number(fields, "at_least", problems);
  parameter.at_most = take_number(fields, "at_most", problems);
  fields.refuse_others();
  if (parameter.at_least && parameter.at_most && *parameter.at_least > *parameter.at_most) {
    problems.add(node.at, "`at_least` is more than `at_most`: no number is both; change one");
  } else if (normal && is_outside(*normal, parameter)) {
    problems.add(node.at, "`default` is outside of what the parameter may be; change it, or the bounds");
  }
  return parameter;
}

}  // namespace

bool Parameters::is_name(const YamlNode& value) {
  return value.kind == YamlNode::Kind::scalar && (value.is_quoted || begins_with_letter(value));
}

void Parameters::read(const YamlNode& node, Problems& problems) {
  if (node.kind != YamlNode::Kind::mapping || node.entries.empty()) {
    problems.add(node.at,
                 "`parameters` must be a mapping of names to defaults such as `{days_left: {default: 14, "
                 "at_least: 7}}`");
    return;
  }
  for (const YamlNode::Entry& entry : node.entries) {
    YamlNode name;
    name.kind = YamlNode::Kind::scalar;
    name.at = entry.at;
    name.text = entry.key;
    if (!begins_with_letter(name)) {
      problems.add(entry.at, "the name of a parameter must start with a letter");
      continue;
    }
    if (!read_identifier(name, "the name of a parameter", problems)) continue;
    places_.emplace(entry.key, entry.at);
    declared_.emplace(entry.key, read_parameter(entry.value, problems));
  }
}

std::optional<Amount> Parameters::read_amount(const YamlNode& node, std::string_view what, NumberRange range,
                                              Problems& problems) {
  if (!begins_with_letter(node)) {
    const auto number = read_number(node, what, range.least, range.most, problems);
    return number ? std::optional{Amount{.number = *number}} : std::nullopt;
  }
  const auto found = declared_.find(node.text);
  if (found == declared_.end()) {
    tell_unknown(node,
                 in_backticks(what) +
                     " must be a whole number, or a parameter that the policy declares under `parameters`",
                 problems);
    return std::nullopt;
  }
  used_.insert(found->first);
  if (found->second.name) {
    problems.add(node.at, in_backticks(what) + " must be a number, and the parameter " +
                              in_backticks(node.text) + " is a name; give it a number as `default`");
    return std::nullopt;
  }
  const Parameter& parameter = found->second;
  if (parameter.at_least.value_or(widest.least) < range.least) {
    problems.add(node.at, in_backticks(what) + " must be at least " + std::to_string(range.least) +
                              ", and the parameter may be less; give it `at_least: " +
                              std::to_string(range.least) + "` or more");
    return std::nullopt;
  }
  if (parameter.at_most.value_or(widest.most) > range.most) {
    problems.add(node.at, in_backticks(what) + " must be at most " + std::to_string(range.most) +
                              ", and the parameter may be more; give it `at_most: " +
                              std::to_string(range.most) + "` or less");
    return std::nullopt;
  }
  return Amount{.number = parameter.normal, .parameter = found->first};
}

void Parameters::tell_unknown(const YamlNode& node, std::string otherwise, Problems& problems) const {
  std::vector<std::string> names;
  names.reserve(declared_.size());
  for (const auto& [name, parameter] : declared_) names.push_back(name);
  problems.add(node.at, names.empty()
                            ? std::move(otherwise)
                            : "unknown parameter " + in_backticks(node.text) + suggestion(node.text, names));
}

std::optional<ThingName> Parameters::read_thing_name(const YamlNode& node, Problems& problems) {
  const auto word = read_identifier(node, "parameter", problems);
  if (!word) return std::nullopt;
  const auto found = declared_.find(*word);
  if (found == declared_.end()) {
    tell_unknown(node, "the policy declares no parameters; add it under `parameters`", problems);
    return std::nullopt;
  }
  used_.insert(found->first);
  if (const auto& preset = found->second.name) return ThingName{.text = *preset, .parameter = found->first};
  problems.add(node.at, "the parameter " + in_backticks(*word) +
                            " is a number, and a name is wanted; give it a name as `default`");
  return std::nullopt;
}

void Parameters::refuse_unused(Problems& problems) const {
  for (const auto& [name, at] : places_) {
    if (used_.contains(name)) continue;
    problems.add(
        at, "no rule uses the parameter " + in_backticks(name) + "; write its name in a rule, or remove it");
  }
}

}  // namespace patrol
