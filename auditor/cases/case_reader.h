#pragma once

#include "auditor/cases/case.h"
#include "auditor/model/catalogue.h"
#include "auditor/policy/yaml_tree.h"

namespace patrol::cases {

/// Reads one case with what its file says for all of them (merge.h). Mistakes are told to `problems`.
Case read_case(const YamlNode& node, const PolicySet& policies, const Catalogue& catalogue,
               Problems& problems);

}  // namespace patrol::cases
