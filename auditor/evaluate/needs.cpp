#include "auditor/evaluate/needs.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <tuple>
#include <utility>

namespace patrol {
namespace {

/// Adds the like of a list with one of its elements alone, for each of them.
template <class Kind, class Element>
void add_singly(const std::vector<Element>& elements, std::vector<Element> Kind::*list,
                std::vector<Requirement>& singles) {
  for (const Element& element : elements) {
    Kind kind;
    (kind.*list).push_back(element);
    singles.push_back({std::move(kind)});
  }
}

bool is_floor(const Rule& rule) {
  return rule.mode == Rule::Mode::require || rule.mode == Rule::Mode::exactly;
}

bool any_branch(const Requirement& requirement, bool (*is_wanted)(const Requirement&)) {
  const auto in_any = [&](const std::vector<Requirement>& branches) {
    return std::ranges::any_of(branches,
                               [&](const Requirement& branch) { return any_branch(branch, is_wanted); });
  };
  if (is_wanted(requirement)) return true;
  if (const auto* all = std::get_if<AllOf>(&requirement.kind)) return in_any(all->branches);
  if (const auto* any = std::get_if<AnyOf>(&requirement.kind)) return in_any(any->branches);
  return false;
}

bool is_held_through_groups(const Requirement& requirement) {
  return std::holds_alternative<Groups>(requirement.kind) ||
         std::holds_alternative<Roles>(requirement.kind) ||
         std::holds_alternative<Permissions>(requirement.kind);
}

bool is_choice(const Requirement& requirement) {
  return std::holds_alternative<AnyOf>(requirement.kind);
}

/// By the end of the SID (API.md 4.4): administrators of the organization or of a project.
bool leads_through_administrators(const std::vector<std::string>& way) {
  return std::ranges::any_of(way, [](const std::string& group) {
    return group.ends_with("-0-0-0-0-1") || group.ends_with("-0-0-0-0-2");
  });
}

/// What it leaves open where it was not decided: memberships are about groups of a known name, rights may be
/// given to any group.
void add_undecided(const Requirement& single, const Rule& rule, const Integration& integration,
                   NeededGroups& needed) {
  static constexpr std::array<std::string_view, 3> role_groups{"readers", "contributors",
                                                               "project administrators"};
  const auto* groups = std::get_if<Groups>(&single.kind);
  const auto* roles = std::get_if<Roles>(&single.kind);
  if (groups != nullptr) {
    for (const GroupMembership& each : groups->groups) needed.may_be.insert(fold_case(each.group));
  } else if (roles != nullptr && roles->assigned.empty()) {
    for (const RoleHeld& each : roles->roles) {
      const auto first = static_cast<std::size_t>(each.role);
      const std::size_t last = each.at_least ? role_groups.size() - 1 : first;
      // Administrators of the organization are found by their SID, in any case.
      if (each.place.kind == Place::Kind::organization) continue;
      for (std::size_t i = first; i <= last; ++i) needed.may_be.emplace(role_groups.at(i));
    }
  } else {
    needed.undecided.insert(name_of(rule, integration));
  }
}

}  // namespace

void each_part(const Requirement& requirement, const std::function<void(const Requirement&)>& visit) {
  const auto go_on = [&](const std::vector<Requirement>& branches) {
    for (const Requirement& branch : branches) each_part(branch, visit);
  };
  if (const auto* all = std::get_if<AllOf>(&requirement.kind)) return go_on(all->branches);
  if (const auto* any = std::get_if<AnyOf>(&requirement.kind)) return go_on(any->branches);
  visit(requirement);
}

std::vector<Requirement> singles_of(const Requirement& requirement) {
  std::vector<Requirement> singles;
  each_part(requirement, [&](const Requirement& part) {
    if (const auto* groups = std::get_if<Groups>(&part.kind)) {
      add_singly(groups->groups, &Groups::groups, singles);
    } else if (const auto* roles = std::get_if<Roles>(&part.kind)) {
      add_singly(roles->roles, &Roles::roles, singles);
      add_singly(roles->assigned, &Roles::assigned, singles);
    } else if (const auto* permissions = std::get_if<Permissions>(&part.kind)) {
      add_singly(permissions->permissions, &Permissions::permissions, singles);
    }
  });
  return singles;
}

std::string name_of(const Rule& rule, const Integration& integration) {
  return "the rule " + rule.id + " of " + integration.name;
}

std::vector<std::string> from_valid_users(std::vector<std::string> chain, const Facts& facts) {
  const GroupAnswer valid_users = facts.groups().in_organization("Project Collection Valid Users");
  const auto last = std::ranges::find_if(
      chain, [&](const std::string& group) { return same_name(group, valid_users.descriptor); });
  if (last != chain.end()) chain.erase(chain.begin(), last);
  return chain;
}

void GroupsBehind::add(const Outcome& outcome, const Question& question) {
  const Identity* account = question.account().identity;
  if (account == nullptr || outcome.held_through.empty()) return;
  const GroupAnswer valid_users = question.facts.groups().in_organization("Project Collection Valid Users");
  const auto needs_no_group = [&](const std::string& descriptor) {
    return !is_group_descriptor(descriptor) || same_name(descriptor, valid_users.descriptor);
  };
  for (const std::vector<std::string>& holders : outcome.held_through) {
    if (std::ranges::any_of(holders, needs_no_group)) continue;
    std::vector<std::vector<std::string>> ways;
    ways.reserve(holders.size());
    for (const std::string& descriptor : holders) {
      for (auto& chain : question.facts.memberships().chains(*account, descriptor, valid_users.descriptor)) {
        // What everybody has anyway is at hand for the choice among ways.
        if (same_name(chain.front(), valid_users.descriptor)) groups.insert(chain.front());
        ways.push_back(std::move(chain));
      }
    }
    std::ranges::stable_sort(ways, {}, leads_through_administrators);
    if (ways.size() == 1) {
      groups.insert(ways.front().begin(), ways.front().end());
    } else if (!ways.empty()) {
      choices.push_back(std::move(ways));
    }
  }
}

void GroupsBehind::add(const GroupsBehind& other) {
  groups.insert(other.groups.begin(), other.groups.end());
  choices.insert(choices.end(), other.choices.begin(), other.choices.end());
}

std::set<std::string, std::less<>> GroupsBehind::settled() const {
  auto all = groups;
  for (const auto& ways : choices) {
    // Of ways that bring as many groups the one that begins with a needed group: who is in that is in the
    // others.
    const auto price = [&](const std::vector<std::string>& way) {
      const auto more =
          std::ranges::count_if(way, [&](const std::string& group) { return !all.contains(group); });
      const bool is_of_administrators = more > 0 && leads_through_administrators(way);
      return std::tuple(is_of_administrators, more, way.empty() || !all.contains(way.front()));
    };
    const std::vector<std::string>& way = *std::ranges::min_element(ways, {}, price);
    all.insert(way.begin(), way.end());
  }
  return all;
}

void NeededGroups::add(const NeededGroups& other) {
  behind.add(other.behind);
  may_be.insert(other.may_be.begin(), other.may_be.end());
  undecided.insert(other.undecided.begin(), other.undecided.end());
}

void Needs::add(const Question& question, const Outcome& outcome) {
  const Rule& rule = question.rule;
  if (!is_floor(rule) || !any_branch(rule.requirement, is_held_through_groups)) return;
  NeededGroups& needed = by_integration_[&question.integration];
  const bool is_choice_of_ways = any_branch(rule.requirement, is_choice);
  if (outcome.holds == Truth::yes && !is_choice_of_ways) {
    return needed.behind.add(outcome, question);
  }
  // What does not hold as a whole may rest on groups in parts.
  const std::vector<Requirement> singles = singles_of(rule.requirement);
  if (singles.size() == 1 && !is_choice_of_ways && rule.mode == Rule::Mode::require) {
    if (outcome.holds == Truth::unknown) add_undecided(singles.front(), rule, question.integration, needed);
    return;
  }
  Rule floor = rule;
  floor.mode = Rule::Mode::require;
  const Question part{.rule = floor,
                      .integration = question.integration,
                      .project = question.project,
                      .repository = question.repository,
                      .pipeline = question.pipeline,
                      .scope_needs = question.scope_needs,
                      .facts = question.facts,
                      .catalogue = question.catalogue,
                      .now = question.now,
                      .in_words = false};
  for (const Requirement& single : singles) {
    const Outcome one = decide(single, part);
    if (one.holds == Truth::yes) needed.behind.add(one, part);
    // Where one of several ways is known to be held, the others are not needed.
    const bool is_in_doubt = one.holds == Truth::unknown && outcome.holds != Truth::yes;
    if (is_in_doubt) add_undecided(single, rule, question.integration, needed);
  }
}

void Needs::add_open(const Rule& rule, const Integration& integration) {
  if (!is_floor(rule)) return;
  for (const Requirement& single : singles_of(rule.requirement)) {
    add_undecided(single, rule, integration, by_integration_[&integration]);
  }
}

const NeededGroups& Needs::of(const Integration& integration) const {
  static const NeededGroups none;
  const auto found = by_integration_.find(&integration);
  return found == by_integration_.end() ? none : found->second;
}

}  // namespace patrol
