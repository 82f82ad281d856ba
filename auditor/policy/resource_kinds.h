#pragma once

#include "auditor/model/catalogue.h"
#include "auditor/policy/problems.h"
#include "auditor/policy/yaml_tree.h"

namespace patrol {

/// Reads one row of the catalogue's file of resource roles.
Catalogue::ResourceKind read_resource_kind(const YamlNode& row, Problems& problems);

}  // namespace patrol
