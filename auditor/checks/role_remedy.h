#pragma once

#include "auditor/checks/check.h"
#include "auditor/checks/resources.h"
#include "auditor/checks/role_holders.h"

#include <string>
#include <vector>

namespace patrol {

/// `User on the service connection azure of the project Shop, inherited from all of the kind`
std::string role_line(const RoleAssignment& assignment, const RolePage& page);

/// Gives the account the role on the thing.
Remediation give_role(const std::string& role, const Identity& account, const RolePage& page,
                      const Question& question);

/// The smallest change for one line: the account's own, or its own steps into the group that has it.
Remediation take_role(const RoleVoice& voice, const Identity& account, const RolePage& page,
                      const Question& question);

/// The smallest change after which the line gives these roles alone, or none, and the account stays in its
/// groups.
Remediation lessen_role(const RoleVoice& voice, const std::vector<std::string>& enough,
                        const Identity& account, const RolePage& page, const Question& question);

}  // namespace patrol
