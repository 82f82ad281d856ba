#pragma once

#include "auditor/facts/membership.h"
#include "auditor/facts/permission.h"
#include "auditor/facts/support.h"
#include "auditor/facts/view.h"
#include "auditor/model/policy.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// What the decisions about permissions have in common: the walk over entries (API.md 5, 2 to 5), and what
/// keeps its end from being sure.
namespace patrol {

/// One level of the chain: a security token with the list that stands on it.
struct TokenLink {
  std::string token;
  const AccessControlList* list = nullptr;  ///< null: none of its own
  std::optional<Gap> gap;                   ///< why the list is not known
};

/// Where a walk along a chain ended.
struct EntryDecision {
  enum class Kind { allow, deny, not_set, not_known };
  Kind kind = Kind::not_set;
  std::size_t link = 0;    ///< where the walk ended
  std::string descriptor;  ///< whose entry decided

  bool is_of_entry() const { return kind == Kind::allow || kind == Kind::deny; }
};

/// Whether an entry's descriptor is the account or a group that holds it.
using Concerns = std::function<bool(const std::string& descriptor)>;

using FoldedGroups = std::set<std::string, std::less<>>;  ///< by folded descriptor

/// From the link `first` on, nearest first: Deny beats Allow on a level; a nearer level beats a farther one;
/// a list that does not inherit ends the walk.
EntryDecision decide_by_entries(const std::vector<TokenLink>& links, std::size_t first, std::int64_t bit,
                                const Concerns& concerns);

/// The bit of an action in what the service lists now, or the bit by which it is asked; nothing, with a gap,
/// where it can not be decided.
std::optional<std::int64_t> live_bit(const View& view, const Permission& permission, Support& support);

/// Adds a gap for each way in which some group that may hold the account, although no source shows it, would
/// turn the decision. `left`: Entra groups that it is known not to be in.
void check_unseen_groups(const Memberships& memberships, const Identity& account,
                         const std::vector<TokenLink>& links, std::int64_t bit, const Concerns& concerns,
                         const EntryDecision& decision, const FoldedGroups& left, Support& support);

/// The service's own sum for the account's row, where it names the bit with the opposite answer, or lacks
/// what the row itself says: the sum is of what is explicit and what is inherited (API.md 5, 12).
std::optional<Gap> contradiction(const Identity& account, const std::vector<TokenLink>& links,
                                 std::int64_t bit, const Permission& permission, bool is_allowed);

/// Adds what was observed, and the path from the account to the entry.
void tell(const Memberships& memberships, const Identity& account, const Permission& permission,
          const std::vector<TokenLink>& links, const EntryDecision& decision, PermissionAnswer& answer);

}  // namespace patrol
