#pragma once

#include "auditor/cli/arguments.h"
#include "auditor/cli/collecting.h"
#include "auditor/cli/credentials.h"
#include "auditor/cli/inputs.h"
#include "auditor/cli/options.h"
#include "auditor/cli/session.h"
#include "auditor/evaluate/evaluate.h"
#include "auditor/model/result.h"
#include "auditor/model/snapshot.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::cli {

/// Where the facts of a run come from, known to be usable before anything is asked or written.
struct Source {
  std::optional<Snapshot> saved;  ///< else they are asked with the credentials
  Credentials credentials;
  std::optional<Snapshot> earlier;  ///< of `--resume`

  Asked asked() const { return {credentials, earlier ? &*earlier : nullptr}; }
};

/// What does not go together with `--snapshot`.
std::vector<Error> check_saved(const Arguments& arguments);

/// The like, and that `--integrations` is missing; `purpose` ends
/// "it names …".
std::vector<Error> check_source(const Arguments& arguments, std::string_view purpose);

/// Reads the snapshot that the options name, or finds the credentials.
Result<Source, std::vector<Error>> prepare_source(const std::vector<std::string>& organizations,
                                                  const Options& options, const Session& session);
Result<Source, std::vector<Error>> prepare_source(const Inputs& inputs, const Options& options,
                                                  const Session& session);

/// The facts: as they were saved, or asked now.
Result<Snapshot> facts_from(Source source, const Inputs& inputs, const Options& options,
                            const EvaluateOptions& evaluating, Session& session);

}  // namespace patrol::cli
