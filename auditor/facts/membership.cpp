#include "auditor/facts/membership.h"

#include "auditor/facts/account.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/sort_unique.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace patrol {

Memberships::Memberships(const View& view, const Catalogue& catalogue, bool accept_materialised)
    : view_(view),
      names_(view, catalogue),
      absences_(view, names_),
      entra_groups_(view, names_, graph_, accept_materialised) {
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
  }
  for (const auto& [subject, fact] : organization->memberships) {
    for (const std::string& container : fact.known.items) {
      const auto group = group_identity_descriptor(container);
      if (group) direct_groups_[subject].push_back(graph_.node(*group));
    }
  }
  entra_groups_.join_graph();
  graph_.finish();
  answers_.resize(graph_.size());
  labels_.resize(graph_.size());
  for (const auto& [key, fact] : organization->groups) {
    if (const auto node = graph_.find(key)) answers_[*node] = &fact;
  }
}

Memberships::Closure& Memberships::closure_of(const Identity& account) const {
  // All rules of an integration ask about the same account, one after another.
  if (last_ != nullptr && last_->first == account.descriptor) return last_->second;
  const auto known = closures_.find(account.descriptor);
  last_ =
      known != closures_.end() ? &*known : &*closures_.emplace(account.descriptor, walk_up(account)).first;
  return last_->second;
}

const std::string& Memberships::label_of(Node group) const {
  std::optional<std::string>& label = labels_[group];
  if (!label) label = names_.label(graph_.descriptor(group));
  return *label;
}

Memberships::Closure Memberships::walk_up(const Identity& account) const {
  std::vector<Node> level;  // those that list the account, then the ones that list these, and so on
  const auto add = [&](const std::vector<Node>& groups) {
    level.insert(level.end(), groups.begin(), groups.end());
  };
  if (const auto self = graph_.find(account.descriptor)) add(graph_.containers_of(*self));
  const auto by_graph = direct_groups_.find(account.subject_descriptor);
  if (by_graph != direct_groups_.end()) add(by_graph->second);
  add(entra_groups_.told_to_hold(account));

  std::unordered_map<Node, std::uint32_t> steps;
  const auto go_up_from = [&](std::uint32_t step, bool counts) {
    for (; !level.empty(); ++step) {
      std::vector<Node> next;
      for (const Node group : level) {
        if (!steps.emplace(group, counts ? step : Closure::no_way).second) continue;
        const std::vector<Node>& above = graph_.containers_of(group);
        next.insert(next.end(), above.begin(), above.end());
      }
      level = std::move(next);
    }
  };
  go_up_from(0, true);
  for (const std::string& group : account.member_of) {
    if (const auto node = graph_.find(group)) level.push_back(*node);
  }
  go_up_from(0, false);

  Closure closure;
  closure.groups.reserve(steps.size());
  for (const auto& [group, step] : steps) closure.groups.push_back(group);
  std::ranges::sort(closure.groups);
  closure.steps.reserve(steps.size());
  for (const Node group : closure.groups) closure.steps.push_back(steps.at(group));
  return closure;
}

bool Memberships::is_seen_in(const Identity& account, std::string_view group_descriptor) const {
  const auto group = graph_.find(group_descriptor);
  return group && closure_of(account).place_of(*group).has_value();
}

std::vector<std::string> Memberships::chain(const Identity& account,
                                            std::string_view group_descriptor) const {
  std::vector<std::string> groups;
  const auto group = graph_.find(group_descriptor);
  const Closure& closure = closure_of(account);
  if (!group || !closure.place_of(*group)) return groups;
  for (const Node step : chain_to(closure, *group)) groups.push_back(graph_.descriptor(step));
  return groups;
}

Chains Memberships::chains(const Identity& account, std::string_view group_descriptor,
                           std::string_view given) const {
  Chains chains;
  const auto group = graph_.find(group_descriptor);
  if (!group) return chains;
  const Closure& closure = closure_of(account);
  const auto descriptors_of = [&](const std::vector<Node>& groups) {
    std::vector<std::string> descriptors;
    descriptors.reserve(groups.size());
    for (const Node each : groups) descriptors.push_back(graph_.descriptor(each));
    return descriptors;
  };
  const WaysUp ways = ways_up(graph_, closure, *group, graph_.find(given));
  chains.told.reserve(ways.chains.size());
  for (const std::vector<Node>& chain : ways.chains) chains.told.push_back(descriptors_of(chain));
  if (!ways.are_all) chains.untold = descriptors_of(groups_below(graph_, closure, *group));
  return chains;
}

bool Memberships::is_chained(const Identity& account, std::string_view group_descriptor,
                             std::string_view given,
                             const std::function<bool(const std::string&)>& may_be_on_it) const {
  const auto group = graph_.find(group_descriptor);
  return group && is_way_up(graph_, closure_of(account), *group, graph_.find(given),
                            [&](Node each) { return may_be_on_it(graph_.descriptor(each)); });
}

