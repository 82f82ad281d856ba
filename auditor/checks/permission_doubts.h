#pragma once

#include "auditor/checks/check.h"

#include <string>
#include <vector>

namespace patrol {

/// Whether no other permission there is of use without it: to view the organization, or a project (API.md 5,
/// 11).
bool opens_gates(const Permission& permission);

// What keeps the entries of access control lists from being the last word on a permission. Each takes away
// what the answer says, with a gap, or leaves it as it is.

/// That a token has no list of its own is sure only where the auditor is shown all lists (DESIGN 2).
void doubt_absent_lists(const Question& question, const Permission& permission, PermissionAnswer& answer);

/// Administrators of the organization usually keep a permission that the entries do not give (API.md 5, rule
/// 6).
void doubt_administrator(const Question& question, const Identity& account, const Permission& permission,
                         PermissionAnswer& answer);

/// What the lists tell of an account that is not active is not to be relied on (API.md 3.5), and what it may
/// not do today it may do once it is activated again.
void doubt_inactive(const Identity& account, const Permission& permission, PermissionAnswer& answer);

/// Permissions gate each other (API.md 5, rule 11): whoever may not look at the organization may do nothing
/// there, and code is read only by who may look at its project; and of a repository that is disabled nobody
/// may (trap 35). `account` may be null: then the evidence is
/// asked for, so that it is read side by side. Gives back whose entries open each gate, by descriptor.
std::vector<std::vector<std::string>> doubt_closed_gates(const Question& question,
                                                         const Permission& permission,
                                                         const Identity* account, PermissionAnswer& answer);

/// Whether the permission reads what a public project shows to whoever asks.
bool is_shown_to_everybody(const Question& question, const Permission& permission);

/// What is read in a project that is not private is not kept from anybody by the lists alone
/// (https://learn.microsoft.com/azure/devops/organizations/projects/make-project-public): whoever asks is
/// shown a public project, so that what is forbidden is held there; that it can be done, as what is required
/// asks, is not known.
void doubt_visibility(const Question& question, const Permission& permission, bool forbids,
                      PermissionAnswer& answer);

}  // namespace patrol
