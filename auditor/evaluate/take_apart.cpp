#include "auditor/evaluate/take_apart.h"

#include "auditor/evaluate/required_here.h"
#include "auditor/model/parts.h"
#include "auditor/model/rule_mode.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

namespace patrol {
namespace {

/// The like of a list with only one of its elements, for each of them.
template <class Kind, class Element>
std::vector<Requirement> singly(const std::vector<Element>& elements, std::vector<Element> Kind::*list) {
  std::vector<Requirement> alone;
  alone.reserve(elements.size());
  for (const Element& element : elements) {
    Kind kind;
    (kind.*list).push_back(element);
    alone.push_back({std::move(kind)});
  }
  return alone;
}

/// What the kind asks, each thing alone; one element or none where it asks one thing.
struct Single {
  std::vector<Requirement> operator()(const Groups& wanted) const {
    return singly(wanted.groups, &Groups::groups);
  }
  std::vector<Requirement> operator()(const Roles& wanted) const {
    std::vector<Requirement> alone = singly(wanted.roles, &Roles::roles);
    std::ranges::move(singly(wanted.assigned, &Roles::assigned), std::back_inserter(alone));
    return alone;
  }
  std::vector<Requirement> operator()(const Permissions& wanted) const {
    return singly(wanted.permissions, &Permissions::permissions);
  }
  std::vector<Requirement> operator()(const PatState& wanted) const {
    std::vector<Requirement> alone;
    const auto add = [&](bool is_asked, auto set) {
      if (!is_asked) return;
      PatState one;
      set(one);
      alone.push_back({one});
    };
    add(wanted.valid, [](PatState& one) { one.valid = true; });
    add(wanted.min_days_left.has_value(), [&](PatState& one) { one.min_days_left = wanted.min_days_left; });
    add(wanted.min_lifetime_days.has_value(),
        [&](PatState& one) { one.min_lifetime_days = wanted.min_lifetime_days; });
    add(wanted.max_lifetime_days.has_value(),
        [&](PatState& one) { one.max_lifetime_days = wanted.max_lifetime_days; });
    add(wanted.one_organization, [](PatState& one) { one.one_organization = true; });
    add(wanted.all_organizations, [](PatState& one) { one.all_organizations = true; });
    add(wanted.unique, [](PatState& one) { one.unique = true; });
    return alone;
  }
  std::vector<Requirement> operator()(const AccountState& wanted) const {
    std::vector<Requirement> alone;
    const auto add = [&](bool is_asked, auto set) {
      if (!is_asked) return;
      AccountState one;
      set(one);
      alone.push_back({one});
    };
    add(wanted.active, [](AccountState& one) { one.active = true; });
    add(wanted.email_exact, [](AccountState& one) { one.email_exact = true; });
    add(wanted.unique, [](AccountState& one) { one.unique = true; });
    add(wanted.kind.has_value(), [&](AccountState& one) { one.kind = wanted.kind; });
    return alone;
  }
  template <class Other>
  std::vector<Requirement> operator()(const Other&) const {
    return {};
  }
};

/// Whether the rule can not be decided without the others.
bool needs_others(const Requirement& requirement) {
  return any_part(requirement, [](const Requirement& part) {
    const auto* scopes = std::get_if<PatScopes>(&part.kind);
    return (scopes != nullptr && scopes->required_only) || needs_required_here(part);
  });
}

class Parts {
 public:
  Parts(const Rule& rule, TakenApart& apart) : rule_(rule), apart_(apart) {}

  void add(const Requirement& requirement, std::size_t depth) {
    if (const auto* any = std::get_if<AnyOf>(&requirement.kind)) return add_join("any", any->branches, depth);
    if (const auto* all = std::get_if<AllOf>(&requirement.kind)) return add_join("all", all->branches, depth);
    // What must be at most, or exactly, is the list as a whole.
    const auto alone =
        is_ceiling(rule_.mode) ? std::vector<Requirement>{} : std::visit(Single{}, requirement.kind);
    if (alone.size() < 2) return add_one(requirement, depth);
    // Of a list under `forbid` nothing may be there, else all must hold.
    add_join(rule_.mode == Rule::Mode::forbid ? "any" : "all", alone, depth);
  }

 private:
  void add_join(std::string_view word, const std::vector<Requirement>& branches, std::size_t depth) {
    apart_.parts.push_back({.depth = depth, .join = std::string(word) + " of these", .rule = std::nullopt});
    for (const Requirement& branch : branches) add(branch, depth + 1);
  }

  void add_one(const Requirement& requirement, std::size_t depth) {
    Rule part = rule_;
    // No rule of a file can have this sign in its id.
    part.id += "#" + std::to_string(apart_.policy.rules.size());
    part.remediation.clear();
    part.requirement = requirement;
    apart_.parts.push_back({.depth = depth, .rule = apart_.policy.rules.size()});
    apart_.policy.rules.push_back(std::move(part));
  }

  const Rule& rule_;
  TakenApart& apart_;
};

}  // namespace

TakenApart take_apart(const Policy& policy, std::size_t rule) {
  const Rule& wanted = policy.rules[rule];
  TakenApart apart{.policy = policy, .parts = {}};
  apart.policy.rules = {wanted};
  Parts(wanted, apart).add(wanted.requirement, 0);
  if (apart.parts.size() == 1) {
    apart.policy.rules.resize(1);
    apart.parts.clear();
  }
  if (needs_others(wanted.requirement)) {
    for (std::size_t i = 0; i < policy.rules.size(); ++i) {
      if (i != rule) apart.policy.rules.push_back(policy.rules[i]);
    }
  }
  return apart;
}

}  // namespace patrol