std::vector<std::string> Memberships::groups_of(const Identity& account) const {
  const Closure& closure = closure_of(account);
  std::vector<std::string> groups;
  groups.reserve(closure.groups.size());
  for (const Node node : closure.groups) groups.push_back(graph_.descriptor(node));
  std::ranges::sort(groups);
  return groups;
}

WaysIn Memberships::ways_into(const Identity& account, std::string_view group_descriptor) const {
  WaysIn ways;
  const auto group = graph_.find(group_descriptor);
  const Closure& closure = closure_of(account);
  if (!group || !closure.place_of(*group)) return ways;
  std::set<Node> seen{*group};
  std::deque<Node> queue{*group};
  while (!queue.empty()) {
    const Node current = queue.front();
    queue.pop_front();
    const std::string& descriptor = graph_.descriptor(current);
    const bool is_filled = is_filled_by_the_service(descriptor);
    if (!is_filled && is_entry(graph_, closure, current)) ways.own.push_back(descriptor);
    for (const Node member : graph_.members_of(current)) {
      if (!closure.place_of(member)) continue;
      if (!is_filled && is_filled_by_the_service(graph_.descriptor(member))) {
        ways.filled.push_back({graph_.descriptor(member), descriptor});
      } else if (seen.insert(member).second) {
        queue.push_back(member);
      }
    }
  }
  return ways;
}

std::set<std::string, std::less<>> Memberships::groups_without(const Identity& account,
                                                               const std::vector<std::string>& left) const {
  const Closure& closure = closure_of(account);
  std::vector<Node> open;
  for (const Node group : closure.groups) {
    const bool is_left = std::ranges::any_of(
        left, [&](const std::string& each) { return graph_.find(each) == std::optional{group}; });
    if (!is_left && is_entry(graph_, closure, group)) open.push_back(group);
  }
  std::set<std::string, std::less<>> groups;
  while (!open.empty()) {
    const Node group = open.back();
    open.pop_back();
    if (!groups.insert(graph_.descriptor(group)).second) continue;
    const std::vector<Node>& above = graph_.containers_of(group);
    open.insert(open.end(), above.begin(), above.end());
  }
  return groups;
}

std::set<std::string, std::less<>> Memberships::open_ends(const Identity& account) const {
  const Closure& closure = closure_of(account);
  std::vector<Node> open;
  for (const Node group : closure.groups) {
    if (!view_.group(graph_.descriptor(group)).known) open.push_back(group);
  }
  std::set<std::string, std::less<>> groups;
  while (!open.empty()) {
    const Node group = open.back();
    open.pop_back();
    if (!groups.insert(graph_.descriptor(group)).second) continue;
    for (const Node member : graph_.members_of(group)) {
      if (closure.place_of(member)) open.push_back(member);
    }
  }
  return groups;
}

void Memberships::read_groups_of(const Identity& account) const {
  Closure& closure = closure_of(account);
  if (std::exchange(closure.asked, true)) return;
  for (const std::string& group : account.member_of) {
    const auto node = graph_.find(group);
    if (!node || answers_[*node] == nullptr) view_.group(group);
  }
}

MembershipAnswer Memberships::find(const Identity& account, const std::string& group_descriptor) const {
  MembershipAnswer answer;
  const auto group = graph_.find(group_descriptor);
  const Closure& closure = closure_of(account);
  if (group && closure.place_of(*group)) {
    read_groups_of(account);
    answer.is_member = Truth::yes;
    const std::vector<Node> chain = chain_to(closure, *group);
    answer.path.reserve(chain.size() + 1);
    answer.path.push_back(account_name(account));
    for (const Node step : chain) {
      answer.path.push_back(label_of(step));
      if (answers_[step] != nullptr) answer.support.add_reads(answers_[step]->reads);
      if (const auto* const told = entra_groups_.told(account, step)) {
        answer.support.add_reads(told->reads);
      }
    }
    return answer;
  }
  const Doubt& doubt = doubt_of(account, group_descriptor);
  answer.support = doubt.support;
  for (const std::string& entra_group : doubt.entra_groups) {
    entra_groups_.settle(account, entra_group, answer.support);
  }
  if (doubt.is_cut) answer.support.add(confirmed_by_graph(account));
  answer.is_member = answer.support.gaps.empty() ? Truth::no : Truth::unknown;
  return answer;
}

bool Memberships::may_be_hidden_in_entra(const Identity& account) const {
  return entra_groups_.may_hide(account);
}

bool Memberships::may_be_unseen_in_entra(const Identity& account) const {
  return entra_groups_.may_hold_unseen(account, closure_of(account).groups);
}

