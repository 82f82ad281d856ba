#pragma once

#include "examples/emulator/organization.h"

#include <vector>

namespace patrol::emulator {

/// Every group above a subject, nearest first, each once; not the subject itself. With `hidden`, also what
/// only Entra knows: that is what decides rights, while no call shows it (API.md 4.6).
std::vector<SubjectId> groups_above(const Organization& organization, SubjectId subject, bool hidden = false);

/// Every subject below a group as the service shows it, nearest first.
std::vector<SubjectId> members_below(const Organization& organization, SubjectId group);

/// Whether the subject is in the group, hidden ways included.
bool is_in(const Organization& organization, SubjectId subject, SubjectId group);

}  // namespace patrol::emulator
