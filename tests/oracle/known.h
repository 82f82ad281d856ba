#pragma once

#include "auditor/model/integration.h"
#include "auditor/model/policy.h"
#include "auditor/model/snapshot.h"
#include "tests/oracle/possible_groups.h"

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace patrol::oracle {

/// Where a rule with `for_each` is asked; empty where it is for nothing.
struct Spot {
  std::string project;
  std::string resource;

  friend auto operator<=>(const Spot&, const Spot&) = default;
};

/// What a snapshot tells of the account of an integration.
struct Known {
  const Organization& organization;
  const Integration& integration;
  Time now{};
  std::optional<Identity> account;  ///< nothing: it was not read
  PossibleGroups groups;
  bool auditor_administers = false;  ///< certainly; only an administrator is shown all there is
};

Known look(const Organization& organization, const Integration& integration, Time now);

/// The read project of that name, or null.
const Project* find_project(const Known& known, const std::string& name);
bool all_projects_read(const Known& known);
/// Whether a name is another one but for its last letter, which is one too many or missing.
bool is_slip_of(const std::string& name, const std::string& there);
bool is_slip_of_a_project(const Known& known, const std::string& name);
/// What forbids or bounds a thing that is not there may mean another one, if the name is a slip.
Answer unless_slip(Answer is_there, bool is_slip, Rule::Mode mode);
/// Whether a project, group or list that was looked for in vain is not there (DESIGN 2, Names).
Answer missing(const Known& known);

/// The group that a name means at the organization (no project) or in a project.
struct GroupCalled {
  std::optional<std::string> descriptor;  ///< folded
  /// Whether it is meant for sure; without a descriptor: whether there is one that no one told.
  Answer is_it = Answer::unknown;
  bool is_slip = false;  ///< without a descriptor: it is nearly that of one which is there
};
GroupCalled group_called(const Known& known, const Project* project, const std::string& group);

/// Whether the account is in a group of the organization (no project) or of a project.
Answer is_member(const Known& known, const std::optional<std::string>& project, const std::string& group,
                 Rule::Mode mode = Rule::Mode::require);
/// Whether the account is an administrator in one of its possible worlds.
Answer administers(const Known& known, const GroupSet& world);
Answer has_role(const Known& known, const RoleHeld& role, Rule::Mode mode, const Spot& spot);
/// A permission that is needed at a spot of its own.
struct PermissionAt {
  Permission permission;
  Spot spot;
};
/// `but_not`: where it is needed further down, which is not held against the account.
Answer has_permission(const Known& known, const Permission& permission, Rule::Mode mode, const Spot& spot,
                      const std::vector<PermissionAt>& but_not = {});
/// The lists that were read on the way of the permission's token, and below it.
std::vector<const AccessControlList*> lists_around(const Known& known, const Permission& permission,
                                                   const Spot& spot);
/// Whether who has a role on a thing has the other with it: who administers a thing uses it, and who uses it
/// sees it; of a pool there is no user. How the other roles compare no page tells.
Answer includes_role(const std::string& held, const std::string& wanted, bool is_pool);
Answer has_assigned_role(const Known& known, const AssignedRole& role, Rule::Mode mode, const Spot& spot);
/// Whether the account has nothing beyond these, at the places and in the namespaces that they name.
Answer keeps_to_groups(const Known& known, const Groups& groups, const Spot& spot);
/// What is needed beside what a ceiling is told to allow.
struct NeededElsewhere {
  std::vector<PermissionAt> further_down;  ///< in the place, and not at it
  std::vector<Permission> further_up;      ///< of what the place is in
};
Answer keeps_to_permissions(const Known& known, const Permissions& permissions, const Spot& spot,
                            const NeededElsewhere& elsewhere = {});
Answer has_scopes(const Known& known, const PatScopes& scopes, Rule::Mode mode);
/// Whether the integration's token is as it has to be; asked of a part of what can be asked alone.
Answer has_token(const Known& known, const PatState& wanted);
/// Whether the account is as it has to be, but for being the only one.
Answer is_account(const Known& known, const AccountState& wanted);
/// Whether a scope is one of these, or comes with one.
bool comes_with(const std::string& scope, const std::vector<std::string>& ids);
/// The living tokens that the integration means; nothing: they could not be read.
std::optional<std::vector<Token>> living_tokens(const Known& known);
/// The access level; nothing: it could not be read.
std::optional<AccessLevel> access_of(const Known& known);
Answer has_access(const Known& known, AccessLevel level, Rule::Mode mode);

/// The project that a place means; nothing: the organization.
std::optional<std::string> project_of(const Place& place, const Spot& spot);

/// Where a rule has to be asked: at each place that the integration selects and that was read.
std::vector<Spot> spots_of(const Known& known, const Rule& rule);

/// The second opinion: written from the description of Azure DevOps alone (API.md 4, 5, 6 and 12; DESIGN 2
/// and 3), without a look at the program's own evaluation and without a thought for speed.
Verdict second_opinion(const Known& known, const Rule& rule, const Spot& spot);

}  // namespace patrol::oracle
