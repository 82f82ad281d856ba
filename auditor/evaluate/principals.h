#pragma once

#include "auditor/model/snapshot.h"

#include <string>
#include <string_view>

namespace patrol {

/// `user`, `guest`, `service principal`, `managed identity`, `build service`, `part of Azure DevOps`.
std::string kind_of(const Principal& principal);

/// What a person knows it by: the account name where that is no id, else the mail, the display name, the
/// descriptor.
std::string name_of(const Principal& principal);

/// An identity as the lists of graph would tell it; by its identity descriptor where it has no other.
Principal principal_of(const Identity& identity);

/// A part of Azure DevOps itself, which is no account of anybody (API.md 4.2).
bool is_part_of_the_service(std::string_view subject_descriptor);

/// Whether it is of a kind that may hold personal access tokens. Service principals, build services and who
/// has not signed in yet never do (API.md 4.2).
bool may_own_tokens(std::string_view subject_descriptor);

}  // namespace patrol
