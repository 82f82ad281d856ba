#pragma once

#include "auditor/model/integration.h"
#include "auditor/policy/problems.h"
#include "auditor/policy/yaml_tree.h"

namespace patrol {

/// Reads `pat` of an integration: which token it is, where its secret is found, and what is declared of it.
/// Never shows a value: a secret may have been pasted anywhere.
PatSelector read_pat(const YamlNode& node, Problems& problems);

}  // namespace patrol
