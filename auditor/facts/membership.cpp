#include "auditor/facts/membership.h"

#include "auditor/facts/account.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <deque>
#include <utility>

namespace patrol {
namespace {

/// From this size on a `Direct` answer may be cut (vsts-rest-api-specs#459; API.md 3.4).
constexpr std::size_t direct_answers_may_be_cut = 98;

}  // namespace

Memberships::Memberships(const View& view, bool accept_materialised)
    : view_(view), accept_materialised_(accept_materialised) {
  const Organization* organization = view.organization();
  if (organization == nullptr) return;

  for (const auto& [selector, fact] : organization->accounts) {
    for (const Identity& identity : fact.known.items) accounts_.insert(fold_case(identity.descriptor));
  }
  for (const auto& [group, fact] : organization->groups) {
    if (!fact.known) continue;
    const Identity& identity = fact.known.value();
    names_.emplace(group, identity.display_name);
    for (const std::string& container : identity.member_of) containers_[group].insert(fold_case(container));
    for (const std::string& member : identity.members) {
      std::string folded = fold_case(member);
      // Users that no one asks about would only make the graph large.
      if (is_group_descriptor(member) || accounts_.contains(folded)) containers_[folded].insert(group);
    }
    const auto all = organization->group_members.find(identity.subject_descriptor);
    if (all == organization->group_members.end()) continue;
    for (const std::string& member : all->second.known.items) {
      if (const auto nested = group_identity_descriptor(member)) {
        containers_[fold_case(*nested)].insert(group);
      } else {
        containers_of_subject_[member].insert(group);
      }
    }
  }
  if (organization->group_names) {
    for (const GroupName& group : organization->group_names->known.items) {
      if (const auto descriptor = group_identity_descriptor(group.descriptor)) {
        names_[fold_case(*descriptor)] = group.principal_name;
      }
    }
  }
}

Memberships::Closure& Memberships::closure_of(const Identity& account) const {
  const auto [place, is_new] = closures_.try_emplace(account.descriptor);
  Closure& closure = place->second;
  if (!is_new) return closure;

  const auto direct = containers_.find(fold_case(account.descriptor));
  if (direct != containers_.end()) closure.direct = direct->second;
  const auto by_subject = containers_of_subject_.find(account.subject_descriptor);
  if (by_subject != containers_of_subject_.end()) {
    closure.direct.insert(by_subject->second.begin(), by_subject->second.end());
  }

  std::deque<std::string> queue(closure.direct.begin(), closure.direct.end());
  for (const std::string& group : account.member_of) queue.push_back(fold_case(group));
  while (!queue.empty()) {
    const std::string group = std::move(queue.front());
    queue.pop_front();
    if (!closure.groups.insert(group).second) continue;
    const auto above = containers_.find(group);
    if (above != containers_.end()) queue.insert(queue.end(), above->second.begin(), above->second.end());
  }
  for (const std::string& member : closure.groups) {
    const auto above = containers_.find(member);
    if (above == containers_.end()) continue;
    for (const std::string& container : above->second) closure.members[container].push_back(member);
  }
  return closure;
}

const std::set<std::string, std::less<>>& Memberships::groups_of(const Identity& account) const {
  return closure_of(account).groups;
}

void Memberships::read_groups_of(const Identity& account) const {
  Closure& closure = closure_of(account);
  if (std::exchange(closure.asked, true)) return;
  for (const std::string& group : account.member_of) view_.group(group);
}

std::string Memberships::group_label(std::string_view descriptor) const {
  const auto found = names_.find(fold_case(descriptor));
  return found == names_.end() || found->second.empty() ? std::string(descriptor) : found->second;
}

MembershipAnswer Memberships::find(const Identity& account, const std::string& group_descriptor) const {
  const Closure& closure = closure_of(account);
  const std::string group = fold_case(group_descriptor);
  MembershipAnswer answer;
  if (closure.groups.contains(group)) {
    read_groups_of(account);
    answer.is_member = Truth::yes;
    const std::vector<std::string> chain = chain_to(closure, group);
    answer.path.push_back(account_name(account));
    for (const std::string& step : chain) {
      answer.path.push_back(group_label(step));
      const Organization* organization = view_.organization();
      const auto fact = organization->groups.find(step);
      if (fact != organization->groups.end()) answer.support.add_reads(fact->second.reads);
    }
    return answer;
  }
  look_below(account, group_descriptor, answer.support);
  answer.is_member = answer.support.gaps.empty() ? Truth::no : Truth::unknown;
  return answer;
}

std::vector<std::string> Memberships::chain_to(const Closure& closure, const std::string& group) const {
  // Downwards from the group is how the shortest chain is found.
  std::map<std::string_view, std::string_view> next{{group, {}}};  // towards the group
  std::deque<std::string_view> queue{group};
  std::string_view lowest = group;
  bool found_lowest = false;
  while (!queue.empty()) {
    const std::string_view current = queue.front();
    queue.pop_front();
    const auto below = closure.members.find(current);
    const bool lists_account = closure.direct.contains(current);
    // A group of the closure that no other group explains must hold the account itself.
    const bool is_unexplained = below == closure.members.end() || below->second.empty();
    if (lists_account || (is_unexplained && !found_lowest)) {
      lowest = current;
      found_lowest = true;
      if (lists_account) break;
    }
    if (below == closure.members.end()) continue;
    for (const std::string_view member : below->second) {
      if (next.emplace(member, current).second) queue.push_back(member);
    }
  }
  std::vector<std::string> chain;
  for (std::string_view step = lowest; !step.empty(); step = next.at(step)) chain.emplace_back(step);
  return chain;
}

void Memberships::look_below(const Identity& account, const std::string& top, Support& support) const {
  const bool entra_matters = can_be_in_entra_group(account) && !accept_materialised_;
  std::set<std::string, std::less<>> seen;
  std::deque<std::string> queue{top};
  while (!queue.empty()) {
    const std::string group = std::move(queue.front());
    queue.pop_front();
    if (!seen.insert(fold_case(group)).second) continue;

    const auto& fact = view_.group(group);
    support.add_reads(fact.reads);
    if (entra_group_object_id(group)) {
      // Its own members are not told, so there is nothing below it to look at.
      if (entra_matters) {
        support.add_gap({Gap::Kind::not_expandable, "who is in the Entra group " + group_label(group),
                         "Azure DevOps does not tell all members of an Entra group",
                         "look in Entra whether the account is in it; `--accept materialised` takes what "
                         "Azure DevOps itself shows for the whole truth"});
      }
      continue;
    }
    if (!fact.known) {
      Gap gap = fact.known.error();
      gap.what = "who is in the group " + group_label(group);
      support.add_gap(gap);
      continue;
    }
    if (!entra_matters) return;  // that the group exists is all that had to be seen
    for (std::string& nested : nested_groups(fact.known.value(), support)) queue.push_back(std::move(nested));
  }
}

std::vector<std::string> Memberships::nested_groups(const Identity& group, Support& support) const {
  std::vector<std::string> nested;
  for (const std::string& member : group.members) {
    if (is_group_descriptor(member)) nested.push_back(member);
  }
  if (group.members.size() < direct_answers_may_be_cut) return nested;

  const auto& all = view_.group_members(group.subject_descriptor);
  support.add_reads(all.reads);
  if (all.known.rest) {
    Gap gap = *all.known.rest;
    gap.what = "all members of the group " + group_label(group.descriptor);
    support.add_gap(gap);
  }
  for (const std::string& member : all.known.items) {
    if (auto descriptor = group_identity_descriptor(member)) nested.push_back(std::move(*descriptor));
    if (member.starts_with("ungrp.")) {
      support.add_gap({Gap::Kind::not_expandable, "who is in " + member,
                       "it is a group that graph does not describe", "look at the group in the portal"});
    }
  }
  return nested;
}

}  // namespace patrol
