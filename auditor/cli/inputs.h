#pragma once

#include "auditor/cli/options.h"
#include "auditor/cli/session.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"
#include "auditor/model/result.h"
#include "auditor/model/waiver.h"

#include <string>
#include <vector>

namespace patrol::cli {

/// What a run works on.
struct Inputs {
  PolicySet policies;
  std::vector<Integration> integrations;
  std::vector<WrittenWaiver> waivers;  ///< without those of integrations that `--only` leaves out

  /// Each organization once, as the first integration wrote it.
  std::vector<std::string> organizations() const;
};

/// Where policies are read: what `--policies` says, else the library that belongs to the program.
Result<std::vector<std::filesystem::path>> policy_paths(const Options& options, const Session& session);

/// Loads what the flags name, and selects by `--only`. All mistakes of all files at once.
Result<Inputs, std::vector<Error>> load_inputs(const Options& options, const Session& session);

/// Keeps the named integrations. A name that is not there is an error with the nearest one.
Result<std::vector<Integration>, std::vector<Error>> select_integrations(std::vector<Integration> all,
                                                                         std::span<const std::string> names);

}  // namespace patrol::cli
