#pragma once

#include "auditor/cases/case.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/result.h"
#include "auditor/policy/documents.h"

#include <vector>

namespace patrol::cases {

/// Reads all cases of the documents, strictly: every mistake of every file at once, at its place. `policies`
/// are those that a case may name.
Result<std::vector<Case>, std::vector<Error>> read_case_files(const Documents& documents,
                                                              const PolicySet& policies,
                                                              const Catalogue& catalogue);

/// The like for one file, whose mistakes are told to `problems`; to be used only where they stay empty.
std::vector<Case> read_case_file(const Document& document, const PolicySet& policies,
                                 const Catalogue& catalogue, Problems& problems);

}  // namespace patrol::cases
