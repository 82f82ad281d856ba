#pragma once

#include <compare>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace patrol {

/// By folded descriptor.
using GroupSet = std::set<std::string, std::less<>>;

/// A thing that an account has in several ways, each way the groups on it, first the one that the account is
/// itself in.
struct GroupChoice {
  std::vector<std::vector<std::string>> ways;
  /// All groups on any way of those that are too many to be told.
  std::vector<std::string> untold{};

  friend auto operator<=>(const GroupChoice&, const GroupChoice&) = default;
};

struct SettledGroups {
  GroupSet needed;
  /// Of which it is not known whether they are among the fewest: there is too much to choose from.
  GroupSet open{};
};

/// Adds to what is needed anyway the groups on one way of each choice, so chosen that all of them together
/// are the least: the fewest administrators, then the fewest groups, then the fewest that the account has to
/// be itself in. Of several such sets always the same.
SettledGroups fewest_groups(GroupSet needed, const std::set<GroupChoice>& choices);

}  // namespace patrol
