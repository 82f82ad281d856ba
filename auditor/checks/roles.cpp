#include "auditor/checks/assigned_roles.h"
#include "auditor/checks/common.h"
#include "auditor/checks/join.h"
#include "auditor/checks/memberships.h"
#include "auditor/checks/rows.h"
#include "auditor/model/role_groups.h"

#include <string_view>

namespace patrol {
namespace {

WantedGroup group_of(const RoleHeld& role, std::string_view group) {
  return {role.place, std::string(group)};
}

Outcome require_role(const RoleHeld& wanted, const Question& question) {
  if (wanted.place.kind == Place::Kind::organization) {
    return decide_membership(group_of(wanted, organization_admin_groups.front()), question);
  }
  std::vector<Outcome> outcomes;
  for (const RoleGroup& rank : project_role_groups) {
    if (!counts_for(rank, wanted)) continue;
    outcomes.push_back(decide_membership(group_of(wanted, rank.group), question));
    // A higher one counts where it is held, and is no way to mend that it is not.
    if (rank.role != wanted.role) outcomes.back().remediation = {};
  }
  if (wanted.at_least && resolve_place(wanted.place, question).resolved) {
    // They rank above all roles of a project that is there.
    for (const std::string_view group : organization_admin_groups) {
      outcomes.push_back(decide_membership({Place{}, std::string(group)}, question));
      outcomes.back().remediation = {};
    }
  }
  return join_any(std::move(outcomes));
}

/// None of the roles from `lowest` upwards.
Outcome forbid_from(const RoleHeld& wanted, bool lowest_included, const Question& question) {
  std::vector<Outcome> outcomes;
  if (wanted.place.kind == Place::Kind::organization && !lowest_included) {
    Outcome outcome;
    outcome.expected = "at most administrator of the organization";
    if (account_for(question, outcome) == nullptr) return outcome;
    outcome.holds = Truth::yes;
    outcome.observed = outcome.expected;
    outcome.message = "no role is higher than administrator of the organization";
    return outcome;
  }
  if (wanted.place.kind != Place::Kind::organization) {
    for (const RoleGroup& rank : project_role_groups) {
      const bool is_forbidden = rank.role > wanted.role || (lowest_included && rank.role == wanted.role);
      if (is_forbidden) outcomes.push_back(decide_absence(group_of(wanted, rank.group), question));
    }
  }
  for (const std::string_view group : organization_admin_groups) {
    outcomes.push_back(decide_absence({Place{}, std::string(group)}, question));
  }
  return join_all(std::move(outcomes));
}

Outcome decide_roles(const Roles& wanted, const Question& question) {
  std::vector<Outcome> outcomes;
  for (const RoleHeld& role : wanted.roles) {
    switch (question.mode()) {
      case Rule::Mode::require: outcomes.push_back(require_role(role, question)); break;
      case Rule::Mode::forbid: outcomes.push_back(forbid_from(role, true, question)); break;
      case Rule::Mode::at_most: outcomes.push_back(forbid_from(role, false, question)); break;
      case Rule::Mode::exactly:
        outcomes.push_back(require_role(role, question));
        outcomes.push_back(forbid_from(role, false, question));
        break;
    }
  }
  for (const AssignedRole& role : wanted.assigned) outcomes.push_back(decide_assigned_role(role, question));
  return join_all(std::move(outcomes));
}

}  // namespace

constexpr Check roles_check = make_check<Roles, decide_roles>(
    "roles", "built-in roles of organization and project, and those on single things, by rank");

}  // namespace patrol
