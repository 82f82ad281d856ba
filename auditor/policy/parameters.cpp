#include "auditor/policy/parameters.h"

#include "auditor/policy/fields.h"
#include "auditor/policy/values.h"

#include <utility>
#include <vector>

namespace patrol {
namespace {

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
  fields.need("default");
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

bool is_name(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::scalar || node.text.empty()) return false;
  const char first = node.text.front();
  return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
}

}  // namespace

void Parameters::read(const YamlNode& node, Problems& problems) {
  if (node.kind != YamlNode::Kind::mapping || node.entries.empty()) {
    problems.add(node.at,
                 "`parameters` must be a mapping of names to numbers such as `{days_left: {default: 14, "
                 "at_least: 7}}`");
    return;
  }
  for (const YamlNode::Entry& entry : node.entries) {
    YamlNode name;
    name.kind = YamlNode::Kind::scalar;
    name.at = entry.at;
    name.text = entry.key;
    if (!is_name(name)) {
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
  if (!is_name(node)) {
    const auto number = read_number(node, what, range.least, range.most, problems);
    return number ? std::optional{Amount{.number = *number}} : std::nullopt;
  }
  const auto found = declared_.find(node.text);
  if (found == declared_.end()) {
    std::vector<std::string> names;
    names.reserve(declared_.size());
    for (const auto& [name, parameter] : declared_) names.push_back(name);
    problems.add(node.at,
                 names.empty()
                     ? in_backticks(what) +
                           " must be a whole number, or a parameter that the policy declares under "
                           "`parameters`"
                     : "unknown parameter " + in_backticks(node.text) + suggestion(node.text, names));
    return std::nullopt;
  }
  used_.insert(found->first);
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

void Parameters::refuse_unused(Problems& problems) const {
  for (const auto& [name, at] : places_) {
    if (used_.contains(name)) continue;
    problems.add(at, "no rule uses the parameter " + in_backticks(name) +
                         "; write its name in place of a number, or remove it");
  }
}

}  // namespace patrol
