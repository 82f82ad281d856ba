#pragma once

#include "auditor/cases/description.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/yaml_tree.h"

#include <chrono>

namespace patrol::cases {

/// What an organization's words depend on.
struct OrganizationContext {
  std::string account;  ///< the integration's: whose tokens and access level are meant where nobody is named
  std::vector<std::string> projects;  ///< that the integration names: they exist where no project is told
  Time now{};                         ///< tokens that tell no dates live from 90 days before to 90 after
};

/// Reads the organization of a case or of a whole document: the sections beside other keys of a mapping,
/// which are taken from `fields`. Mistakes are told to `problems`.
Description read_organization(Fields& fields, const OrganizationContext& context, Problems& problems);

}  // namespace patrol::cases
