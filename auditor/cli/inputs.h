#pragma once

#include "auditor/cli/options.h"
#include "auditor/cli/session.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"
#include "auditor/model/result.h"
#include "auditor/model/waiver.h"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace patrol::cli {

/// What a run works on.
struct Inputs {
  PolicySet policies;
  std::vector<Integration> integrations;      ///< all that are loaded
  std::vector<WrittenWaiver> waivers;         ///< without those of integrations that nobody asks about
  std::set<std::string, std::less<>> only{};  ///< names of those that are asked about; empty: all

  /// The integrations that are asked about.
  std::vector<Integration> asked() const;
  /// The organization of each of those once, as the first wrote it.
  std::vector<std::string> organizations() const;
};

/// Where policies are read: what `--policies` says, else the library that belongs to the program.
Result<std::vector<std::filesystem::path>> policy_paths(const Options& options, const Session& session);

/// Loads what the flags name, with the integrations of `--only` as those that are asked about. All mistakes
/// of all files at once.
Result<Inputs, std::vector<Error>> load_inputs(const Options& options, const Session& session);

/// An error for each name that no integration has, with the nearest one.
std::vector<Error> check_names(const std::vector<Integration>& all, std::span<const std::string> names);

}  // namespace patrol::cli
