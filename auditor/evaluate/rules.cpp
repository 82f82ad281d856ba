#include "auditor/evaluate/rules.h"

#include "auditor/model/text.h"

#include <algorithm>

namespace patrol {
namespace {

bool is_on(const std::string& word, const Integration& integration) {
  return word == integration.variant ||
         std::ranges::find(integration.features, word) != integration.features.end();
}

bool any_on(const std::vector<std::string>& words, const Integration& integration) {
  return std::ranges::any_of(words, [&](const std::string& word) { return is_on(word, integration); });
}

void collect_scopes(const Requirement& requirement, std::vector<std::string>& ids) {
  if (const auto* scopes = std::get_if<PatScopes>(&requirement.kind)) {
    ids.insert(ids.end(), scopes->ids.begin(), scopes->ids.end());
  } else if (const auto* all = std::get_if<AllOf>(&requirement.kind)) {
    for (const Requirement& branch : all->branches) collect_scopes(branch, ids);
  } else if (const auto* any = std::get_if<AnyOf>(&requirement.kind)) {
    for (const Requirement& branch : any->branches) collect_scopes(branch, ids);
  }
}

void collect_level(const Requirement& requirement, std::optional<AccessLevel>& level) {
  if (const auto* access = std::get_if<AccessAtLeast>(&requirement.kind)) {
    level = std::max(level, std::optional(access->level));
  } else if (const auto* all = std::get_if<AllOf>(&requirement.kind)) {
    for (const Requirement& branch : all->branches) collect_level(branch, level);
  } else if (const auto* any = std::get_if<AnyOf>(&requirement.kind)) {
    for (const Requirement& branch : any->branches) collect_level(branch, level);
  }
}

bool is_floor(const Rule& rule, const Integration& integration) {
  const bool requires_it = rule.mode == Rule::Mode::require || rule.mode == Rule::Mode::exactly;
  return requires_it && is_active(rule, integration);
}

}  // namespace

std::string why_not_active(const Rule& rule, const Integration& integration) {
  if (!rule.when.empty() && !any_on(rule.when, integration)) {
    return "only with " + join_words(rule.when) + ", which is not switched on";
  }
  std::vector<std::string> on;
  std::ranges::copy_if(rule.unless, std::back_inserter(on),
                       [&](const std::string& word) { return is_on(word, integration); });
  return "not with " + join_words(on) + ", which is switched on";
}

std::vector<std::string> required_scopes(const Policy& policy, const Integration& integration) {
  std::vector<std::string> ids;
  for (const Rule& rule : policy.rules) {
    if (is_floor(rule, integration)) collect_scopes(rule.requirement, ids);
  }
  std::ranges::sort(ids);
  const auto repeated = std::ranges::unique(ids);
  ids.erase(repeated.begin(), repeated.end());
  return ids;
}

std::optional<AccessLevel> required_access_level(const Policy& policy, const Integration& integration) {
  std::optional<AccessLevel> level;
  for (const Rule& rule : policy.rules) {
    if (is_floor(rule, integration)) collect_level(rule.requirement, level);
  }
  return level;
}

}  // namespace patrol
