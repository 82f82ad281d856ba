#include "auditor/evaluate/needs.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/parts.h"
#include "auditor/model/role_groups.h"
#include "auditor/model/rule_mode.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
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

/// All that is required and may be held through a group, each thing by itself.
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

/// Whether several ways are offered anywhere in it.
bool has_choice(const Requirement& requirement) {
  const auto* all = std::get_if<AllOf>(&requirement.kind);
  return std::holds_alternative<AnyOf>(requirement.kind) ||
         (all != nullptr && std::ranges::any_of(all->branches, has_choice));
}

/// What it leaves open where it was not decided: memberships are about groups of a known name, rights may be
/// given to any group.
void add_undecided(const Requirement& single, const Rule& rule, const Integration& integration,
                   NeededGroups& needed) {
  needed.in_doubt.insert(name_of(rule, integration));
  const auto* groups = std::get_if<Groups>(&single.kind);
  const auto* roles = std::get_if<Roles>(&single.kind);
  if (groups != nullptr) {
    for (const GroupMembership& each : groups->groups) needed.may_be.insert(fold_case(each.group));
  } else if (roles != nullptr && roles->assigned.empty()) {
    for (const RoleHeld& each : roles->roles) {
      // Administrators of the organization are found by their SID, in any case.
      if (each.place.kind == Place::Kind::organization) continue;
      for (const RoleGroup& rank : project_role_groups) {
        if (counts_for(rank, each)) needed.may_be.insert(fold_case(rank.group));
      }
    }
  } else {
    needed.undecided.insert(name_of(rule, integration));
  }
}

}  // namespace

bool is_held_through_groups(const Requirement& requirement) {
  return any_part(requirement, [](const Requirement& part) {
    return std::holds_alternative<Groups>(part.kind) || std::holds_alternative<Roles>(part.kind) ||
           std::holds_alternative<Permissions>(part.kind);
  });
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
  const auto is_of_valid_users = [&](const std::string& descriptor) {
    return is_filled_by_the_service(descriptor) && same_name(descriptor, valid_users.descriptor);
  };
  const auto needs_no_group = [&](const std::string& descriptor) {
    return !is_group_descriptor(descriptor) || is_of_valid_users(descriptor);
  };
  for (const std::vector<std::string>& holders : outcome.held_through) {
    if (std::ranges::any_of(holders, needs_no_group)) continue;
    GroupChoice choice;
    choice.ways.reserve(holders.size());
    for (const std::string& descriptor : holders) {
      Chains chains = question.facts.memberships().chains(*account, descriptor, valid_users.descriptor);
      for (auto& chain : chains.told) {
        // What everybody has anyway is at hand for the choice among ways.
        if (same_name(chain.front(), valid_users.descriptor)) groups.insert(chain.front());
        choice.ways.push_back(std::move(chain));
      }
      std::ranges::move(chains.untold, std::back_inserter(choice.untold));
    }
    // Where the ways end is known although they are not.
    if (holders.size() == 1 && !choice.untold.empty()) groups.insert(fold_case(holders.front()));
    add(std::move(choice));
  }
}

void GroupsBehind::add(GroupChoice choice) {
  if (choice.ways.size() == 1 && choice.untold.empty()) {
    groups.insert(choice.ways.front().begin(), choice.ways.front().end());
  } else if (!choice.ways.empty() || !choice.untold.empty()) {
    // In an order of their own: who holds a thing is told in any.
    sort_unique(choice.ways);
    sort_unique(choice.untold);
    choices.insert(std::move(choice));
  }
}

void GroupsBehind::add(const GroupsBehind& other) {
  groups.insert(other.groups.begin(), other.groups.end());
  choices.insert(other.choices.begin(), other.choices.end());
}

void NeededGroups::add(const NeededGroups& other) {
  behind.add(other.behind);
  may_be.insert(other.may_be.begin(), other.may_be.end());
  undecided.insert(other.undecided.begin(), other.undecided.end());
  in_doubt.insert(other.in_doubt.begin(), other.in_doubt.end());
}

const Needs::Asked& Needs::asked_by(const Rule& rule) {
  const auto [place, is_new] = asked_.try_emplace(&rule);
  Asked& asked = place->second;
  if (!is_new || !is_floor(rule.mode) || !is_held_through_groups(rule.requirement)) return asked;
  asked.is_held_through_groups = true;
  asked.is_choice = has_choice(rule.requirement);
  asked.singles = singles_of(rule.requirement);
  asked.floor = rule;
  asked.floor.mode = Rule::Mode::require;
  return asked;
}

void Needs::add(const Question& question, const Outcome& outcome) {
  const Rule& rule = question.rule;
  const Asked& asked = asked_by(rule);
  if (!asked.is_held_through_groups) return;
  NeededGroups& needed = by_integration_[&question.integration];
  if (outcome.holds == Truth::yes && !asked.is_choice) {
    return needed.behind.add(outcome, question);
  }
  // What does not hold as a whole may rest on groups in parts.
  const std::vector<Requirement>& singles = asked.singles;
  const bool is_disabled = question.repository != nullptr && question.repository->is_disabled;
  if (singles.size() == 1 && !asked.is_choice && rule.mode == Rule::Mode::require && !is_disabled) {
    if (outcome.holds == Truth::unknown) add_undecided(singles.front(), rule, question.integration, needed);
    return;
  }
  const Question part{.rule = asked.floor,
                      .integration = question.integration,
                      .project = question.project,
                      .repository = question.repository,
                      .pipeline = question.pipeline,
                      .scope_needs = question.scope_needs,
                      .facts = question.facts,
                      .catalogue = question.catalogue,
                      .now = question.now,
                      .in_words = false,
                      .as_if_enabled = true};
  for (const Requirement& single : singles) {
    const Outcome one = decide(single, part);
    if (one.holds == Truth::yes) needed.behind.add(one, part);
    // Where one of several ways is known to be held, the others are not needed.
    const bool is_in_doubt = one.holds == Truth::unknown && outcome.holds != Truth::yes;
    if (is_in_doubt) add_undecided(single, rule, question.integration, needed);
  }
}

void Needs::add_open(const Rule& rule, const Integration& integration) {
  if (!is_floor(rule.mode)) return;
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
