#include "auditor/evaluate/required_here.h"

#include "auditor/evaluate/rules.h"
#include "auditor/model/parts.h"
#include "auditor/model/role_groups.h"
#include "auditor/model/rule_mode.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>
#include <utility>
#include <variant>

namespace patrol {
namespace {

/// Whether two subjects of rules are about one thing: the same project, and nothing in it that differs.
bool is_same_thing(const Subject& a, const Subject& b) {
  if (a.project == nullptr || b.project == nullptr || a.project->id != b.project->id) return false;
  const bool is_other_repository =
      a.repository != nullptr && b.repository != nullptr && a.repository->id != b.repository->id;
  const bool is_other_pipeline =
      a.pipeline != nullptr && b.pipeline != nullptr && a.pipeline->id != b.pipeline->id;
  return !is_other_repository && !is_other_pipeline;
}

/// Whether what a requirement names at the place is of the question's project, or of the organization.
bool is_here(const Place& place, const Subject& here) {
  switch (place.kind) {
    case Place::Kind::organization: return here.project == nullptr;
    case Place::Kind::each_project: return here.project != nullptr;
    case Place::Kind::named_project:
      return here.project != nullptr && same_name(here.project->name, place.project);
  }
  return false;
}

std::string_view group_of(const RoleHeld& role) {
  if (role.place.kind == Place::Kind::organization) return organization_admin_groups.front();
  return std::ranges::find(project_role_groups, role.role, &RoleGroup::role)->group;
}

/// What a rule is for each of that bounds permissions at the level.
Rule::ForEach bounded_by(Permission::Level level) {
  switch (level) {
    case Permission::Level::organization: return Rule::ForEach::nothing;
    case Permission::Level::repository: return Rule::ForEach::repository;
    case Permission::Level::pipeline: return Rule::ForEach::pipeline;
    case Permission::Level::project:
    case Permission::Level::area:
    case Permission::Level::iteration:
    case Permission::Level::service_hooks:
    case Permission::Level::tagging:
    case Permission::Level::analytics:
    case Permission::Level::release:
    case Permission::Level::query: break;
  }
  return Rule::ForEach::project;
}

/// How far down what a rule is for each of is: projects are in the organization, repositories and pipelines
/// in projects.
enum class Depth { organization, project, thing };
Depth depth_of(Rule::ForEach for_each) {
  switch (for_each) {
    case Rule::ForEach::nothing: return Depth::organization;
    case Rule::ForEach::project: return Depth::project;
    case Rule::ForEach::repository:
    case Rule::ForEach::pipeline: break;
  }
  return Depth::thing;
}
Depth depth_of(Permission::Level level) {
  return depth_of(bounded_by(level));
}

/// Visits all permissions that a requirement names.
template <typename Visit>
void each_permission(const Requirement& requirement, const Visit& visit) {
  each_part(requirement, [&](const Requirement& part) {
    const auto* permissions = std::get_if<Permissions>(&part.kind);
    if (permissions == nullptr) return;
    for (const Permission& each : permissions->permissions) visit(each);
  });
}

/// The permissions that a requirement names at the levels which rules with this `for_each` are about.
std::vector<Permission> permissions_at(Rule::ForEach for_each, const Requirement& requirement) {
  std::vector<Permission> found;
  each_permission(requirement, [&](const Permission& each) {
    if (bounded_by(each.level) == for_each) found.push_back(each);
  });
  return found;
}

void add_part(const Requirement& part, const Rule& asking, const Subject& here, RequiredHere& required) {
  if (const auto* groups = std::get_if<Groups>(&part.kind)) {
    for (const GroupMembership& each : groups->groups) {
      if (is_here(each.place, here)) required.groups.push_back(each.group);
    }
  } else if (const auto* roles = std::get_if<Roles>(&part.kind)) {
    for (const RoleHeld& each : roles->roles) {
      if (is_here(each.place, here)) required.groups.emplace_back(group_of(each));
    }
  } else if (const auto* permissions = std::get_if<Permissions>(&part.kind)) {
    for (const Permission& each : permissions->permissions) {
      if (bounded_by(each.level) == asking.for_each) required.permissions.push_back(each);
    }
  }
}

std::string any_rule_of(const Integration& integration) {
  return "any rule of " + integration.name;
}

bool requires_permissions(const Requirement& requirement) {
  return any_part(requirement,
                  [](const Requirement& part) { return std::holds_alternative<Permissions>(part.kind); });
}

/// Whether it says `required` of permissions.
bool bounds_permissions(const Requirement& requirement) {
  return any_part(requirement, [](const Requirement& part) {
    const auto* permissions = std::get_if<Permissions>(&part.kind);
    return permissions != nullptr && permissions->required_only;
  });
}

/// Whether a rule that is asked says `required` of scopes.
bool bounds_scopes(const Policy& policy, const Integration& integration) {
  return std::ranges::any_of(policy.rules, [&](const Rule& rule) {
    return is_active(rule, integration) && any_part(rule.requirement, [](const Requirement& part) {
             const auto* scopes = std::get_if<PatScopes>(&part.kind);
             return scopes != nullptr && scopes->required_only;
           });
  });
}

}  // namespace

bool needs_required_here(const Requirement& requirement) {
  return any_part(requirement, [](const Requirement& part) {
    const auto* groups = std::get_if<Groups>(&part.kind);
    const auto* access = std::get_if<AccessAtLeast>(&part.kind);
    return (groups != nullptr && groups->required_only) || (access != nullptr && access->required_only) ||
           bounds_permissions(part);
  });
}

Requirers::Requirers(const PolicySet& policies, const std::vector<const Integration*>& integrations,
                     const Catalogue& catalogue, const Needs& asked, Time now)
    : policies_(policies),
      catalogue_(catalogue),
      places_(catalogue),
      account_sharers_(integrations),
      token_sharers_(integrations),
      asked_(asked),
      now_(now) {}

Truth Requirers::concerns(const Rule& rule, const Integration& integration, const Subject& here,
                          const Facts& facts) {
  // Asked about the organization, what the rule requires there counts, whatever else it is for each of.
  if (rule.for_each == Rule::ForEach::nothing || here.project == nullptr) return Truth::yes;
  const RulePlaces::Places& places = places_.of(integration, rule.for_each, facts);
  const auto is_it = [&](const Subject& subject) { return is_same_thing(subject, here); };
  const bool is_in_its_project = places.projects.contains(here.project->id);
  if (is_in_its_project && std::ranges::any_of(places.subjects, is_it)) return Truth::yes;
  return places.open.empty() ? Truth::no : Truth::unknown;
}

bool Requirers::lies_in(const Place& place, const Rule& rule, const Integration& integration,
                        const Subject& here, const Facts& facts) {
  switch (place.kind) {
    case Place::Kind::organization: return true;
    case Place::Kind::each_project:
      return here.project != nullptr &&
             places_.of(integration, rule.for_each, facts).projects.contains(here.project->id);
    case Place::Kind::named_project:
      return here.project != nullptr && same_name(here.project->name, place.project);
  }
  return false;
}

void Requirers::add_above(const Rule& rule, const Integration& integration, const Rule& asking,
                          const Subject& here, const Facts& facts, RequiredHere& required) {
  each_permission(rule.requirement, [&](const Permission& each) {
    const bool is_above = depth_of(each.level) < depth_of(asking.for_each);
    if (is_above && lies_in(each.place, rule, integration, here, facts)) required.above.push_back(each);
  });
}

void Requirers::add_below(const Rule& rule, const Integration& integration, const Rule& asking,
                          const Subject& here, const Facts& facts, RequiredHere& required) {
  each_permission(rule.requirement, [&](const Permission& each) {
    if (depth_of(each.level) <= depth_of(asking.for_each)) return;
    AllowedBelow below{&each, &places_.tokens_of(each, integration, rule.for_each, here, facts), {}};
    if (!places_.of(integration, rule.for_each, facts).open.empty())
      below.open.push_back(name_of(rule, integration));
    required.below.push_back(std::move(below));
  });
}

std::vector<AllowedBelow> Requirers::named_below(const Integration& integration, const Rule& rule,
                                                 const Subject& subject, const Facts& facts) {
  std::vector<AllowedBelow> named;
  if (!is_ceiling(rule.mode)) return named;
  const Subject organization{};
  each_part(rule.requirement, [&](const Requirement& part) {
    const auto* permissions = std::get_if<Permissions>(&part.kind);
    if (permissions == nullptr) return;
    for (const Permission& each : permissions->permissions) {
      bool is_below = false;
      bool is_bounded_everywhere = false;
      for (const Permission& other : permissions->permissions) {
        if (!catalogue_.is_below(each, other)) continue;
        is_below = true;
        is_bounded_everywhere |= depth_of(other.level) == Depth::organization;
      }
      if (!is_below) continue;
      const Subject& here = is_bounded_everywhere ? organization : subject;
      AllowedBelow below{&each, &places_.tokens_of(each, integration, rule.for_each, here, facts), {}};
      if (places_.of(integration, rule.for_each, facts).may_be_more_in(here))
        below.open.push_back(name_of(rule, integration));
      named.push_back(std::move(below));
    }
  });
  return named;
}

const NeededGroups& Requirers::needs_of(const Integration& integration, const Policy& policy,
                                        const Facts& facts) {
  if (asked_.is_finished(integration)) return asked_.of(integration);
  if (asked_here_.is_finished(integration)) return asked_here_.of(integration);
  const std::vector<ScopeNeed> scopes{{&integration, required_scopes(policy, integration)}};
  for (const Rule& rule : policy.rules) {
    if (!is_active_floor(rule, integration) || !is_held_through_groups(rule.requirement)) continue;
    for (const Subject& subject : places_.of(integration, rule.for_each, facts).subjects) {
      if (is_open(subject)) asked_here_.add_open(rule, integration);
      if (subject.instead) continue;
      const std::vector<AllowedBelow> below = named_below(integration, rule, subject, facts);
      const Question question{.rule = rule,
                              .integration = integration,
                              .project = subject.project,
                              .repository = subject.repository,
                              .pipeline = subject.pipeline,
                              .scope_needs = scopes,
                              .facts = facts,
                              .catalogue = catalogue_,
                              .now = now_,
                              .named_below = below,
                              .in_words = false};
      asked_here_.add(question, decide(rule.requirement, question));
    }
  }
  asked_here_.finish(integration);
  return asked_here_.of(integration);
}

Requirers::Integrations Requirers::elsewhere(const Integration& integration, const Facts& facts) const {
  if (token_sharers_.are_all_of(integration.organization)) return {};
  std::vector<std::string_view> addresses;
  std::vector<std::string_view> tokens{integration.pat.id, integration.pat.name};
  if (integration.account.kind == AccountSelector::Kind::email)
    addresses.push_back(integration.account.value);
  const Identity* identity = facts.account(integration.account).identity;
  if (identity != nullptr && !identity->subject_descriptor.empty()) {
    addresses.insert(addresses.end(), {identity->mail, identity->account});
    for (const Token& token : facts.view().tokens(identity->subject_descriptor).known.items) {
      tokens.insert(tokens.end(), {token.authorization_id, token.display_name});
    }
  }
  return token_sharers_.elsewhere(integration.organization, addresses, tokens);
}

std::vector<ScopeNeed> Requirers::scopes_for(const Integration& integration, const Policy& policy,
                                             const Facts& facts) {
  std::vector<ScopeNeed> needs{{&integration, required_scopes(policy, integration)}};
  if (!bounds_scopes(policy, integration)) return needs;
  Integrations sharers = account_sharers_.of(integration, facts).known;
  // One token may be for several organizations.
  std::ranges::copy(elsewhere(integration, facts), std::back_inserter(sharers));
  for (const Integration* each : sharers) {
    const auto others = policies_.find(each->policy);
    if (each == &integration || others == policies_.end()) continue;
    needs.push_back({each, required_scopes(others->second, *each)});
  }
  return needs;
}

RequiredHere Requirers::at(const Integration& integration, const Rule& rule, const Subject& subject,
                           const Facts& facts) {
  RequiredHere required;
  const AccountSharers::Sharers& sharers = account_sharers_.of(integration, facts);
  for (const Integration* each : sharers.maybe) required.open.push_back(any_rule_of(*each));
  required.undecided = required.open;
  required.unplaced = required.open;
  const bool is_of_permissions = bounds_permissions(rule.requirement);
  // The same for all that the rules of an integration are asked for, one after another.
  const bool is_settled = std::exchange(settled_for_, &integration) == &integration;
  GroupsBehind behind;
  std::vector<std::pair<std::string, Permission>> maybe_required;
  const auto note_maybe = [&](const std::string& rule_name, const Rule& floor) {
    for (Permission& permission : permissions_at(rule.for_each, floor.requirement)) {
      maybe_required.emplace_back(rule_name, std::move(permission));
    }
  };
  for (const Integration* each : sharers.maybe) {
    const auto policy = policies_.find(each->policy);
    if (!is_of_permissions || policy == policies_.end()) continue;
    for (const Rule& floor : policy->second.rules) {
      if (is_active_floor(floor, *each)) note_maybe(any_rule_of(*each), floor);
    }
  }
  for (const Integration* each : sharers.known) {
    const auto policy = policies_.find(each->policy);
    if (policy == policies_.end()) continue;
    required.access_level = std::max(required.access_level, required_access_level(policy->second, *each));
    for (const Rule& floor : policy->second.rules) {
      if (!is_active_floor(floor, *each)) continue;
      const Truth concern = concerns(floor, *each, subject, facts);
      if (concern == Truth::unknown && requires_permissions(floor.requirement)) {
        required.unplaced.push_back(name_of(floor, *each));
        note_maybe(required.unplaced.back(), floor);
      }
      if (is_of_permissions) add_above(floor, *each, rule, subject, facts, required);
      if (concern != Truth::yes) continue;
      each_part(floor.requirement, [&](const Requirement& part) { add_part(part, rule, subject, required); });
      if (is_of_permissions) add_below(floor, *each, rule, subject, facts, required);
    }
    const NeededGroups& needed = needs_of(*each, policy->second, facts);
    if (!is_settled) behind.add(needed.behind);
    required.undecided.insert(required.undecided.end(), needed.in_doubt.begin(), needed.in_doubt.end());
  }
  for (const auto& [rule_name, permission] : maybe_required) {
    const auto is_bounded = [&](const Permission& each) { return catalogue_.is_one_token(each, permission); };
    if (std::ranges::none_of(required.permissions, is_bounded)) required.may_bound.push_back(rule_name);
  }
  sort_unique(required.may_bound);
  if (!is_settled) settled_ = behind.settled();
  required.rests_on = settled_.needed;
  required.may_rest_on = settled_.open;
  return required;
}

}  // namespace patrol
