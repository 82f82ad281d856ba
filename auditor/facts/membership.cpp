#include "auditor/facts/membership.h"

#include "auditor/facts/account.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
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
    for (const Identity& identity : fact.known.items) {
      graph_.node(identity.descriptor);
      for (const std::string& group : identity.member_of) graph_.node(group);
    }
  }
  for (const auto& [key, fact] : organization->groups) {
    if (!fact.known) continue;
    const Identity& identity = fact.known.value();
    const Node group = graph_.node(key);
    for (const std::string& container : identity.member_of) graph_.add_edge(group, graph_.node(container));
    for (const std::string& member : identity.members) {
      // Users that no one asks about would only make the graph large.
      if (is_group_descriptor(member)) graph_.node(member);
      if (const auto known = graph_.find(member)) graph_.add_edge(*known, group);
    }
    const auto all = organization->group_members.find(identity.subject_descriptor);
    if (all == organization->group_members.end()) continue;
    for (const std::string& member : all->second.known.items) {
      if (const auto nested = group_identity_descriptor(member)) {
        graph_.add_edge(graph_.node(*nested), group);
      } else {
        groups_of_subject_[member].push_back(group);
      }
    }
  }
  const auto name = [this](const std::string& descriptor, const std::string& principal_name) {
    const Node group = graph_.node(descriptor);
    if (names_.size() <= group) names_.resize(group + 1);
    names_[group] = principal_name;
  };
  for (const auto& [key, fact] : organization->groups) {
    if (fact.known) name(key, fact.known.value().display_name);
  }
  if (organization->group_names) {
    for (const GroupName& group : organization->group_names->known.items) {
      if (const auto descriptor = group_identity_descriptor(group.descriptor)) {
        name(*descriptor, group.principal_name);
      }
    }
  }
  names_.resize(graph_.size());
  graph_.finish();
}

Memberships::Closure& Memberships::closure_of(const Identity& account) const {
  const auto [place, is_new] = closures_.try_emplace(account.descriptor);
  Closure& closure = place->second;
  if (!is_new) return closure;

  closure.groups.resize(graph_.size());
  closure.direct.resize(graph_.size());
  std::vector<Node> open;
  const auto add_direct = [&](const std::vector<Node>& groups) {
    for (const Node group : groups) closure.direct[group] = true;
    open.insert(open.end(), groups.begin(), groups.end());
  };
  if (const auto self = graph_.find(account.descriptor)) add_direct(graph_.containers_of(*self));
  const auto by_subject = groups_of_subject_.find(account.subject_descriptor);
  if (by_subject != groups_of_subject_.end()) add_direct(by_subject->second);
  for (const std::string& group : account.member_of) {
    if (const auto node = graph_.find(group)) open.push_back(*node);
  }
  while (!open.empty()) {
    const Node group = open.back();
    open.pop_back();
    if (closure.groups[group]) continue;
    closure.groups[group] = true;
    const std::vector<Node>& above = graph_.containers_of(group);
    open.insert(open.end(), above.begin(), above.end());
  }
  return closure;
}

bool Memberships::is_seen_in(const Identity& account, std::string_view group_descriptor) const {
  const auto group = graph_.find(group_descriptor);
  return group && closure_of(account).groups[*group];
}

void Memberships::read_groups_of(const Identity& account) const {
  Closure& closure = closure_of(account);
  if (std::exchange(closure.asked, true)) return;
  for (const std::string& group : account.member_of) view_.group(group);
}

std::string Memberships::group_label(std::string_view descriptor) const {
  const auto group = graph_.find(descriptor);
  return group && !names_[*group].empty() ? names_[*group] : std::string(descriptor);
}

MembershipAnswer Memberships::find(const Identity& account, const std::string& group_descriptor) const {
  MembershipAnswer answer;
  const auto group = graph_.find(group_descriptor);
  if (group && closure_of(account).groups[*group]) {
    read_groups_of(account);
    answer.is_member = Truth::yes;
    answer.path.push_back(account_name(account));
    for (const Node step : chain_to(closure_of(account), *group)) {
      answer.path.push_back(group_label(graph_.descriptor(step)));
      const auto& groups = view_.organization()->groups;
      const auto fact = groups.find(graph_.descriptor(step));
      if (fact != groups.end()) answer.support.add_reads(fact->second.reads);
    }
    return answer;
  }
  answer.support = look_below(group_descriptor, can_be_in_entra_group(account) && !accept_materialised_);
  answer.is_member = answer.support.gaps.empty() ? Truth::no : Truth::unknown;
  return answer;
}

std::vector<Memberships::Node> Memberships::chain_to(const Closure& closure, Node group) const {
  // Downwards from the group is how the shortest chain is found.
  std::map<Node, std::optional<Node>> next{{group, std::nullopt}};  // towards the group
  std::deque<Node> queue{group};
  std::optional<Node> lowest;
  while (!queue.empty()) {
    const Node current = queue.front();
    queue.pop_front();
    if (closure.direct[current]) {
      lowest = current;
      break;
    }
    bool is_explained = false;
    for (const Node member : graph_.members_of(current)) {
      if (!closure.groups[member]) continue;
      is_explained = true;
      if (next.emplace(member, current).second) queue.push_back(member);
    }
    // A group of the closure that no other group explains must hold the account itself.
    if (!is_explained && !lowest) lowest = current;
  }
  std::vector<Node> chain;
  for (std::optional<Node> step = lowest.value_or(group); step; step = next.at(*step)) chain.push_back(*step);
  return chain;
}

const Support& Memberships::look_below(const std::string& top, bool entra_matters) const {
  const auto known = below_.find({top, entra_matters});
  if (known != below_.end()) return known->second;
  return below_.emplace(std::pair{top, entra_matters}, walk_below(top, entra_matters)).first->second;
}

Support Memberships::walk_below(const std::string& top, bool entra_matters) const {
  Support support;
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
    if (!entra_matters) return support;  // that the group exists is all that had to be seen
    for (std::string& nested : nested_groups(fact.known.value(), support)) queue.push_back(std::move(nested));
  }
  return support;
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