const Doubt& Memberships::doubt_of(const Identity& account, const std::string& group_descriptor) const {
  return absences_.below(group_descriptor, may_be_hidden_in_entra(account));
}

Support Memberships::hidden_by(const Identity& account, const std::vector<const Doubt*>& doubts) const {
  Support support;
  std::vector<std::string> entra_groups;
  bool is_cut = false;
  for (const Doubt* doubt : doubts) {
    support.add(doubt->support);
    is_cut = is_cut || doubt->is_cut;
    entra_groups.insert(entra_groups.end(), doubt->entra_groups.begin(), doubt->entra_groups.end());
  }
  if (is_cut) support.add(confirmed_by_graph(account));
  sort_unique(entra_groups);
  entra_groups_.settle_together(account, entra_groups, support);
  return support;
}

HiddenWays Memberships::hidden_ways(const Identity& account, const std::string& group_descriptor) const {
  HiddenWays hidden;
  const Doubt& doubt = doubt_of(account, group_descriptor);
  hidden.others = doubt.support;
  if (doubt.is_cut) hidden.others.add(confirmed_by_graph(account));
  hidden.ways.reserve(doubt.entra_groups.size());
  for (const std::string& entra_group : doubt.entra_groups) {
    Support support;
    entra_groups_.settle(account, entra_group, support);
    if (support.gaps.empty()) {
      hidden.others.add(support);
      continue;
    }
    const Above& above = absences_.above(entra_group);
    if (above.support.gaps.empty()) {
      support.add(above.support);
      hidden.ways.push_back({above.groups, std::move(support)});
    } else {
      hidden.others.add(support);
      hidden.others.add(above.support);
    }
  }
  return hidden;
}

std::vector<Memberships::Node> Memberships::chain_to(const Closure& closure, Node group) const {
  const auto top = closure.place_of(group);
  if (!top || closure.steps[*top] == Closure::no_way) return chain_from_unexplained(closure, group);
  std::vector<Node> chain{group};
  for (std::uint32_t step = closure.steps[*top]; step > 0; --step) {
    const std::vector<Node>& members = graph_.members_of(chain.back());
    const auto below = std::ranges::find_if(members, [&](Node member) {
      const auto place = closure.place_of(member);
      return place && closure.steps[*place] == step - 1;
    });
    assert(below != members.end());
    chain.push_back(*below);
  }
  std::ranges::reverse(chain);
  return chain;
}

std::vector<Memberships::Node> Memberships::chain_from_unexplained(const Closure& closure, Node group) const {
  // Downwards from the group is how the shortest chain is found.
  std::map<Node, std::optional<Node>> next{{group, std::nullopt}};  // towards the group
  std::deque<Node> queue{group};
  std::optional<Node> lowest;
  while (!queue.empty() && !lowest) {
    const Node current = queue.front();
    queue.pop_front();
    bool is_explained = false;
    for (const Node member : graph_.members_of(current)) {
      if (!closure.place_of(member)) continue;
      is_explained = true;
      if (next.emplace(member, current).second) queue.push_back(member);
    }
    // A group of the closure that no other group explains must hold the account itself.
    if (!is_explained) lowest = current;
  }
  std::vector<Node> chain;
  for (std::optional<Node> step = lowest.value_or(group); step; step = next.at(*step)) chain.push_back(*step);
  return chain;
}

const Support& Memberships::confirmed_by_graph(const Identity& account) const {
  Closure& closure = closure_of(account);
  if (!closure.confirmed) closure.confirmed = ask_graph(account);
  return *closure.confirmed;
}

Support Memberships::ask_graph(const Identity& account) const {
  Support support;
  const std::string what = "which groups " + account_name(account) + " is directly in";
  if (account.subject_descriptor.empty()) {
    support.add_gap({Gap::Kind::bad_answer, what, "the service told no subject descriptor of the account",
                     "name the account by its descriptor in the integration file"});
    return support;
  }
  const auto& fact = view_.memberships(account.subject_descriptor);
  support.add_reads(fact.reads);
  if (fact.known.rest) {
    Gap gap = *fact.known.rest;
    gap.what = what;
    support.add_gap(gap);
  }
  std::set<Node> listed;
  for (const std::string& group : account.member_of) {
    if (const auto node = graph_.find(group)) listed.insert(*node);
  }
  for (const std::string& container : fact.known.items) {
    const auto group = group_identity_descriptor(container);
    if (!group) {
      support.add_gap({Gap::Kind::not_expandable, "which group is " + container,
                       "graph does not describe it, so that what it is in is not known",
                       "look at the groups of the account in the portal"});
      continue;
    }
    // The account's own closure goes on upwards from the groups that it lists.
    const auto node = graph_.find(*group);
    if (!node || !listed.contains(*node)) support.add(absences_.above(*group).support);
  }
  return support;
}

}  // namespace patrol
