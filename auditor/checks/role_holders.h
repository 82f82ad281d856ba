#pragma once

#include "auditor/checks/check.h"
#include "auditor/checks/resources.h"

#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// What is asked of the roles that an account has on a thing: the wanted one or one that includes it, or one
/// that goes beyond it.
enum class Asked { it_or_more, beyond };

/// One line of a page of roles, and whether the account has by it what is asked about.
struct RoleVoice {
  const RoleAssignment* assignment = nullptr;
  Truth counts = Truth::no;
  std::vector<std::string> path;  ///< account → group → …
  std::string group;  ///< descriptor of the group that has the role; empty: the account itself has it
  Support support;    ///< with a gap where it is not known
};

/// The lines that may matter; those that count first, of these the account's own first. The page may not have
/// been read to its end.
std::vector<RoleVoice> hear_roles(const AssignedRole& wanted, const Identity& account, const RolePage& page,
                                  const Question& question, Asked asked);

/// Whether who has the role has more by it than by any of these; by any role, where there is none of them.
Truth goes_beyond(const Catalogue::ResourceKind& kind, std::string_view held,
                  const std::vector<std::string>& enough);

/// One line, whose role is what is asked about as far as `concern` says.
RoleVoice hear_role(const RoleAssignment& assignment, Truth concern, const Identity& account,
                    const RolePage& page, const Question& question);

/// Adds what keeps the page from telling all who have a role: it was not read to its end, or it is empty for
/// an auditor who may be shown less.
void doubt_page(const RolePage& page, const Question& question, Support& support);

/// All roles on the thing that the account is known to have: `Reader and User`; others may be there.
std::string known_roles(const Identity& account, const RolePage& page, const Question& question);

}  // namespace patrol
