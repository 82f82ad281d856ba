#pragma once

#include "auditor/facts/membership_graph.h"
#include "auditor/facts/support.h"
#include "auditor/facts/truth.h"
#include "auditor/facts/view.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {

/// Whether an account is in a group, directly or through others, and how it comes to be.
struct MembershipAnswer {
  Truth is_member = Truth::unknown;
  std::vector<std::string> path;  ///< names from the account to the group; only where it is a member
  Support support;
};

/// The membership graph of one organization. A membership that any source shows is certain; an absence is
/// certain only when the account's own closure was read and nothing below the group can hide the account: no
/// Entra group, no list that the service cut, no group that could not be read (DESIGN 3, API.md 4.6).
class Memberships {
 public:
  /// `accept_materialised`: what Azure DevOps expands of Entra groups is taken for the whole truth.
  explicit Memberships(const View& view, bool accept_materialised = false);

  MembershipAnswer find(const Identity& account, const std::string& group_descriptor) const;

  /// Whether some source shows the account in the group.
  bool is_seen_in(const Identity& account, std::string_view group_descriptor) const;

  /// Asks for the groups that the account is in, so that chains through them can be told.
  void read_groups_of(const Identity& account) const;

  /// What a person calls the group: `[Shop]\Readers`; its descriptor where no one told a name.
  std::string group_label(std::string_view descriptor) const;

 private:
  using Node = MembershipGraph::Node;
  struct Closure {
    std::vector<bool> groups;  ///< by node: the account is in it
    std::vector<bool> direct;  ///< by node: its own answer lists the account
    bool asked = false;        ///< read_groups_of() was here
  };
  Closure& closure_of(const Identity& account) const;
  std::vector<Node> chain_to(const Closure& closure, Node group) const;
  /// What keeps an absence from the group from being sure; the same for all accounts of one kind.
  const Support& look_below(const std::string& top, bool entra_matters) const;
  Support walk_below(const std::string& top, bool entra_matters) const;
  std::vector<std::string> nested_groups(const Identity& group, Support& support) const;

  const View& view_;
  bool accept_materialised_;
  MembershipGraph graph_;
  std::vector<std::string> names_;  ///< by node; empty where no one told one
  /// Groups that graph says hold a subject which is no group.
  std::map<std::string, std::vector<Node>, std::less<>> groups_of_subject_;
  mutable std::map<std::string, Closure, std::less<>> closures_;
  mutable std::map<std::pair<std::string, bool>, Support> below_;
};

}  // namespace patrol
