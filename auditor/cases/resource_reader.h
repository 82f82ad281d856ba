#pragma once

#include "auditor/cases/description.h"
#include "auditor/policy/fields.h"

#include <vector>

namespace patrol::cases {

/// The list `resources`: things on which roles are assigned, and who has which.
std::vector<DescribedResource> take_resources(Fields& fields, Problems& problems);

}  // namespace patrol::cases
