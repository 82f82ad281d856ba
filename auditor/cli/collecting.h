#pragma once

#include "auditor/cli/credentials.h"
#include "auditor/cli/inputs.h"
#include "auditor/cli/options.h"
#include "auditor/cli/session.h"
#include "auditor/collect/collect.h"
#include "auditor/evaluate/evaluate.h"
#include "auditor/model/integration.h"
#include "auditor/model/result.h"
#include "auditor/model/snapshot.h"

#include <string>
#include <vector>

namespace patrol::cli {

/// How `evaluate` and `collect` are called: the clock is read here, once.
EvaluateOptions evaluate_options(const Options& options);

/// With what it is asked, and what was read before. Borrowed for the time of the call.
struct Asked {
  const Credentials& credentials;
  const Snapshot* earlier = nullptr;  ///< of `--resume`; null: none
  bool keeps_rest = false;            ///< also what nobody asks for now is kept of it
};

/// What is to be read, and of which organizations.
struct Errand {
  std::vector<std::string> organizations;
  StillMissing still_missing;
  std::vector<Integration> probed{};  ///< whose own tokens may be tried
};

/// Reads it from Azure DevOps, telling how far it is. An error: nothing was requested.
Result<Snapshot> collect_live(const Errand& errand, const Options& options, const EvaluateOptions& evaluating,
                              const Asked& asked, Session& session);

/// Reads from Azure DevOps what these inputs need, telling how far it is. An error: nothing was requested.
Result<Snapshot> collect_live(const Inputs& inputs, const Options& options, const EvaluateOptions& evaluating,
                              const Asked& asked, Session& session);

}  // namespace patrol::cli
