#include "auditor/evaluate/required_here.h"

#include "auditor/evaluate/rules.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

/// Calls `visit` with each requirement that is no join.
void each_part(const Requirement& requirement, const std::function<void(const Requirement&)>& visit) {
  const auto go_on = [&](const std::vector<Requirement>& branches) {
    for (const Requirement& branch : branches) each_part(branch, visit);
  };
  if (const auto* all = std::get_if<AllOf>(&requirement.kind)) return go_on(all->branches);
  if (const auto* any = std::get_if<AnyOf>(&requirement.kind)) return go_on(any->branches);
  visit(requirement);
}

bool is_floor(const Rule& rule, const Integration& integration) {
  const bool requires_it = rule.mode == Rule::Mode::require || rule.mode == Rule::Mode::exactly;
  return requires_it && is_active(rule, integration);
}

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

/// All that is required and may be held through a group, each thing by itself: one that is held says by its
/// path what it rests on.
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

/// Whether two subjects of rules are about one thing: the same project, and nothing in it that differs.
bool is_same(const Subject& a, const Subject& b) {
  if (a.project == nullptr || b.project == nullptr || a.project->id != b.project->id) return false;
  const bool is_other_repository =
      a.repository != nullptr && b.repository != nullptr && a.repository->id != b.repository->id;
  const bool is_other_pipeline =
      a.pipeline != nullptr && b.pipeline != nullptr && a.pipeline->id != b.pipeline->id;
  return !is_other_repository && !is_other_pipeline;
}

/// Whether it is not known what the rule would be asked for.
bool is_open(const Subject& subject) {
  return subject.instead && subject.instead->holds == Truth::unknown;
}

std::string name_of(const Rule& rule, const Integration& integration) {
  return "the rule " + rule.id + " of " + integration.name;
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
  switch (role.role) {
    case RoleHeld::Role::reader: return "Readers";
    case RoleHeld::Role::contributor: return "Contributors";
    case RoleHeld::Role::admin: break;
  }
  return role.place.kind == Place::Kind::organization ? "Project Collection Administrators"
                                                      : "Project Administrators";
}

/// Whether a rule for each of these bounds permissions at the level.
bool is_at(Permission::Level level, Rule::ForEach for_each) {
  switch (level) {
    case Permission::Level::organization: return for_each == Rule::ForEach::nothing;
    case Permission::Level::repository: return for_each == Rule::ForEach::repository;
    case Permission::Level::pipeline: return for_each == Rule::ForEach::pipeline;
    case Permission::Level::project:
    case Permission::Level::area:
    case Permission::Level::iteration:
    case Permission::Level::service_hooks:
    case Permission::Level::tagging:
    case Permission::Level::analytics:
    case Permission::Level::release:
    case Permission::Level::query: break;
  }
  return for_each == Rule::ForEach::project;
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
      if (is_at(each.level, asking.for_each)) required.permissions.push_back(each);
    }
  }
}

}  // namespace

bool needs_required_here(const Requirement& requirement) {
  bool needs = false;
  each_part(requirement, [&](const Requirement& part) {
    const auto* groups = std::get_if<Groups>(&part.kind);
    const auto* permissions = std::get_if<Permissions>(&part.kind);
    needs = needs || (groups != nullptr && groups->required_only) ||
            (permissions != nullptr && permissions->required_only);
  });
  return needs;
}

Requirers::Requirers(const PolicySet& policies, const std::vector<const Integration*>& integrations,
                     const Catalogue& catalogue, Time now)
    : policies_(policies), integrations_(integrations), catalogue_(catalogue), now_(now) {}

const Requirers::Integrations& Requirers::sharers_of(const Integration& integration, const Facts& facts) {
  const std::string organization = fold_case(integration.organization);
  const auto key_of = [&](const Integration& each) {
    const Identity* identity = facts.account(each.account).identity;
    return std::pair(organization, identity == nullptr ? "?" + each.name : identity->id);
  };
  if (indexed_.insert(organization).second) {
    for (const Integration* each : integrations_) {
      if (same_name(each->organization, organization)) sharers_[key_of(*each)].push_back(each);
    }
  }
  return sharers_[key_of(integration)];
}

