#pragma once

#include "auditor/facts/membership_graph.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace patrol {

/// All groups that an account is in.
struct GroupClosure {
  using Node = MembershipGraph::Node;
  /// Where no group that lists the account leads to: only the account's own answer names it.
  static constexpr std::uint32_t no_way = ~std::uint32_t{0};

  std::vector<Node> groups;  ///< sorted
  std::vector<std::uint32_t>
      steps;  ///< of each: 0 where its own answer lists the account, else how far above

  /// Place in both lists; nothing: the account is not in the group.
  std::optional<std::size_t> place_of(Node group) const;
};

/// Whether the account itself is in this group of its closure: a source says so, or no other group explains
/// it.
bool is_entry(const MembershipGraph& graph, const GroupClosure& closure, GroupClosure::Node group);

/// How an account comes into a group: chains of groups, each from one that the account is itself in.
struct WaysUp {
  /// With so many branches that each doubles the chains nobody waits for all of them.
  static constexpr std::size_t most = 32;

  std::vector<std::vector<GroupClosure::Node>> chains;
  bool are_all = true;  ///< else there are more, or it would take too long to find out
};

/// All chains but those that hold another one; none where the account is not in the group. A chain begins
/// with the group `given` where it comes to it: the account is in that one whatever else it is in. Where no
/// beginning was told, as in a circle, one chain holds all that may be on the way.
WaysUp ways_up(const MembershipGraph& graph, const GroupClosure& closure, GroupClosure::Node group,
               std::optional<GroupClosure::Node> given);

/// The group and all those of the closure that lead to it.
std::vector<GroupClosure::Node> groups_below(const MembershipGraph& graph, const GroupClosure& closure,
                                             GroupClosure::Node group);

/// Whether a chain as above is there that holds none but such groups.
bool is_way_up(const MembershipGraph& graph, const GroupClosure& closure, GroupClosure::Node group,
               std::optional<GroupClosure::Node> given,
               const std::function<bool(GroupClosure::Node)>& may_be_on_it);

}  // namespace patrol
