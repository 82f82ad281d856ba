#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/snapshot.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace patrol::azdo {

// Microsoft Graph, which knows what Azure DevOps does not: who is in an Entra group (API.md 12). It is asked
// with a credential of its own, through ClientOptions::directory; without one everything is a gap, and
// nothing is sent.

/// Memberships in more groups are refused in one call.
inline constexpr std::size_t most_entra_memberships = 20;

/// More values of `in` are refused in one filter.
inline constexpr std::size_t most_entra_groups = 15;

/// Whether the account (its Entra object id) is in each of these groups, nested ones included; in the order
/// asked. At most `most_entra_memberships`.
Fetched<std::vector<Evidence<bool>>> fetch_entra_memberships(Client& client, const std::string& account,
                                                             std::span<const std::string> groups);

/// The Entra groups with these object ids, in the order asked, by one request. At most `most_entra_groups`.
Fetched<std::vector<Evidence<EntraGroup>>> fetch_entra_groups(Client& client,
                                                              std::span<const std::string> object_ids);

/// An Entra group in a list of several.
struct ListedEntraGroup {
  std::string object_id;  ///< lower-case guid
  EntraGroup group;

  friend bool operator==(const ListedEntraGroup&, const ListedEntraGroup&) = default;
};

/// One entry of such a list.
Parsed<ListedEntraGroup> parse_entra_group(const Json& entry);
/// The groups, lower-case guids, of which the account is a member.
Parsed<std::vector<std::string>> parse_member_groups(const Json& answer);

}  // namespace patrol::azdo
