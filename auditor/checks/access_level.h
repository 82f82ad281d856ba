#pragma once

#include "auditor/checks/check.h"

namespace patrol {

/// How the account comes to the access level. There is none below Stakeholder to change to: then it leaves
/// the organization.
Remediation change_access_level(AccessLevel level, const Identity& account, const Question& question);

}  // namespace patrol
