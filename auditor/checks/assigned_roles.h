#pragma once

#include "auditor/checks/check.h"

namespace patrol {

/// Decides a role on a thing by the mode of the rule. Who has it through a group has it; a role that includes
/// the wanted one counts as it. Under `forbid` the role and whatever includes it must not be there, under
/// `at_most` nothing beyond it.
Outcome decide_assigned_role(const AssignedRole& wanted, const Question& question);

}  // namespace patrol
