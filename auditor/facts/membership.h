#pragma once

#include "auditor/facts/support.h"
#include "auditor/facts/truth.h"
#include "auditor/facts/view.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
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

  /// Every group that the account is known to be in, as folded identity descriptors.
  const std::set<std::string, std::less<>>& groups_of(const Identity& account) const;

  /// Asks for the groups that the account is in, so that chains through them can be told.
  void read_groups_of(const Identity& account) const;

  /// What a person calls the group: `[Shop]\Readers`; its descriptor where no one told a name.
  std::string group_label(std::string_view descriptor) const;

 private:
  struct Closure {
    std::set<std::string, std::less<>> groups;
    std::set<std::string, std::less<>> direct;  ///< groups whose own answer lists the account
    /// Edges downwards among those groups: container → members.
    std::map<std::string_view, std::vector<std::string_view>> members;
    bool asked = false;  ///< read_groups_of() was here
  };
  Closure& closure_of(const Identity& account) const;
  std::vector<std::string> chain_to(const Closure& closure, const std::string& group) const;
  void look_below(const Identity& account, const std::string& top, Support& support) const;
  std::vector<std::string> nested_groups(const Identity& group, Support& support) const;

  const View& view_;
  bool accept_materialised_;
  std::set<std::string, std::less<>> accounts_;            ///< folded descriptors of the audited accounts
  std::map<std::string, std::string, std::less<>> names_;  ///< folded identity descriptor → name
  /// Edges upwards of what was read: member → the groups that hold it, all folded.
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> containers_;
  /// The like for members that graph names by subject descriptor.
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> containers_of_subject_;
  mutable std::map<std::string, Closure, std::less<>> closures_;
};

}  // namespace patrol
