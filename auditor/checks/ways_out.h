#pragma once

#include "auditor/checks/check.h"

#include <string>
#include <vector>

namespace patrol {

/// The page and the call by which the account leaves each of these groups, which it is itself in
/// (descriptors, as Memberships::ways_into() gives them). One that it stays in keeps it where it is, so all
/// are told.
Remediation leave_groups(const std::vector<std::string>& groups, const Identity& account,
                         const Question& question);

/// Adds what else has to be done, so that each line stands once.
void add_steps(Remediation& remediation, const Remediation& more);

}  // namespace patrol
