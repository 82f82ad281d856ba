#include "auditor/checks/assigned_roles.h"

#include "auditor/checks/common.h"
#include "auditor/checks/join.h"
#include "auditor/checks/least_holder.h"
#include "auditor/checks/resources.h"
#include "auditor/checks/role_holders.h"
#include "auditor/checks/role_remedy.h"
#include "auditor/checks/ways_out.h"
#include "auditor/model/rule_mode.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

namespace patrol {
namespace {

/// That nobody else has a role is sure where the page tells all. Administrators of the organization usually
/// need no role.
void doubt_absence(const Identity& account, const RolePage& page, const Question& question,
                   Outcome& outcome) {
  doubt_page(page, question, outcome.support);
  if (question.facts.view().role_assignments(page.scope, page.id).known.rest) return;
  const GroupAnswer& administrators =
      question.facts.groups().in_organization("Project Collection Administrators");
  if (administrators.descriptor.empty()) return outcome.support.add(administrators.support);
  const MembershipAnswer membership = question.facts.memberships().find(account, administrators.descriptor);
  outcome.support.add(membership.support);
  if (membership.is_member != Truth::yes) return;
  outcome.support.add_gap({Gap::Kind::not_decidable,
                           "what " + account_name(account) + " may on " + page.label,
                           "no role says it, but administrators of the organization usually may all",
                           "try it by hand, or take the account out of the administrators"});
}

std::string words_of(Asked asked, const AssignedRole& wanted) {
  return asked == Asked::beyond ? "a role beyond " + wanted.role : "the role " + wanted.role;
}

/// Says what was found; `is_there` is about what is asked, whatever the rule makes of it.
void tell(const AssignedRole& wanted, Asked asked, const std::vector<RoleVoice>& voices,
          const Identity& account, const RolePage& page, const Question& question, Outcome& outcome) {
  const std::string name = account_name(account);
  const RoleVoice* best = voices.empty() ? nullptr : &voices.front();
  const bool is_there = best != nullptr && best->counts == Truth::yes;
  if (!is_there) {
    const std::string others = known_roles(account, page, question);
    outcome.observed = others.empty() ? "no such role" : others;
    outcome.message = name + " does not have " + words_of(asked, wanted) + " on " + page.label;
    if (!others.empty()) outcome.message += ": it has " + others;
    outcome.faults = {"no role " + wanted.role + " on " + page.scope + "/" + page.id};
    if (is_floor(question.mode())) {
      outcome.remediation = give_role(wanted.role, account, page, question);
    }
    return;
  }
  outcome.observed = best->assignment->role;
  outcome.message = name + " has the role " + role_line(*best->assignment, page);
  if (best->path.size() > 1) outcome.message += ", through " + best->path.back();
  outcome.path = best->path;
  outcome.path.push_back(role_line(*best->assignment, page));
  const std::string place = page.scope + "/" + page.id;
  for (const RoleVoice& voice : voices) {
    if (voice.counts == Truth::no) continue;
    const std::string fault =
        "role " + voice.assignment->role + " of " + voice.assignment->identity_id + " on " + place;
    // Who excuses the one does not excuse the other unseen.
    outcome.faults.push_back((voice.counts == Truth::yes ? "" : "not known: ") + fault);
    if (voice.counts == Truth::yes) {
      add_steps(outcome.remediation, take_role(voice, account, page, question));
    }
  }
  if (question.facts.view().role_assignments(page.scope, page.id).known.rest) {
    outcome.faults.push_back("not known: roles on " + place);
  }
}

/// There is no such thing: nobody has a role on it. What forbids it may mean one that is called nearly so.
Outcome on_nothing(const RolePage& page, bool is_required, Outcome outcome) {
  outcome.observed = "there is none of that name";
  if (!is_required && !page.near.empty()) {
    outcome.support.add_gap(slip_of(page.label, page.near));
    return outcome;
  }
  outcome.holds = truth_of(!is_required);
  outcome.message = "there is no " + page.label.substr(page.label.find(' ') + 1);
  outcome.faults = {"no " + page.label};
  outcome.remediation.advice =
      "correct the name in the policy or the integration file, or make it" + or_is_it(page.near);
  if (!is_required) outcome.notices.push_back(outcome.message + ", so that a rule about it holds of nothing");
  return outcome;
}

Outcome decide_one(const AssignedRole& wanted, const Question& question, Asked asked, bool is_required) {
  Outcome outcome;
  const RolePage page = find_role_page(wanted, question);
  outcome.support.add(page.support);
  outcome.expected = (is_required ? "" : "not ") + words_of(asked, wanted) + " on " + page.label;
  const Identity* account = account_for(question, outcome);
  if (page.absent && account != nullptr) return on_nothing(page, is_required, std::move(outcome));
  if (page.id.empty()) return outcome;
  outcome.support.add_reads(question.facts.view().role_assignments(page.scope, page.id).reads);
  if (account == nullptr) return outcome;

  const std::vector<RoleVoice> voices = hear_roles(wanted, *account, page, question, asked);
  Truth is_there = Truth::no;
  for (const RoleVoice& voice : voices) is_there = is_there | voice.counts;
  for (const RoleVoice& voice : voices) {
    outcome.support.add_reads(voice.support.reads);
    if (is_there == Truth::unknown) outcome.support.add(voice.support);
  }
  if (is_there != Truth::yes) {
    doubt_absence(*account, page, question, outcome);
    if (!outcome.support.gaps.empty()) is_there = Truth::unknown;
  }
  outcome.holds = is_required ? is_there : !is_there;
  if (is_required && is_there == Truth::yes && !voices.front().group.empty()) {
    outcome.held_through.emplace_back();
    for (const RoleVoice& voice : voices) {
      if (voice.counts == Truth::yes) outcome.held_through.front().push_back(voice.group);
    }
    outcome.held_through.front() = least_first(std::move(outcome.held_through.front()), *account);
  }
  if (question.in_words) tell(wanted, asked, voices, *account, page, question, outcome);
  return outcome;
}

/// On none of the things of a kind. Of those on which it is not held there may be many, and nothing to say.
Outcome decide_on_each(const AssignedRole& wanted, const Question& question, Asked asked) {
  const auto* const kind = question.catalogue.find_resource_kind(wanted.resource);
  const std::string any =
      words_of(asked, wanted) + " on any " + (kind == nullptr ? wanted.resource : kind->title);
  std::vector<Outcome> outcomes(1);
  Support& listed = outcomes.front().support;
  std::vector<Outcome> others;
  std::vector<std::string> notices;
  for (const AssignedRole& thing : things_of_each(wanted, question, listed)) {
    Outcome outcome = decide_one(thing, question, asked, false);
    if (outcome.holds == Truth::yes) {
      listed.add_reads(outcome.support.reads);
      std::ranges::move(outcome.notices, std::back_inserter(notices));
    } else {
      others.push_back(std::move(outcome));
    }
  }
  outcomes.front().notices = std::move(notices);
  outcomes.front().expected = "not " + any;
  outcomes.front().observed = outcomes.front().expected;
  outcomes.front().holds = listed.gaps.empty() ? Truth::yes : Truth::unknown;
  if (const Identity* account = question.account().identity; account != nullptr) {
    outcomes.front().message = account_name(*account) + " does not have " + any;
  }
  std::ranges::move(others, std::back_inserter(outcomes));
  return join_all(std::move(outcomes));
}

}  // namespace

Outcome decide_assigned_role(const AssignedRole& wanted, const Question& question) {
  if (wanted.of_each) {
    const bool is_forbidden = question.mode() == Rule::Mode::forbid;
    return decide_on_each(wanted, question, is_forbidden ? Asked::it_or_more : Asked::beyond);
  }
  switch (question.mode()) {
    case Rule::Mode::require: return decide_one(wanted, question, Asked::it_or_more, true);
    case Rule::Mode::forbid: return decide_one(wanted, question, Asked::it_or_more, false);
    case Rule::Mode::at_most: return decide_one(wanted, question, Asked::beyond, false);
    case Rule::Mode::exactly: break;
  }
  return join_all({decide_one(wanted, question, Asked::it_or_more, true),
                   decide_one(wanted, question, Asked::beyond, false)});
}

}  // namespace patrol
