#pragma once

#include "auditor/facts/membership.h"
#include "auditor/facts/support.h"
#include "auditor/facts/truth.h"
#include "auditor/facts/view.h"
#include "auditor/model/policy.h"

#include <string>
#include <utility>
#include <vector>

namespace patrol {

/// Whether an account may do something, and which entry decided.
struct PermissionAnswer {
  Truth is_allowed = Truth::unknown;
  std::string observed;           ///< `Allow for [contoso]\Project Collection Valid Users at NAMESPACE:`
  std::vector<std::string> path;  ///< account → group → … → entry
  std::string decided_at{};       ///< the token whose entries decided; empty: none did
  /// Whose entries there say it, each by its descriptor: all that deny, or all that allow.
  std::vector<std::string> decided_by{};
  /// Further tokens below the one that was asked at whose entries allow it too, with those who have them.
  std::vector<std::pair<std::string, std::vector<std::string>>> also_below{};
  /// Where it is not known whether it is allowed too, beside where it surely is: `at TOKEN`, `below TOKEN`,
  /// of the form of normal_token().
  std::vector<std::string> open_places{};
  /// Tokens that the answer takes to have no list of their own: true only for an auditor who is shown all.
  std::vector<std::string> without_list;
  std::vector<std::string> notices;  ///< what a person should look at by hand
  Support support;
};

/// Decides one bit from the raw entries of the account and all its groups along the chain, nearest first
/// (API.md 5, 1 to 5, 8, 9, 12 and 13); that permissions gate each other (11) is for the caller to ask. Lists
/// beyond the one that decides do not matter, nor whether they could be read. Where a group that may or may
/// not hold the account would change the answer, it is unknown. `account` may be null: then the evidence is
/// asked for, so that it is read side by side with the account's.
PermissionAnswer decide_permission(const View& view, const Memberships& memberships, const Identity* account,
                                   const Permission& permission, const std::vector<std::string>& chain);

/// What a person may do about a permission.
struct PermissionChange {
  enum class To { not_set, allow, deny };
  /// An entry for somebody on the list of a token.
  struct Entry {
    std::string token;
    std::string descriptor;
    To to = To::not_set;
  };
  std::vector<Entry> entries;
  std::vector<std::string> left;  ///< groups that the account itself is in, and leaves
};

/// Whether the account would be allowed it after the change; not known where that would rest on what was not
/// read.
Truth is_allowed_after(const PermissionChange& change, const View& view, const Memberships& memberships,
                       const Identity& account, const Permission& permission,
                       const std::vector<std::string>& chain);

/// Whether the account's own entry on the list of the token says anything of the permission.
bool has_own_entry(const View& view, const Identity& account, const Permission& permission,
                   const std::string& token);

}  // namespace patrol
