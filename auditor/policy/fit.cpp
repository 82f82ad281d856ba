#include "auditor/policy/fit.h"

#include "auditor/model/parts.h"

#include <algorithm>
#include <string>
#include <vector>

namespace patrol {
namespace {

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

TextPosition at_start(const Integration& integration) {
  return {integration.position.line, integration.position.column};
}

void check_features(const PlacedIntegration& placed, const Policy& policy, Problems& problems) {
  for (const std::string& feature : placed.integration.features) {
    if (contains(policy.features, feature)) continue;
    const auto at = placed.features_at.find(feature);
    const TextPosition where = at == placed.features_at.end() ? placed.policy_at : at->second;
    if (policy.features.empty()) {
      problems.add(where, "the policy " + in_backticks(policy.id) + " has no features; remove them");
    } else {
      problems.add_unknown(where, "feature", feature, policy.features);
    }
  }
}

void check_variant(const PlacedIntegration& placed, const Policy& policy, Problems& problems) {
  const std::string& variant = placed.integration.variant;
  if (contains(policy.variants, variant)) return;
  if (policy.variants.empty()) {
    if (!variant.empty()) {
      problems.add(placed.variant_at,
                   "the policy " + in_backticks(policy.id) + " has no variants; remove it");
    }
  } else if (variant.empty()) {
    problems.add(at_start(placed.integration), "the policy " + in_backticks(policy.id) +
                                                   " has variants, so add `variant`" +
                                                   suggestion("", policy.variants));
  } else {
    problems.add_unknown(placed.variant_at, "variant", variant, policy.variants);
  }
}

void check_projects(const Integration& integration, const Policy& policy, Problems& problems) {
  if (integration.all_projects || !integration.projects.empty()) return;
  const auto needs_projects = [&](const Rule& rule) {
    return rule.for_each != Rule::ForEach::nothing && is_active(rule, integration);
  };
  const auto rule = std::ranges::find_if(policy.rules, needs_projects);
  if (rule == policy.rules.end()) return;
  problems.add(at_start(integration),
               "no projects are named, and the rule " + in_backticks(rule->id) +
                   (rule->of_others ? " is for each other one" : " is for each of them") +
                   "; add `projects: […]` or `projects: all`");
}

/// What the policy declares under a name; null where it declares none or another type, which is told.
const Parameter* find_parameter(const Policy& policy, const std::string& name, bool is_name, TextPosition at,
                                Problems& problems) {
  const auto declared = policy.parameters.find(name);
  if (declared == policy.parameters.end()) {
    std::vector<std::string> names;
    names.reserve(policy.parameters.size());
    for (const auto& [known, parameter] : policy.parameters) names.push_back(known);
    if (names.empty()) {
      problems.add(at, "the policy " + in_backticks(policy.id) + " has no parameters; remove them");
    } else {
      problems.add_unknown(at, "parameter", name, names);
    }
    return nullptr;
  }
  if (declared->second.name.has_value() == is_name) return &declared->second;
  problems.add(at, in_backticks(name) + " must be a " + (is_name ? "whole number" : "name") +
                       ", says the policy " + in_backticks(policy.id));
  return nullptr;
}

void check_parameters(const PlacedIntegration& placed, const Policy& policy, Problems& problems) {
  for (const auto& [name, value] : placed.integration.names) {
    find_parameter(policy, name, true, placed.parameters_at.at(name), problems);
  }
  for (const auto& [name, number] : placed.integration.parameters) {
    const TextPosition at = placed.parameters_at.at(name);
    const Parameter* declared = find_parameter(policy, name, false, at, problems);
    if (declared == nullptr) continue;
    const Parameter& parameter = *declared;
    const bool is_low = parameter.at_least && number < *parameter.at_least;
    const bool is_high = parameter.at_most && number > *parameter.at_most;
    if (!is_low && !is_high) continue;
    problems.add(at, in_backticks(name) + " must be at " +
                         (is_low ? "least " + std::to_string(*parameter.at_least)
                                 : "most " + std::to_string(*parameter.at_most)) +
                         ", says the policy " + in_backticks(policy.id));
  }
}

/// An attestation that no rule asks for is most likely a slip, and would leave its rule inconclusive.
void check_attestations(const PlacedIntegration& placed, const Policy& policy, Problems& problems) {
  std::vector<std::string> statements;
  for (const Rule& rule : policy.rules) {
    each_part(rule.requirement, [&](const Requirement& part) {
      const auto* attested = std::get_if<Attested>(&part.kind);
      if (attested != nullptr) statements.push_back(attested->statement);
    });
  }
  for (const PlacedAttestation& each : placed.attestations) {
    const std::string& statement = each.attestation.statement;
    const auto is_it = [&](const std::string& known) { return same_statement(known, statement); };
    if (statement.empty() || std::ranges::any_of(statements, is_it)) continue;
    problems.add(each.at, "no rule of the policy " + in_backticks(policy.id) + " asks for this statement" +
                              suggestion(statement, statements));
  }
}

}  // namespace

void check_fit(const PlacedIntegration& placed, const Policy& policy, Problems& problems) {
  // A wrong variant or list of projects is no missing one, and was told.
  const bool is_whole = problems.empty();
  check_features(placed, policy, problems);
  check_parameters(placed, policy, problems);
  check_attestations(placed, policy, problems);
  if (is_whole) check_variant(placed, policy, problems);
  if (problems.empty()) check_projects(placed.integration, policy, problems);
}

}  // namespace patrol
