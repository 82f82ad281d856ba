#pragma once

#include "auditor/model/policy.h"

#include <array>
#include <string_view>

namespace patrol {

/// A built-in group that gives a role in a project.
struct RoleGroup {
  RoleHeld::Role role;
  std::string_view group;
};

/// In rising order.
inline constexpr std::array project_role_groups{RoleGroup{RoleHeld::Role::reader, "Readers"},
                                                RoleGroup{RoleHeld::Role::contributor, "Contributors"},
                                                RoleGroup{RoleHeld::Role::admin, "Project Administrators"}};

/// Whether the group gives the role, or a higher one that counts too.
constexpr bool counts_for(const RoleGroup& group, const RoleHeld& wanted) {
  return group.role == wanted.role || (wanted.at_least && group.role > wanted.role);
}

/// Whose members rank above all roles of a project (DESIGN 2): administrators of the organization first, then
/// service accounts of the collection, who may do everything too.
inline constexpr std::array<std::string_view, 2> organization_admin_groups{
    "Project Collection Administrators", "Project Collection Service Accounts"};

}  // namespace patrol
