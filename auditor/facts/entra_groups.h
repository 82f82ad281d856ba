#pragma once

#include "auditor/facts/group_names.h"
#include "auditor/facts/membership_graph.h"
#include "auditor/facts/support.h"
#include "auditor/facts/view.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace patrol {

/// Who is in the Entra groups that an organization knows. Azure DevOps does not tell all their members;
/// Microsoft Graph does, but for groups whose members are hidden (DESIGN 3, API.md 4.6 and 12).
class EntraGroups {
 public:
  using Node = MembershipGraph::Node;

  /// `accept_materialised`: what Azure DevOps expands of Entra groups is taken for the whole truth.
  EntraGroups(const View& view, const GroupNames& names, MembershipGraph& graph, bool accept_materialised)
      : view_(view), names_(names), graph_(graph), accept_materialised_(accept_materialised) {}

  /// Gives a number in the graph to each group of which Microsoft Graph says that somebody is in it, also
  /// where Azure DevOps did not tell of the group. Call it once, before MembershipGraph::finish().
  void join_graph();

  /// Whether one of them could hold the account unseen.
  bool may_hide(const Identity& account) const;

  /// Whether one of them may hold the account although no source shows it there: `seen_in`, sorted, are the
  /// groups where one does. Goes by what was read, and asks for nothing.
  bool may_hold_unseen(const Identity& account, const std::vector<Node>& seen_in) const;

  /// Those of which Microsoft Graph says that the account is in them.
  std::vector<Node> told_to_hold(const Identity& account) const;

  /// What Microsoft Graph says of the account in the group; null where it was not asked.
  const Fact<Evidence<bool>>* told(const Identity& account, Node group) const;

  /// Adds a gap unless Microsoft Graph told for sure that the account is not in the group with this
  /// descriptor.
  void settle(const Identity& account, const std::string& group, Support& support) const;

  /// The same for several; where many are open for one reason the first are named, in one gap.
  void settle_together(const Identity& account, const std::vector<std::string>& groups,
                       Support& support) const;

 private:
  /// By object id; no node: nobody is seen in it.
  using Groups = std::map<std::string, std::optional<Node>, std::less<>>;
  const std::optional<Groups>& every_group() const;

  const View& view_;
  const GroupNames& names_;
  MembershipGraph& graph_;
  bool accept_materialised_;
  /// By object id: those that Azure DevOps described, and those that Microsoft Graph says hold somebody.
  std::map<std::string, Node, std::less<>> nodes_;
  mutable std::optional<std::optional<Groups>> every_group_;  ///< what every_group() gave
};

}  // namespace patrol
