#pragma once

#include "auditor/model/catalogue.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"
#include "auditor/model/result.h"
#include "auditor/policy/documents.h"

#include <filesystem>
#include <vector>

namespace patrol {

/// What one run works on: every integration has its policy among the policies, and fits it.
struct Loaded {
  PolicySet policies;
  std::vector<Integration> integrations;  ///< by name
};

/// Reads and checks everything below the PATHs. All errors of all files are told at once, sorted by file,
/// line and column.
Result<Loaded, std::vector<Error>> load(const std::vector<std::filesystem::path>& policy_paths,
                                        const std::vector<std::filesystem::path>& integration_paths,
                                        const Catalogue& catalogue);

/// Policies alone.
Result<PolicySet, std::vector<Error>> load_policies(const std::vector<std::filesystem::path>& paths,
                                                    const Catalogue& catalogue);

/// The like for documents that were already read: no I/O.
Result<Loaded, std::vector<Error>> load_documents(Documents policies, Documents integrations,
                                                  const Catalogue& catalogue);

}  // namespace patrol
