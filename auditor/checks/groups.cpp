#include "auditor/checks/common.h"
#include "auditor/checks/join.h"
#include "auditor/checks/memberships.h"
#include "auditor/checks/rows.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/principal_name.h"
#include "auditor/model/rule_mode.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace patrol {
namespace {

using Names = std::set<std::string, std::less<>>;  // folded

/// Everything above the groups that are allowed: who is in them is there too, whatever a rule says.
struct Above {
  Names descriptors;
  Support support;  ///< with a gap where not all could be read
};

Above above_of(const std::vector<std::string>& allowed, const Question& question) {
  Above above;
  std::vector<std::string> open = allowed;
  Names seen;
  while (!open.empty()) {
    const std::string descriptor = std::move(open.back());
    open.pop_back();
    if (!seen.insert(fold_case(descriptor)).second) continue;
    const auto& group = question.facts.view().group(descriptor);
    above.support.add_reads(group.reads);
    if (!group.known) {
      above.support.add_gap(group.known.error());
      continue;
    }
    for (const std::string& container : group.known.value().member_of) {
      above.descriptors.insert(fold_case(container));
      open.push_back(container);
    }
  }
  return above;
}

/// What a rule allows at one place.
struct Allowance {
  Place place;
  const Project* project = nullptr;
  Names names;
  std::vector<std::string> descriptors;
  std::vector<std::string> absent{};     ///< labels of groups that are allowed and not there
  std::vector<std::string> notices{};    ///< about these
  Names rests_on{};                      ///< groups that are needed for what they give, folded
  Names open_ends{};                     ///< groups that may lead to a needed one, folded
  std::vector<std::string> undecided{};  ///< rules of which it is not known what they rest on
};

/// By its domain, not by the name in brackets: a project may be called as the organization is (API.md 4.5).
bool is_at(const GroupName& group, const Allowance& allowance) {
  const std::string domain = fold_case(group.domain);
  if (allowance.project != nullptr) {
    return domain == "vstfs:///classification/teamproject/" + fold_case(allowance.project->id);
  }
  return domain.starts_with("vstfs:///framework/identitydomain/");
}

/// A group of which it is not told where it belongs may be one of the place.
void doubt_homeless(const std::vector<GroupName>& groups, Support& support) {
  for (const GroupName& group : groups) {
    if (!group.domain.empty() || group.origin == "aad") continue;
    support.add_gap({Gap::Kind::bad_answer, "where the group " + group.principal_name + " belongs",
                     "the service did not tell its domain", "look at the group in the portal"});
  }
}

/// That the account may have no other group of the place: holds as far as the list of groups goes.
Outcome begin_nothing_beyond(const Allowance& allowance, const Question& question) {
  const auto& listed = question.facts.view().group_names();
  const std::string others =
      "other group of " + (allowance.project == nullptr ? std::string("the organization")
                                                        : "the project " + allowance.project->name);
  Outcome outcome;
  outcome.holds = Truth::yes;
  outcome.expected = "no " + others;
  outcome.observed = "no other group";
  outcome.support.add_reads(listed.reads);
  const Identity* account = account_for(question, outcome);
  if (account != nullptr) outcome.message = account_name(*account) + " is in no " + others;
  for (const std::string& label : allowance.absent) outcome.message += "; there is no group " + label;
  const MembershipAnswer administrator = question.facts.auditor_is_administrator();
  outcome.support.add_reads(administrator.support.reads);
  if (listed.known.rest) {
    outcome.support.add_gap(*listed.known.rest);
  } else if (administrator.is_member != Truth::yes) {
    outcome.support.add_gap({Gap::Kind::not_decidable, "the groups that there are",
                             "the list leaves out what the auditor may not see",
                             "audit as a Project Collection Administrator"});
  }
  doubt_homeless(listed.known.items, outcome.support);
  if (!outcome.support.gaps.empty() || account == nullptr) outcome.holds = Truth::unknown;
  // To others than an administrator they may only not be shown.
  if (administrator.is_member == Truth::yes) outcome.notices = allowance.notices;
  return outcome;
}

/// That the account is in no group of the place but those allowed, and what these bring with them.
Outcome decide_nothing_beyond(const Allowance& allowance, const Question& question) {
  const Above above = above_of(allowance.descriptors, question);
  std::vector<Outcome> outcomes;
  outcomes.push_back(begin_nothing_beyond(allowance, question));
  for (const GroupName& group : question.facts.view().group_names().known.items) {
    if (!is_at(group, allowance)) continue;
    const auto descriptor = group_identity_descriptor(group.descriptor);
    // Nobody can be kept out of them. Others may be called so too: these are known by their SID.
    if (descriptor && is_filled_by_the_service(*descriptor)) continue;
    const std::string name(local_name(group.principal_name));
    if (allowance.names.contains(fold_case(name))) continue;
    if (descriptor && above.descriptors.contains(fold_case(*descriptor))) continue;
    if (descriptor && allowance.rests_on.contains(fold_case(*descriptor))) continue;
    Outcome outcome = decide_absence({allowance.place, name}, question);
    outcome.expected.clear();
    if (outcome.holds == Truth::no && !above.support.gaps.empty()) {
      // It may be what an allowed group brings with it.
      outcome.holds = Truth::unknown;
      outcome.support.add(above.support);
    }
    if (outcome.holds == Truth::no && !allowance.undecided.empty()) {
      outcome.holds = Truth::unknown;
      outcome.support.add_gap({Gap::Kind::not_decidable, "whether " + group.principal_name + " is needed",
                               join_words(allowance.undecided) + " may rest on it, and could not be decided",
                               "see what keeps that from being decided"});
    }
    if (outcome.holds == Truth::no && descriptor && allowance.open_ends.contains(fold_case(*descriptor))) {
      outcome.holds = Truth::unknown;
      outcome.support.add_gap({Gap::Kind::not_decidable, "whether " + group.principal_name + " is needed",
                               "it may lead to a group that is, and what all it leads to could not be read",
                               "let the auditor read the groups that the account is in"});
    }
    // Of groups that the account is not in there are many, and nothing to say.
    if (outcome.holds == Truth::yes) outcomes.front().support.add_reads(outcome.support.reads);
    if (outcome.holds != Truth::yes) outcomes.push_back(std::move(outcome));
  }
  return join_all(std::move(outcomes));
}

/// What the rule allows, place by place; a place or group that is not known leaves an outcome of its own.
std::vector<Allowance> allowances(const Groups& wanted, const Question& question,
                                  std::vector<Outcome>& open) {
  std::vector<Allowance> all;
  for (const GroupMembership& membership : wanted.groups) {
    const PlaceAnswer place = resolve_place(membership.place, question);
    if (!place.resolved) {
      Outcome outcome;
      outcome.expected = "groups of a project that is there";
      outcome.support = place.support;
      const Identity* account = account_for(question, outcome);
      if (place.absent && account != nullptr) {
        outcome.holds = Truth::yes;
        outcome.message = "there is no project " + membership.place.project + ", and so no group of it";
        outcome.notices.push_back("there is no project " + membership.place.project +
                                  ", so that a rule about its groups holds of nothing");
      }
      open.push_back(std::move(outcome));
      continue;
    }
    // One project may be named in different letters.
    auto found = std::ranges::find(all, place.project, &Allowance::project);
    if (found == all.end()) {
      all.push_back({.place = membership.place, .project = place.project, .names = {}, .descriptors = {}});
      found = std::prev(all.end());
    }
    found->names.insert(fold_case(membership.group));
    const GroupAnswer& group = place.project == nullptr
                                   ? question.facts.groups().in_organization(membership.group)
                                   : question.facts.groups().in_project(*place.project, membership.group);
    if (!group.descriptor.empty()) found->descriptors.push_back(group.descriptor);
    if (!group.absent) continue;
    found->absent.push_back(group.label);
    found->notices.push_back(notice_of_absence({membership.place, membership.group}, group.label));
  }
  return all;
}

/// What the account's rules require at the place of the question.
Allowance required_allowance(const RequiredHere& required, const Question& question) {
  Allowance allowance{.place = {},
                      .project = question.project,
                      .names = {},
                      .descriptors = {},
                      .rests_on = required.rests_on,
                      .undecided = required.undecided};
  if (question.project != nullptr) allowance.place.kind = Place::Kind::each_project;
  const Identity* account = question.account().identity;
  if (account != nullptr && !required.rests_on.empty()) {
    allowance.open_ends = question.facts.memberships().open_ends(*account);
  }
  for (const std::string& name : required.groups) {
    allowance.names.insert(fold_case(name));
    const GroupAnswer& group = question.project == nullptr
                                   ? question.facts.groups().in_organization(name)
                                   : question.facts.groups().in_project(*question.project, name);
    if (!group.descriptor.empty()) allowance.descriptors.push_back(group.descriptor);
  }
  return allowance;
}

Outcome decide_groups(const Groups& wanted, const Question& question) {
  if (wanted.required_only) {
    // Nobody asks without having looked at the other rules; if somebody did, it would not be known.
    if (question.required == nullptr) return {};
    return decide_nothing_beyond(required_allowance(*question.required, question), question);
  }
  std::vector<Outcome> outcomes;
  for (const GroupMembership& membership : wanted.groups) {
    const WantedGroup group{membership.place, membership.group};
    if (is_floor(question.mode())) outcomes.push_back(decide_membership(group, question));
    if (question.mode() == Rule::Mode::forbid) outcomes.push_back(decide_absence(group, question));
  }
  if (is_ceiling(question.mode())) {
    for (const Allowance& allowance : allowances(wanted, question, outcomes)) {
      outcomes.push_back(decide_nothing_beyond(allowance, question));
    }
  }
  return join_all(std::move(outcomes));
}

}  // namespace

constexpr Check groups_check =
    make_check<Groups, decide_groups>("groups", "membership of groups, nested ones included");

}  // namespace patrol
