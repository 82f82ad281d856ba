#include "auditor/evaluate/rules.h"

#include "auditor/model/parts.h"
#include "auditor/model/rule_mode.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>

namespace patrol {
std::string why_not_active(const Rule& rule, const Integration& integration) {
  const auto is_on = [&](const std::string& word) { return is_switched_on(word, integration); };
  if (!rule.when.empty() && std::ranges::none_of(rule.when, is_on)) {
    return "only with " + join_words(rule.when) + ", which is not switched on";
  }
  if (leaves_no_others(rule, integration)) {
    return "only where the integration is not for all projects; there is no other " +
           std::string(to_word(rule.for_each));
  }
  std::vector<std::string> on;
  std::ranges::copy_if(rule.unless, std::back_inserter(on), is_on);
  return "not with " + join_words(on) + ", which is switched on";
}

bool is_active_floor(const Rule& rule, const Integration& integration) {
  return is_floor(rule.mode) && is_active(rule, integration);
}

bool asks_for_tokens(const Policy& policy, const Integration& integration) {
  const auto is_about_tokens = [](const Requirement& part) {
    return std::holds_alternative<PatScopes>(part.kind) || std::holds_alternative<PatState>(part.kind);
  };
  return std::ranges::any_of(policy.rules, [&](const Rule& rule) {
    return is_active(rule, integration) && any_part(rule.requirement, is_about_tokens);
  });
}

bool requires_scopes(const Policy& policy, const Integration& integration) {
  return std::ranges::any_of(policy.rules, [&](const Rule& rule) {
    return is_active_floor(rule, integration) && any_part(rule.requirement, [](const Requirement& part) {
             return std::holds_alternative<PatScopes>(part.kind);
           });
  });
}

std::vector<std::string> required_scopes(const Policy& policy, const Integration& integration) {
  std::vector<std::string> ids;
  for (const Rule& rule : policy.rules) {
    if (!is_active_floor(rule, integration)) continue;
    each_part(rule.requirement, [&](const Requirement& part) {
      const auto* scopes = std::get_if<PatScopes>(&part.kind);
      if (scopes != nullptr) ids.insert(ids.end(), scopes->ids.begin(), scopes->ids.end());
    });
  }
  sort_unique(ids);
  return ids;
}

std::vector<const Rule*> rules_about_things(const Policy& policy) {
  std::vector<const Rule*> rules;
  for (const Rule& rule : policy.rules) {
    const bool is_about_things = any_part(rule.requirement, [](const Requirement& part) {
      const auto* roles = std::get_if<Roles>(&part.kind);
      return roles != nullptr && !roles->assigned.empty();
    });
    if (is_about_things) rules.push_back(&rule);
  }
  return rules;
}

std::optional<AccessLevel> required_access_level(const Policy& policy, const Integration& integration) {
  std::optional<AccessLevel> level;
  for (const Rule& rule : policy.rules) {
    if (!is_active_floor(rule, integration)) continue;
    each_part(rule.requirement, [&](const Requirement& part) {
      const auto* access = std::get_if<AccessAtLeast>(&part.kind);
      if (access != nullptr) level = std::max(level, std::optional(access->level));
    });
  }
  return level;
}

}  // namespace patrol
