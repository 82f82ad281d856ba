#include "auditor/checks/memberships.h"

#include "auditor/checks/calls.h"
#include "auditor/checks/common.h"
#include "auditor/checks/ways_out.h"
#include "auditor/model/concat.h"
#include "auditor/model/descriptor.h"

#include <utility>

namespace patrol {
namespace {

struct Answer {
  Truth is_member = Truth::unknown;
  const Identity* account = nullptr;
  GroupAnswer group;
  std::vector<std::string> path;
};

GroupAnswer resolve_group(const WantedGroup& wanted, const Question& question, Support& support) {
  const PlaceAnswer place = resolve_place(wanted.place, question);
  support.add(place.support);
  if (place.absent) {
    GroupAnswer group;
    group.absent = true;
    group.label = "[" + wanted.place.project + "]\\" + wanted.name;
    group.near = place.near;
    return group;
  }
  if (!place.resolved) {
    GroupAnswer group;
    group.label = wanted.name;
    if (place.support.gaps.empty()) {
      support.add_gap({Gap::Kind::not_decidable, "which project is meant by the rule " + question.rule.id,
                       "it names a project's group but is not asked for each project",
                       "add `for_each: project` to the rule, or name the project"});
    }
    return group;
  }
  GroupAnswer group = place.project == nullptr
                          ? question.facts.groups().in_organization(wanted.name)
                          : question.facts.groups().in_project(*place.project, wanted.name);
  support.add(group.support);
  return group;
}

/// What is called so may be a group of Entra because one of the organization is not shown.
bool is_it_for_sure(const GroupAnswer& group, const Question& question, Support& support) {
  if (!group.is_of_entra) return true;
  const MembershipAnswer administrator = question.facts.auditor_is_administrator();
  support.add_reads(administrator.support.reads);
  if (administrator.is_member == Truth::yes) return true;
  support.add_gap({Gap::Kind::not_decidable, "which group is " + group.label,
                   "one of the organization that is called so would be meant before it, and the list leaves "
                   "out what the auditor may not see",
                   "audit as a Project Collection Administrator"});
  return false;
}

void ask_membership(Answer& answer, const Question& question, Outcome& outcome) {
  MembershipAnswer membership = question.facts.memberships().find(*answer.account, answer.group.descriptor);
  outcome.support.add(membership.support);
  answer.is_member = membership.is_member;
  answer.path = std::move(membership.path);
  if (answer.is_member == Truth::yes) answer.group.label = answer.path.back();
}

Answer look(const WantedGroup& wanted, const Question& question, Outcome& outcome) {
  Answer answer;
  answer.group = resolve_group(wanted, question, outcome.support);
  answer.account = account_for(question, outcome);
  if (answer.account == nullptr) return answer;
  if (answer.group.absent) {
    const MembershipAnswer administrator = question.facts.auditor_is_administrator();
    outcome.support.add_reads(administrator.support.reads);
    if (administrator.is_member == Truth::yes) {
      answer.is_member = Truth::no;
    } else {
      outcome.support.add_gap(
          {Gap::Kind::not_decidable, "the group " + answer.group.label,
           "it is not in the list that the auditor is shown, which leaves out what it may "
           "not see",
           "correct the name in the policy, or audit as a Project Collection Administrator"});
    }
    return answer;
  }
  if (answer.group.descriptor.empty()) return answer;
  ask_membership(answer, question, outcome);
  if (!is_it_for_sure(answer.group, question, outcome.support)) answer.is_member = Truth::unknown;
  return answer;
}

/// A group by what stays the same of it when it is renamed.
std::string lasting_name(const GroupAnswer& group) {
  return group.descriptor.empty() ? group.label : group.descriptor;
}

std::string settings_page(const WantedGroup& wanted) {
  return wanted.place.kind == Place::Kind::organization ? "Organization settings › Permissions"
                                                        : "Project settings › Permissions";
}

/// Of being added to the group or taken out of it.
Reach reach_into(const GroupAnswer& group, Place::Kind where) {
  if (!is_of_administrators(group.descriptor)) return Reach::ordinary;
  return where == Place::Kind::organization ? Reach::organization : Reach::project;
}

/// Into a group that the service fills nobody is put, and out of it nobody is taken (API.md 4.5).
Remediation join_everybody(const std::string& label, const std::string& name, const WantedGroup& wanted) {
  const bool is_of_organization = wanted.place.kind == Place::Kind::organization;
  return {concat({is_of_organization
                      ? "Organization settings › Users › Add users: "
                      : "Project settings › Permissions › a group of the project › Members › Add: ",
                  name, "; the service then puts it into ", label, " by itself"}),
          "", "nothing that works now"};
}

Remediation leave_everybody(const std::string& label, const std::string& name) {
  return {concat({"the service puts everybody of the organization into ", label,
                  " by itself: take the rule out, or in Organization settings › Users remove ", name}),
          "", concat({"all that ", name, " does in the organization"})};
}

Outcome say_absence(Answer answer, Place::Kind where, const Question& question, Outcome outcome) {
  outcome.holds = !answer.is_member;
  outcome.expected = concat({"no member of ", answer.group.label});
  if (answer.account == nullptr || !question.in_words) return outcome;
  const std::string account = account_name(*answer.account);
  const bool is_member = answer.is_member == Truth::yes;
  outcome.path = std::move(answer.path);
  outcome.observed = is_member ? "member" : "not a member";
  outcome.message = concat({account, is_member ? " is in " : " is not in ", answer.group.label});
  if (!is_member) return outcome;
  outcome.faults.push_back(concat({"in ", lasting_name(answer.group)}));
  outcome.reach = reach_into(answer.group, where);
  if (outcome.path.size() > 2) {
    outcome.message += " through " + std::to_string(outcome.path.size() - 2) +
                       (outcome.path.size() == 3 ? " other group" : " other groups");
  }
  if (is_filled_by_the_service(answer.group.descriptor) && where == Place::Kind::organization) {
    outcome.reach = Reach::organization;
    outcome.remediation = leave_everybody(answer.group.label, account);
    return outcome;
  }
  // The smallest change is the account's own step: what it takes from others can not be told from here.
  const WaysIn ways = question.facts.memberships().ways_into(*answer.account, answer.group.descriptor);
  if (!ways.filled.empty()) outcome.reach = Reach::organization;
  outcome.remediation = leave_groups(ways, *answer.account, question);
  return outcome;
}

}  // namespace

std::string notice_of_absence(const WantedGroup& wanted, const std::string& label) {
  // Once for a rule, not for each project that has no such group.
  if (wanted.place.kind == Place::Kind::each_project) {
    return "not every project has a group " + wanted.name +
           ": where there is none, a rule about it holds of nothing";
  }
  return "there is no group " + label + ", so that a rule about it holds of nothing";
}

Outcome decide_membership(const WantedGroup& wanted, const Question& question) {
  Outcome outcome;
  Answer answer = look(wanted, question, outcome);
  outcome.holds = answer.is_member;
  outcome.expected = concat({"member of ", answer.group.label});
  if (answer.is_member == Truth::yes) outcome.held_through.emplace_back(1, answer.group.descriptor);
  if (answer.account == nullptr || !question.in_words) return outcome;
  const std::string account = account_name(*answer.account);
  const bool is_member = answer.is_member == Truth::yes;
  outcome.path = std::move(answer.path);
  if (answer.group.absent) {
    outcome.observed = "no such group";
    outcome.faults = {"no group " + answer.group.label};
    outcome.message = "there is no group " + answer.group.label;
    outcome.remediation.advice =
        "correct the name of the group in the policy, or make the group" + or_is_it(answer.group.near);
    return outcome;
  }
  outcome.observed = is_member ? "member" : "not a member";
  outcome.message = concat({account, is_member ? " is in " : " is not in ", answer.group.label});
  if (outcome.holds != Truth::no) return outcome;
  outcome.faults.push_back(concat({"not in ", lasting_name(answer.group)}));
  outcome.reach = reach_into(answer.group, wanted.place.kind);
  if (is_filled_by_the_service(answer.group.descriptor)) {
    outcome.remediation = join_everybody(answer.group.label, account, wanted);
    return outcome;
  }
  const bool is_of_entra = answer.group.is_of_entra;
  outcome.remediation = {
      concat({is_of_entra ? "Microsoft Entra › Groups" : settings_page(wanted), " › ", answer.group.label,
              " › Members › Add: ", account}),
      is_of_entra ? entra_member_call(answer.group.descriptor, *answer.account, "add")
                  : member_call("add", answer.group.descriptor, *answer.account, question),
      concat({"nothing that works now; ", account, " may then do all that ", answer.group.label, " may",
              is_of_entra ? ", in Azure DevOps and elsewhere" : ""})};
  return outcome;
}

Outcome decide_absence(const WantedGroup& wanted, const Question& question) {
  Outcome outcome;
  Answer answer = look(wanted, question, outcome);
  if (answer.account == nullptr || !answer.group.absent || answer.is_member != Truth::no) {
    return say_absence(std::move(answer), wanted.place.kind, question, std::move(outcome));
  }
  outcome.expected = concat({"no member of ", answer.group.label});
  if (!answer.group.near.empty()) {
    outcome.support.add_gap(slip_of(answer.group.label, answer.group.near));
    return outcome;
  }
  outcome.holds = Truth::yes;
  if (!question.in_words) return outcome;
  outcome.observed = "no such group";
  outcome.message =
      account_name(*answer.account) + " is not in " + answer.group.label + ": there is no such group";
  outcome.notices.push_back(notice_of_absence(wanted, answer.group.label));
  return outcome;
}

Outcome decide_absence_from(const std::string& descriptor, Place::Kind where, const Question& question) {
  Outcome outcome;
  Answer answer;
  answer.group.descriptor = descriptor;
  answer.group.label = question.facts.memberships().group_label(descriptor);
  answer.account = account_for(question, outcome);
  if (answer.account != nullptr) ask_membership(answer, question, outcome);
  return say_absence(std::move(answer), where, question, std::move(outcome));
}

}  // namespace patrol