const std::vector<Subject>& Requirers::subjects_for(const Integration& integration, Rule::ForEach for_each,
                                                    const Facts& facts) {
  const auto known = subjects_.find({&integration, for_each});
  if (known != subjects_.end()) return known->second;
  std::vector<Subject> subjects = for_each == Rule::ForEach::nothing
                                      ? std::vector<Subject>(1)
                                      : subjects_of(for_each, integration, facts);
  return subjects_.emplace(std::pair(&integration, for_each), std::move(subjects)).first->second;
}

Truth Requirers::concerns(const Rule& rule, const Integration& integration, const Subject& here,
                          const Facts& facts) {
  if (rule.for_each == Rule::ForEach::nothing) return Truth::yes;
  const std::vector<Subject>& subjects = subjects_for(integration, rule.for_each, facts);
  const auto is_it = [&](const Subject& subject) { return is_same(subject, here); };
  if (std::ranges::any_of(subjects, is_it)) return Truth::yes;
  return std::ranges::any_of(subjects, is_open) ? Truth::unknown : Truth::no;
}

const Requirers::Basis& Requirers::basis_of(const Integration& integration, const Policy& policy,
                                            const Facts& facts) {
  const auto known = bases_.find(&integration);
  if (known != bases_.end()) return known->second;
  Basis basis;
  const std::vector<std::string> scopes = required_scopes(policy, integration);
  for (const Rule& rule : policy.rules) {
    const std::vector<Requirement> singles =
        is_floor(rule, integration) ? singles_of(rule.requirement) : std::vector<Requirement>{};
    if (singles.empty()) continue;
    Rule floor = rule;
    floor.mode = Rule::Mode::require;
    for (const Subject& subject : subjects_for(integration, rule.for_each, facts)) {
      if (is_open(subject)) basis.undecided.push_back(name_of(rule, integration));
      if (subject.instead) continue;
      const Question question{.rule = floor,
                              .integration = integration,
                              .project = subject.project,
                              .repository = subject.repository,
                              .pipeline = subject.pipeline,
                              .required_scopes = scopes,
                              .facts = facts,
                              .catalogue = catalogue_,
                              .now = now_};
      bool is_in_doubt = false;
      for (const Requirement& single : singles) {
        const Outcome outcome = decide(single, question);
        if (outcome.holds == Truth::yes) basis.rests_on.insert(outcome.path.begin(), outcome.path.end());
        is_in_doubt = is_in_doubt || outcome.holds == Truth::unknown;
      }
      // Where one of several ways is known to be held, the others are not needed.
      if (!is_in_doubt || decide(rule.requirement, question).holds != Truth::unknown) continue;
      basis.undecided.push_back(name_of(rule, integration));
    }
  }
  std::ranges::sort(basis.undecided);
  basis.undecided.erase(std::unique(basis.undecided.begin(), basis.undecided.end()), basis.undecided.end());
  return bases_.emplace(&integration, std::move(basis)).first->second;
}

RequiredHere Requirers::at(const Integration& integration, const Rule& rule, const Subject& subject,
                           const Facts& facts) {
  RequiredHere required;
  for (const Integration* each : sharers_of(integration, facts)) {
    const auto policy = policies_.find(each->policy);
    if (policy == policies_.end()) continue;
    for (const Rule& floor : policy->second.rules) {
      if (!is_floor(floor, *each)) continue;
      const Truth concern = concerns(floor, *each, subject, facts);
      if (concern == Truth::unknown) required.unplaced.push_back(name_of(floor, *each));
      if (concern != Truth::yes) continue;
      each_part(floor.requirement, [&](const Requirement& part) { add_part(part, rule, subject, required); });
    }
    const Basis& basis = basis_of(*each, policy->second, facts);
    required.rests_on.insert(basis.rests_on.begin(), basis.rests_on.end());
    required.undecided.insert(required.undecided.end(), basis.undecided.begin(), basis.undecided.end());
  }
  return required;
}

}  // namespace patrol
