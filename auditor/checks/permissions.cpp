#include "auditor/checks/common.h"
#include "auditor/checks/join.h"
#include "auditor/checks/rows.h"

namespace patrol {
namespace {

std::string settings_page(const Permission& permission) {
  return permission.level == Permission::Level::organization ? "Organization settings › Permissions"
                                                             : "Project settings › Permissions";
}

/// PCA members usually keep a permission that the entries do not give (API.md 5, rule 6): not decidable.
void flag_administrator(const Question& question, const Identity& account, const Permission& permission,
                        PermissionAnswer& answer) {
  const GroupAnswer administrators =
      question.facts.groups().in_organization("Project Collection Administrators");
  answer.support.add(administrators.support);
  if (administrators.descriptor.empty()) {
    answer.is_allowed = Truth::unknown;
    return;
  }
  const MembershipAnswer membership = question.facts.memberships().find(account, administrators.descriptor);
  answer.support.add(membership.support);
  if (membership.is_member == Truth::yes) {
    answer.support.add_gap({Gap::Kind::not_decidable, permission.words + " for " + account_name(account),
                            "the entries say " + answer.observed +
                                ", but administrators of the organization usually keep their rights",
                            "try it by hand, or take the deny away"});
  }
  if (membership.is_member != Truth::no) answer.is_allowed = Truth::unknown;
}

Outcome decide_one(const Permission& permission, const Question& question) {
  Outcome outcome;
  const bool forbids = question.mode() == Rule::Mode::forbid;
  outcome.expected = permission.words + (forbids ? " not allowed" : " allowed");

  const PlaceAnswer place = resolve_place(permission.place, question);
  outcome.support.add(place.support);
  if (place.absent) {
    outcome.holds = Truth::no;
    outcome.observed = "no such project";
    outcome.message = "there is no project " + permission.place.project;
    outcome.remediation.advice = "correct the project in the policy";
    return outcome;
  }
  if (!place.resolved) return outcome;
  const auto chain = token_chain(permission, place.project);
  const Identity* account = account_for(question, outcome);
  PermissionAnswer answer =
      decide_permission(question.facts.view(), question.facts.memberships(), account, permission, chain);
  if (account == nullptr) return outcome;
  if (answer.is_allowed == Truth::no) flag_administrator(question, *account, permission, answer);

  outcome.support.add(answer.support);
  outcome.holds = forbids ? !answer.is_allowed : answer.is_allowed;
  outcome.observed = answer.observed;
  outcome.path = answer.path;
  const bool is_allowed = answer.is_allowed == Truth::yes;
  outcome.message = account_name(*account) + (is_allowed ? " has " : " does not have ") + permission.words +
                    (answer.observed.empty() ? "" : ": " + answer.observed);
  outcome.remediation.advice = settings_page(permission) + " › " + account_name(*account) + " › " +
                               permission.words + ": " + (forbids ? "Not set" : "Allow");
  if (forbids) outcome.remediation.may_break = "whatever else the account does with this permission";
  return outcome;
}

Outcome decide_permissions(const Permissions& wanted, const Question& question) {
  std::vector<Outcome> outcomes;
  for (const Permission& permission : wanted.permissions) {
    if (question.mode() == Rule::Mode::require || question.mode() == Rule::Mode::forbid) {
      outcomes.push_back(decide_one(permission, question));
      continue;
    }
    Outcome outcome;
    outcome.expected = std::string(to_word(question.mode())) + " " + permission.words;
    outcome.support.add_gap({Gap::Kind::not_decidable, "permissions beyond those that the rule names",
                             "this version of patrol decides `permissions` under `require` and `forbid` only",
                             "name the permissions that must not be under `forbid`"});
    outcomes.push_back(std::move(outcome));
  }
  return join_all(std::move(outcomes));
}

}  // namespace

constexpr Check permissions_check = make_check<Permissions, decide_permissions>(
    "permissions",
    "allow and deny on security namespaces, as the entries of the account and its groups give it");

}  // namespace patrol
