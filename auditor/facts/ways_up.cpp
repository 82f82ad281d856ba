#include "auditor/facts/ways_up.h"

#include <algorithm>
#include <set>
#include <utility>

namespace patrol {
namespace {

/// Walks down from a group, depth first, to all groups by which the account comes into it. What is below such
/// a group makes a chain only longer, and so does a group from which one could have gone up at once.
class WalkDown {
 public:
  using Node = GroupClosure::Node;

  WalkDown(const MembershipGraph& graph, const GroupClosure& closure, std::optional<Node> given)
      : graph_(graph), closure_(closure), given_(given ? closure.place_of(*given) : std::nullopt) {}

  WaysUp run(std::size_t top) {
    enter(top);
    while (!path_.empty() && ways_.are_all) {
      Step& step = path_.back();
      const Places& members = members_of(step.group);
      if (step.next == members.size()) {
        path_.pop_back();
        continue;
      }
      const std::size_t member = members[step.next++];
      if (++looks_ == most_looks) ways_.are_all = false;
      if (!is_detour(member)) enter(member);
    }
    return std::move(ways_);
  }

 private:
  using Places = std::vector<std::size_t>;  ///< in the closure
  struct Step {
    std::size_t group = 0;
    std::size_t next = 0;  ///< of its members
  };
  static constexpr std::size_t most_looks = 4096;

  void enter(std::size_t group) {
    path_.push_back({group});
    if (given_ && given_ != group && is_directly_in(*given_, group)) {
      path_.push_back({*given_});
      add_chain();
      path_.pop_back();
      path_.pop_back();
    } else if (given_ == group || is_begun_at(group)) {
      add_chain();
      path_.pop_back();
    }
  }

  bool is_begun_at(std::size_t group) { return closure_.steps[group] == 0 || members_of(group).empty(); }

  bool is_directly_in(std::size_t member, std::size_t group) const {
    const std::vector<Node>& containers = graph_.containers_of(closure_.groups[member]);
    return std::ranges::find(containers, closure_.groups[group]) != containers.end();
  }

  bool is_detour(std::size_t member) const {
    for (std::size_t i = 0; i < path_.size(); ++i) {
      if (path_[i].group == member) return true;
      const bool is_last = i + 1 == path_.size();
      if (!is_last && is_directly_in(member, path_[i].group)) return true;
    }
    return false;
  }

  /// Those of the closure.
  const Places& members_of(std::size_t group) {
    if (members_.empty()) members_.resize(closure_.groups.size());
    std::optional<Places>& known = members_[group];
    if (!known) {
      Places members;
      for (const Node member : graph_.members_of(closure_.groups[group])) {
        if (const auto place = closure_.place_of(member)) members.push_back(*place);
      }
      known = std::move(members);
    }
    return *known;
  }

  void add_chain() {
    if (ways_.chains.size() == WaysUp::most) {
      ways_.are_all = false;
      return;
    }
    std::vector<Node>& chain = ways_.chains.emplace_back();
    chain.reserve(path_.size());
    for (auto step = path_.rbegin(); step != path_.rend(); ++step) {
      chain.push_back(closure_.groups[step->group]);
    }
  }

  const MembershipGraph& graph_;
  const GroupClosure& closure_;
  std::optional<std::size_t> given_;
  std::vector<Step> path_;
  std::vector<std::optional<Places>> members_;  ///< by group, as far as it was looked at
  std::size_t looks_ = 0;
  WaysUp ways_;
};

}  // namespace

std::optional<std::size_t> GroupClosure::place_of(Node group) const {
  const auto found = std::ranges::lower_bound(groups, group);
  if (found == groups.end() || *found != group) return std::nullopt;
  return static_cast<std::size_t>(found - groups.begin());
}

bool is_entry(const MembershipGraph& graph, const GroupClosure& closure, GroupClosure::Node group) {
  const auto place = closure.place_of(group);
  if (place && closure.steps[*place] == 0) return true;
  return std::ranges::none_of(graph.members_of(group), [&](GroupClosure::Node member) {
    return closure.place_of(member).has_value();
  });
}

WaysUp ways_up(const MembershipGraph& graph, const GroupClosure& closure, GroupClosure::Node group,
               std::optional<GroupClosure::Node> given) {
  const auto top = closure.place_of(group);
  if (!top) return {};
  WaysUp ways = WalkDown(graph, closure, given).run(*top);
  // Groups that are in each other, of which nobody told who else is in them.
  if (ways.chains.empty() && ways.are_all) ways.chains.push_back(groups_below(graph, closure, group));
  return ways;
}

std::vector<GroupClosure::Node> groups_below(const MembershipGraph& graph, const GroupClosure& closure,
                                             GroupClosure::Node group) {
  if (!closure.place_of(group)) return {};
  std::vector<GroupClosure::Node> groups{group};
  std::set<GroupClosure::Node> seen{group};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (const GroupClosure::Node member : graph.members_of(groups[i])) {
      if (closure.place_of(member) && seen.insert(member).second) groups.push_back(member);
    }
  }
  return groups;
}

bool is_way_up(const MembershipGraph& graph, const GroupClosure& closure, GroupClosure::Node group,
               std::optional<GroupClosure::Node> given,
               const std::function<bool(GroupClosure::Node)>& may_be_on_it) {
  if (!closure.place_of(group) || !may_be_on_it(group)) return false;
  std::set<GroupClosure::Node> seen{group};
  std::vector<GroupClosure::Node> open{group};
  bool are_all_on_it = true;
  while (!open.empty()) {
    const GroupClosure::Node current = open.back();
    open.pop_back();
    if (given == current || is_entry(graph, closure, current)) return true;
    for (const GroupClosure::Node member : graph.members_of(current)) {
      if (!closure.place_of(member) || !seen.insert(member).second) continue;
      if (may_be_on_it(member)) {
        open.push_back(member);
      } else {
        are_all_on_it = false;
      }
    }
  }
  return are_all_on_it;
}

}  // namespace patrol
