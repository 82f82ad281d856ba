#include "auditor/checks/one_permission.h"

#include "auditor/checks/access_level.h"
#include "auditor/checks/branch_name.h"
#include "auditor/checks/common.h"
#include "auditor/checks/least_holder.h"
#include "auditor/checks/permission_doubts.h"
#include "auditor/checks/permission_place.h"
#include "auditor/checks/permission_remedy.h"
#include "auditor/checks/ways_out.h"
#include "auditor/facts/licence.h"
#include "auditor/facts/permission_below.h"
#include "auditor/model/concat.h"
#include "auditor/model/snapshot.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <utility>

namespace patrol {
namespace {

/// Without the licence nothing is allowed, whatever the lists say and also where they could not be read
/// (API.md 5, rule 10; trap 30). Whether the licence decided.
bool apply_licence(const Question& question, const Permission& permission, const Identity& account,
                   bool forbids, PermissionAnswer& answer) {
  const auto* const space = question.catalogue.find_namespace(permission.namespace_id);
  const bool is_public = question.project != nullptr && question.project->visibility == "public";
  if (space == nullptr || !space->licence || question.project == nullptr || is_public) return false;
  // A build service holds no licence, and needs none.
  if (is_build_service(account)) return false;
  const LicenceAnswer licence = find_licence(question.facts.view(), question.catalogue, account);
  if (answer.is_allowed == Truth::no) return false;
  const bool is_enough = licence.level && *licence.level >= *space->licence;
  const bool is_private = question.project->visibility == "private";
  // A disabled one comes back with the account, and of projects that are open to the organization no page
  // tells.
  const bool may_come_back = forbids && licence.when_enabled && *licence.when_enabled >= *space->licence;
  if (licence.level && !is_enough && (may_come_back || !is_private)) {
    answer.is_allowed = Truth::unknown;
    answer.support.add(licence.support);
    answer.support.add_gap({Gap::Kind::not_decidable, permission.words + " for " + account_name(account),
                            "the access level " + licence.observed +
                                (may_come_back ? " takes it away only while it is disabled"
                                               : " takes it away in private projects, which this one is not"),
                            "Organization settings › Users: look at the access level, or try it by hand"});
    return false;
  }
  if (licence.level && !is_enough) {
    answer.is_allowed = Truth::no;
    answer.support.gaps.clear();
    answer.support.add(licence.support);
    if (!answer.observed.empty()) answer.observed += ", which ";
    answer.observed += "the access level " + licence.observed + " takes away";
    answer.path.push_back("access level " + licence.observed);
    return true;
  }
  answer.support.add(licence.support);
  if (!is_enough) answer.is_allowed = Truth::unknown;
  return false;
}

/// Of a public project no entry keeps anybody away. There is no call: it is about everybody.
Remediation make_private() {
  return {"Project settings › Overview › Visibility: Private", "",
          "whoever is in no group of the project is shown it no longer"};
}

bool is_everybodys_and_counts(const Permission& permission, const Question& question, Asking asking) {
  return asking == Asking::forbidden && is_shown_to_everybody(question, permission);
}

Remediation remedy_for(const DecidedPermission& decided, Asking asking, bool is_taken_away) {
  const bool forbids = asking != Asking::required;
  if (is_everybodys_and_counts(decided.permission, decided.question, asking)) {
    Remediation remediation = make_private();
    if (!decided.answer.decided_by.empty()) add_steps(remediation, take_it_away(decided));
    remediation.call.clear();
    return remediation;
  }
  if (!is_taken_away) return forbids ? take_it_away(decided) : allow_it(decided);
  const auto* const space = decided.question.catalogue.find_namespace(decided.permission.namespace_id);
  if (space == nullptr) return {};
  return change_access_level(space->licence.value_or(AccessLevel::basic), decided.account, decided.question);
}

/// What must not be held at a place must not be held further down in it either: on a branch, in a folder; but
/// where it is allowed there.
void look_below(const Permission& permission, const Question& question, const Identity* account,
                const std::vector<std::string>& chain, const ExemptBelow& exempt, PermissionAnswer& answer) {
  const auto top = permission_top(permission, question);
  if (!top || chain.empty()) return;
  PermissionAnswer below = decide_permission_below(question.facts.view(), question.facts.memberships(),
                                                   account, permission, chain, *top, exempt.tokens);
  if (account == nullptr) return;
  if (answer.is_allowed == Truth::yes) {
    // What is held here too is not the whole of it.
    answer.open_places = std::move(below.open_places);
    answer.also_below = std::move(below.also_below);
    if (below.is_allowed == Truth::yes) {
      answer.also_below.emplace_back(std::move(below.decided_at), std::move(below.decided_by));
    }
    return;
  }
  doubt_absent_lists(question, permission, below);
  if (below.is_allowed == Truth::yes && !exempt.open.empty()) {
    below.is_allowed = Truth::unknown;
    below.support.add_gap({Gap::Kind::not_decidable, permission.words + " further down",
                           "it is held at " + below.decided_at + ", and whether " + join_words(exempt.open) +
                               " is asked there is not known",
                           "see what keeps that from being decided"});
  }
  if (below.is_allowed == Truth::yes) {
    if (answer.is_allowed == Truth::unknown) {
      below.open_places.push_back("at " + normal_token(chain.front()));
    }
    below.support.add_reads(answer.support.reads);
    answer = std::move(below);
    return;
  }
  answer.support.add(below.support);
  if (below.is_allowed == Truth::unknown) answer.is_allowed = Truth::unknown;
}

/// Who loses it loses all that is behind it.
Reach reach_of_gate(const Permission& gate) {
  return gate.level == Permission::Level::organization ? Reach::organization : Reach::project;
}

/// Where it must not be held each place where it is, and each of which that is not known, is a fault by
/// itself: who excuses one has not excused the next. Where it is asked it is held whichever list above says
/// it. What everybody is shown is held by nobody's entry.
std::vector<std::string> faults_of_permission(const Permission& permission, const Question& question,
                                              Asking asking, const std::vector<std::string>& chain,
                                              const PermissionAnswer& answer) {
  const std::string what = permission.namespace_id + "/" + permission.action;
  if (asking == Asking::required) return {"may not " + what + (chain.empty() ? "" : " at " + chain.front())};
  const std::string here = chain.empty() ? std::string() : normal_token(chain.front());
  std::vector<std::string> faults;
  if (is_everybodys_and_counts(permission, question, asking)) {
    faults.push_back(concat({"everybody has ", what, " at ", here}));
  }
  const auto held_at = [&](const std::string& token) {
    const bool is_here = std::ranges::find(chain, token) != chain.end();
    faults.push_back(concat({"has ", what, " at ", is_here ? here : normal_token(token)}));
  };
  if (!answer.decided_at.empty()) held_at(answer.decided_at);
  for (const auto& [token, by] : answer.also_below) held_at(token);
  for (const std::string& place : answer.open_places) {
    faults.push_back(concat({"not known: ", what, " ", place}));
  }
  return faults;
}

}  // namespace

Outcome decide_one_permission(const Permission& permission, const Question& question, Asking asking,
                              const ExemptBelow& exempt) {
  const bool forbids = asking != Asking::required;
  Outcome outcome;
  outcome.expected = concat({permission.words, forbids ? " not allowed" : " allowed"});

  if (permission.place.kind != Place::Kind::organization && question.project == nullptr) {
    outcome.support.add_gap({Gap::Kind::not_decidable, "the permission " + permission.words,
                             "it is asked in a project, and the rule is not for each project",
                             "add `for_each: project` to the rule"});
    return outcome;
  }
  const auto chain = permission_chain(permission, question, outcome.support);
  const Identity* account = account_for(question, outcome);
  PermissionAnswer answer =
      decide_permission(question.facts.view(), question.facts.memberships(), account, permission, chain);
  std::vector<std::vector<std::string>> openers;
  if (!forbids) openers = doubt_closed_gates(question, permission, account, answer);
  if (account != nullptr) doubt_absent_lists(question, permission, answer);
  // What is surely held further down is held, whatever is hidden here.
  if (forbids) look_below(permission, question, account, chain, exempt, answer);
  if (account == nullptr) return outcome;
  doubt_administrator(question, *account, permission, answer);
  if (asking != Asking::beyond) doubt_visibility(question, permission, forbids, answer);
  doubt_inactive(*account, permission, answer);
  // What a licence takes away does not hold, whatever the entries are. That is no reason for saying that an
  // inactive account will not have what is forbidden: it may be given another when it is activated again.
  const bool is_taken_away =
      (account->is_active || !forbids) && apply_licence(question, permission, *account, forbids, answer);

  outcome.support.add(answer.support);
  outcome.holds = forbids ? !answer.is_allowed : answer.is_allowed;
  const bool is_allowed = answer.is_allowed == Truth::yes;
  if (is_allowed && !forbids) {
    outcome.held_through = std::move(openers);
    outcome.held_through.push_back(least_first(answer.decided_by, *account));
  }
  if (const auto branch = branch_of(answer.decided_at); branch && !branch->empty() && is_allowed) {
    answer.observed += " (branch " + *branch + ")";
  }
  outcome.message = concat({account_name(*account), is_allowed ? " has " : " does not have ",
                            permission.words, answer.observed.empty() ? "" : ": ", answer.observed});
  if (outcome.holds == Truth::no && question.in_words) {
    outcome.faults = faults_of_permission(permission, question, asking, chain, answer);
    if (!chain.empty()) {
      const DecidedPermission decided{permission, question, *account, chain, answer};
      outcome.remediation = remedy_for(decided, asking, is_taken_away);
      if (is_everybodys_and_counts(permission, question, asking)) outcome.reach = Reach::project;
      if (forbids && opens_gates(permission)) outcome.reach = reach_of_gate(permission);
    }
  }
  outcome.observed = std::move(answer.observed);
  outcome.path = std::move(answer.path);
  outcome.notices = std::move(answer.notices);
  return outcome;
}

}  // namespace patrol
