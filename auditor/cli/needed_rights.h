#pragma once

#include "auditor/model/snapshot.h"

#include <string>
#include <vector>

namespace patrol::cli {

/// What a credential needs for facts like these.
struct NeededRights {
  std::vector<std::string> scopes;  ///< ids, sorted
  bool administrator = false;       ///< Project Collection Administrators alone are shown all of it
};

/// The rights for all that was asked of the organization, whether it was answered or not.
NeededRights needed_rights(const Organization& organization);

}  // namespace patrol::cli
