#pragma once

#include "auditor/model/catalogue.h"
#include "auditor/model/policy.h"
#include "auditor/model/result.h"
#include "auditor/policy/problems.h"
#include "auditor/policy/yaml_tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// Reads one policy document. `source_name` goes into positions and errors; all errors are told at once.
Result<Policy, std::vector<Error>> parse_policy(std::string_view text, const std::string& source_name,
                                                const Catalogue& catalogue);

/// The like for a caller that gathers the problems of many files: what could be read, to be used only where
/// `problems` stays empty.
Policy parse_policy(std::string_view text, const Catalogue& catalogue, Problems& problems);

/// The like for a document that was taken apart already. The digest is left out: it is of a file's bytes.
Policy read_policy(const YamlNode& root, const Catalogue& catalogue, Problems& problems);

}  // namespace patrol
