#pragma once

#include "auditor/model/result.h"
#include "examples/emulator/description.h"
#include "examples/emulator/organization.h"

#include <vector>

namespace patrol::emulator {

/// Makes the organization that a description tells of: derives ids and SIDs, adds what Azure DevOps brings
/// along (its own groups, their chain, the default permissions) and resolves every name. All problems are
/// told.
Result<Organization, std::vector<Error>> build_organization(const Description& description);

}  // namespace patrol::emulator
