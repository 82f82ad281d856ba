#include "auditor/checks/common.h"
#include "auditor/checks/join.h"
#include "auditor/checks/memberships.h"
#include "auditor/checks/rows.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/principal_name.h"
#include "auditor/model/rule_mode.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

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
  const Project* project = nullptr;
  std::vector<std::string> descriptors{};  ///< of the groups that are allowed, as they came
  /// Names, folded, of which it is not known which group they mean, or whether there is one, and why.
  std::map<std::string, Support, std::less<>> unresolved{};
  /// Why a group that is allowed is not known: nor is what it is in, and brings with it.
  Support unknown{};
  std::vector<std::string> absent{};     ///< labels of groups that are allowed and not there
  std::vector<std::string> notices{};    ///< about these
  Names rests_on{};                      ///< groups that are needed for what they give, folded
  Names may_rest_on{};                   ///< groups that may be such
  Names open_ends{};                     ///< groups that may lead to a needed one, folded
  std::vector<std::string> undecided{};  ///< rules of which it is not known what they rest on
};

void doubt_whether_all_are_shown(const std::string& what, const Question& question, Support& support) {
  const MembershipAnswer administrator = question.facts.auditor_is_administrator();
  support.add_reads(administrator.support.reads);
  if (administrator.is_member == Truth::yes) return;
  support.add_gap({Gap::Kind::not_decidable, what, "the list leaves out what the auditor may not see",
                   "audit as a Project Collection Administrator"});
}

/// Allows a group by the name that a rule gives it.
const GroupAnswer& allow(const std::string& name, const Question& question, Allowance& allowance) {
  const GroupAnswer& group = allowance.project == nullptr
                                 ? question.facts.groups().in_organization(name)
                                 : question.facts.groups().in_project(*allowance.project, name);
  if (group.descriptor.empty()) {
    allowance.unresolved.emplace(fold_case(name), group.support);
  } else {
    allowance.descriptors.push_back(group.descriptor);
  }
  if (!group.support.gaps.empty()) allowance.unknown.add(group.support);
  // One that the auditor is not shown may be meant.
  if (group.absent || group.is_of_entra)
    doubt_whether_all_are_shown(group.label, question, allowance.unknown);
  return group;
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
  } else {
    doubt_whether_all_are_shown("the groups that there are", question, outcome.support);
  }
  for (const Gap& gap : question.facts.group_scopes().homeless()) outcome.support.add_gap(gap);
  if (!outcome.support.gaps.empty() || account == nullptr) outcome.holds = Truth::unknown;
  // To others than an administrator they may only not be shown.
  if (administrator.is_member == Truth::yes) outcome.notices = allowance.notices;
  return outcome;
}

/// Decides that an account is in no group of a place but those allowed, and what these bring with them.
class Ceiling {
 public:
  Ceiling(const Allowance& allowance, const Identity& account, const Question& question)
      : allowance_(allowance),
        account_(account),
        question_(question),
        above_(above_of(allowance.descriptors, question)) {
    for (const std::string& descriptor : allowance.descriptors) {
      allowed_.insert(fold_case(descriptor));
      for (const std::string& group : question.facts.memberships().doubt_of(account, descriptor).entra_groups)
        ways_in_.insert(fold_case(group));
    }
  }

  /// The groups that it is in, whatever list or answer shows it: one of them may have been left out of the
  /// list of groups.
  void add_memberships(std::vector<Outcome>& outcomes) const {
    const Memberships& memberships = question_.facts.memberships();
    std::vector<std::pair<std::string, std::string>> beyond;  // by label, which people know
    for (std::string& group : memberships.groups_of(account_)) {
      if (is_filled_by_the_service(group) || is_allowed(group) || is_of_entra_alone(group)) continue;
      const std::string& domain = memberships.group_domain(group);
      if (domain.empty() && !entra_group_object_id(group)) {
        outcomes.push_back(open(group, place_of(group)));
      } else if (is_of_scope(group, domain, allowance_.project)) {
        beyond.emplace_back(memberships.group_label(group), std::move(group));
      }
    }
    std::ranges::sort(beyond);
    for (const auto& [label, group] : beyond) {
      const Above above = entra_group_object_id(group) ? above_of({group}, question_) : Above{};
      if (leads_to_allowed(above)) continue;
      outcomes.push_back(above.support.gaps.empty() ? judge(group, label) : open(group, above.support));
    }
  }

  /// The groups of the place that may hold it unseen.
  void add_hidden(std::vector<Outcome>& outcomes) const {
    const HidingPlaces& hiding = question_.facts.group_scopes().hiding_places(allowance_.project, account_);
    outcomes.front().support.add_reads(hiding.reads);
    std::vector<const Doubt*> doubts;
    for (const HidingPlace& place : hiding.places) {
      if (is_allowed(place.group) || ways_in_.contains(place.group) ||
          question_.facts.memberships().is_seen_in(account_, place.group))
        continue;
      doubts.push_back(place.doubt);
    }
    if (doubts.empty()) return;
    Outcome outcome;
    outcome.support = question_.facts.memberships().hidden_by(account_, doubts);
    if (outcome.support.gaps.empty()) {
      outcomes.front().support.add_reads(outcome.support.reads);
    } else {
      outcome.observed = "no other group that is shown";
      outcomes.push_back(std::move(outcome));
    }
  }

