#pragma once

#include "auditor/facts/absence.h"
#include "auditor/facts/entra_groups.h"
#include "auditor/facts/group_names.h"
#include "auditor/facts/membership_graph.h"
#include "auditor/facts/support.h"
#include "auditor/facts/truth.h"
#include "auditor/facts/view.h"
#include "auditor/facts/ways_up.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace patrol {

/// Whether an account is in a group, directly or through others, and how it comes to be.
struct MembershipAnswer {
  Truth is_member = Truth::unknown;
  std::vector<std::string> path;  ///< names from the account to the group; only where it is a member
  Support support;
};

/// A way by which an account may be in a group although no source shows it: an Entra group whose members are
/// not told.
struct HiddenWay {
  std::set<std::string, std::less<>> groups;  ///< folded descriptors of all that the account then is in
  Support support;                            ///< with the gap that names the Entra group
};

/// What keeps an absence from being sure.
struct HiddenWays {
  std::vector<HiddenWay> ways;
  Support others;  ///< gaps of which it is not known what the account would be in
};

/// How an account comes into a group: it is out of it when it has left all of `own`, and nothing of `filled`
/// is in it any more. Folded descriptors.
struct WaysIn {
  /// A group that the service fills by itself, so that nobody leaves it, in one that it does not.
  struct Filled {
    std::string group;
    std::string in;
    friend bool operator==(const Filled&, const Filled&) = default;
  };
  std::vector<std::string> own;  ///< groups that the account is itself in, those nearest to the group first
  std::vector<Filled> filled;

  bool is_by_own() const noexcept { return !own.empty() && filled.empty(); }
};

/// Chains of groups by which an account comes into one of them, by folded descriptor.
struct Chains {
  std::vector<std::vector<std::string>> told;
  /// Where there are more than can be told: all groups that may be on any.
  std::vector<std::string> untold{};
};

/// The membership graph of one organization. A membership that any source shows is certain; an absence is
/// certain only when the account's own closure was read and nothing below the group can hide the account
/// (DESIGN 3, API.md 4.6). Where the service may have cut the group's list of members, graph must confirm
/// which groups the account is directly in.
class Memberships {
 public:
  /// `accept_materialised`: what Azure DevOps expands of Entra groups is taken for the whole truth.
  Memberships(const View& view, const Catalogue& catalogue, bool accept_materialised = false);
  Memberships(const Memberships&) = delete;
  Memberships& operator=(const Memberships&) = delete;

  MembershipAnswer find(const Identity& account, const std::string& group_descriptor) const;

  /// Whether an Entra group could hold the account unseen.
  bool may_be_hidden_in_entra(const Identity& account) const;

  /// Whether it is in a group of Entra that no source shows it in, as far as what was read tells: asks for
  /// nothing more.
  bool may_be_unseen_in_entra(const Identity& account) const;

  /// What could hide the account from the group; the same for all accounts that are alike in this.
  const Doubt& doubt_of(const Identity& account, const std::string& group_descriptor) const;

  /// With a gap where the account may be, unseen, in a group that one of these doubts is about. Each thing
  /// that could settle it is asked for once; of many Entra groups of which nobody tells more the first are
  /// named.
  Support hidden_by(const Identity& account, const std::vector<const Doubt*>& doubts) const;

  /// For a group that no source shows the account in. Being in several of these at once gives no more than
  /// being in each of them.
  HiddenWays hidden_ways(const Identity& account, const std::string& group_descriptor) const;

  /// Whether some source shows the account in the group.
  bool is_seen_in(const Identity& account, std::string_view group_descriptor) const;

  /// The groups of the path that find() tells, by folded descriptor; none where no source shows the account
  /// in the group.
  std::vector<std::string> chain(const Identity& account, std::string_view group_descriptor) const;
  /// All chains from groups by which the account comes in, but those that hold another one; none where it is
  /// not seen in the group. A chain begins with the group `given` where it comes to it: the account is in
  /// that one whatever else it is in. Where no beginning was told, one chain holds all that may be on the
  /// way.
  Chains chains(const Identity& account, std::string_view group_descriptor, std::string_view given) const;

  /// Whether such a chain is there that holds none but such groups.
  bool is_chained(const Identity& account, std::string_view group_descriptor, std::string_view given,
                  const std::function<bool(const std::string&)>& may_be_on_it) const;

  /// All groups that some source shows the account in, nested ones included; folded, sorted descriptors.
  std::vector<std::string> groups_of(const Identity& account) const;

  /// None where no source shows the account in the group.
  WaysIn ways_into(const Identity& account, std::string_view group_descriptor) const;

  /// What groups_of() would be if the account left these groups, which it is itself in.
  std::set<std::string, std::less<>> groups_without(const Identity& account,
                                                    const std::vector<std::string>& left) const;

  /// Groups that the account is seen in and that are, or lead to, one of which it could not be read what it
  /// is itself in: they may lead to others that the account is in too. Folded descriptors.
  std::set<std::string, std::less<>> open_ends(const Identity& account) const;

  /// Asks for the groups that the account is in, so that chains through them can be told.
  void read_groups_of(const Identity& account) const;

  /// What a person calls the group: `[Shop]\Readers`; its descriptor where no one told a name.
  std::string group_label(std::string_view descriptor) const { return names_.label(descriptor); }

  /// Where the group belongs, folded: `vstfs:///classification/teamproject/…` of a project,
  /// `vstfs:///framework/identitydomain/…` of the organization (API.md 4.5); empty where no one told it.
  const std::string& group_domain(std::string_view descriptor) const { return names_.domain(descriptor); }

 private:
  using Node = MembershipGraph::Node;
  struct Closure : GroupClosure {
    bool asked = false;                ///< read_groups_of() was here
    std::optional<Support> confirmed;  ///< what confirmed_by_graph() gave
  };
  Closure& closure_of(const Identity& account) const;
  const std::string& label_of(Node group) const;
  Closure walk_up(const Identity& account) const;
  /// Of the shortest chains the first by the names of its groups.
  std::vector<Node> chain_to(const Closure& closure, Node group) const;
  /// Where no group lists the account: from a group that no other one explains.
  std::vector<Node> chain_from_unexplained(const Closure& closure, Node group) const;
  /// A gap unless graph told all groups that the account is directly in, and what is above them.
  const Support& confirmed_by_graph(const Identity& account) const;
  Support ask_graph(const Identity& account) const;

  const View& view_;
  GroupNames names_;
  Absences absences_;
  MembershipGraph graph_;
  EntraGroups entra_groups_;
  /// By subject descriptor: the groups that graph says the account is directly in.
  std::map<std::string, std::vector<Node>, std::less<>> direct_groups_;
  std::vector<const Fact<Evidence<Identity>>*> answers_;    ///< by node: the group's own answer; null: none
  mutable std::vector<std::optional<std::string>> labels_;  ///< by node, as far as they were asked for
  using Closures = std::unordered_map<std::string, Closure>;
  mutable Closures closures_;                     ///< by identity descriptor
  mutable Closures::value_type* last_ = nullptr;  ///< what was asked about last
};

}  // namespace patrol