 private:
  Place::Kind where() const {
    return allowance_.project == nullptr ? Place::Kind::organization : Place::Kind::each_project;
  }

  /// By its descriptor, which it keeps when it is renamed.
  bool is_allowed(const std::string& group) const {
    return allowed_.contains(group) || above_.descriptors.contains(group) ||
           allowance_.rests_on.contains(group);
  }

  /// Who is in an allowed group through a group of Entra, which is in it, is in no more than is allowed.
  bool leads_to_allowed(const Above& above) const {
    return std::ranges::any_of(allowed_,
                               [&](const std::string& group) { return above.descriptors.contains(group); });
  }

  /// Of which Microsoft Graph tells, and Azure DevOps does not: the organization does not know it.
  bool is_of_entra_alone(const std::string& group) const {
    if (!entra_group_object_id(group) || question_.facts.memberships().group_label(group) != group)
      return false;
    return std::ranges::none_of(account_.member_of,
                                [&](const std::string& listed) { return same_name(listed, group); });
  }

  /// Of a group of which no one told yet where it belongs.
  Support place_of(const std::string& group) const {
    Support support;
    const auto& fact = question_.facts.view().group(group);
    support.add_reads(fact.reads);
    Gap gap{
        Gap::Kind::bad_answer, {}, "the service did not tell its domain", "look at the group in the portal"};
    if (!fact.known) gap = fact.known.error();
    gap.what = "where the group " + question_.facts.memberships().group_label(group) + " belongs";
    support.add_gap(gap);
    return support;
  }

  Outcome open(const std::string& group, const Support& support) const {
    Outcome outcome = decide_absence_from(group, where(), question_);
    outcome.holds = Truth::unknown;
    outcome.expected.clear();
    outcome.support.add(support);
    return outcome;
  }

  Support not_known(const std::string& label, const std::string& reason, const std::string& grant) const {
    Support support;
    support.add_gap({Gap::Kind::not_decidable, "whether " + label + " is needed", reason, grant});
    return support;
  }

  /// A group that it is in, and that is none of those allowed as far as these are known.
  Outcome judge(const std::string& group, const std::string& label) const {
    if (const auto named = allowance_.unresolved.find(fold_case(local_name(label)));
        named != allowance_.unresolved.end()) {
      Support support = named->second;
      if (support.gaps.empty()) {
        support.add_gap({Gap::Kind::not_decidable, "whether " + label + " is the group that is allowed",
                         "it is called so, and its SID is not that of the built-in group",
                         "rename it, or see why the built-in group is not listed"});
      }
      return open(group, support);
    }
    // It may be what an allowed group brings with it.
    if (!above_.support.gaps.empty()) return open(group, above_.support);
    if (!allowance_.unknown.gaps.empty()) return open(group, allowance_.unknown);
    if (!allowance_.undecided.empty()) {
      return open(
          group,
          not_known(label, join_words(allowance_.undecided) + " may rest on it, and could not be decided",
                    "see what keeps that from being decided"));
    }
    if (allowance_.may_rest_on.contains(group)) {
      return open(group, not_known(label, "what is required is held in more ways than can be compared",
                                   "let fewer groups lead to what is required"));
    }
    if (allowance_.open_ends.contains(group)) {
      return open(
          group,
          not_known(label, "it may lead to a group that is, and what all it leads to could not be read",
                    "let the auditor read the groups that the account is in"));
    }
    Outcome outcome = decide_absence_from(group, where(), question_);
    outcome.expected.clear();
    return outcome;
  }

  const Allowance& allowance_;
  const Identity& account_;
  const Question& question_;
  Above above_;
  Names allowed_;
  Names ways_in_;  ///< groups of Entra in allowed groups, as far as these tell
};

Outcome decide_nothing_beyond(const Allowance& allowance, const Question& question) {
  std::vector<Outcome> outcomes;
  outcomes.push_back(begin_nothing_beyond(allowance, question));
  if (const Identity* account = question.account().identity) {
    const Ceiling ceiling(allowance, *account, question);
    ceiling.add_memberships(outcomes);
    ceiling.add_hidden(outcomes);
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
      if (place.absent && !place.near.empty()) {
        outcome.support.add_gap(slip_of("the project " + membership.place.project, place.near));
      } else if (place.absent && account != nullptr) {
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
      all.push_back({.project = place.project});
      found = std::prev(all.end());
    }
    const GroupAnswer& group = allow(membership.group, question, *found);
    if (!group.absent) continue;
    found->absent.push_back(group.label);
    found->notices.push_back(notice_of_absence({membership.place, membership.group}, group.label));
  }
  return all;
}

/// What the account's rules require at the place of the question.
Allowance required_allowance(const RequiredHere& required, const Question& question) {
  Allowance allowance{.project = question.project,
                      .rests_on = required.rests_on,
                      .may_rest_on = required.may_rest_on,
                      .undecided = required.undecided};
  const Identity* account = question.account().identity;
  const bool rests_on_none = required.rests_on.empty() && required.may_rest_on.empty();
  if (account != nullptr && !rests_on_none) {
    allowance.open_ends = question.facts.memberships().open_ends(*account);
  }
  for (const std::string& name : required.groups) allow(name, question, allowance);
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
