#include "auditor/cli/source.h"

#include "auditor/cli/collecting.h"
#include "auditor/cli/flag.h"
#include "auditor/store/read_file.h"
#include "auditor/store/snapshot_file.h"

#include <array>
#include <string>
#include <utility>

namespace patrol::cli {
namespace {

/// The flags that only mean something where requests are made.
constexpr std::array live_flags{flags::server, flags::login_server, flags::token_file, flags::concurrency,
                                flags::max_time};

Result<Snapshot> read_saved(const std::string& path) {
  Result<std::string> text = read_file(path, most_snapshot_bytes);
  if (!text) return std::move(text).error();
  return read_snapshot(text.value(), path);
}

}  // namespace

std::vector<Error> check_source(const Arguments& arguments, std::string_view purpose) {
  std::vector<Error> errors;
  if (!arguments.has(flags::integrations)) {
    errors.push_back(
        {Error::Kind::usage, "", "`--integrations` is missing: it names " + std::string(purpose)});
  }
  if (!arguments.has(flags::snapshot)) return errors;
  for (const Flag& flag : live_flags) {
    if (!arguments.has(flag)) continue;
    errors.push_back({Error::Kind::usage, "--" + std::string(flag.name),
                      "does not go together with --snapshot, which makes no request"});
  }
  return errors;
}

Result<Source, std::vector<Error>> prepare_source(const Inputs& inputs, const Options& options,
                                                  const Session& session) {
  Source source;
  if (!options.snapshot.empty()) {
    Result<Snapshot> saved = read_saved(options.snapshot);
    if (!saved) return std::vector{saved.error()};
    source.saved = std::move(saved).value();
    return source;
  }
  auto credentials = choose_credentials(session.environment, options.token_file, inputs.organizations());
  if (!credentials) return std::move(credentials).error();
  source.credentials = std::move(credentials).value();
  return source;
}

Result<Snapshot> facts_from(Source source, const Inputs& inputs, const Options& options,
                            const EvaluateOptions& evaluating, Session& session) {
  if (source.saved) return std::move(*source.saved);
  return collect_live(inputs, options, evaluating, source.credentials, session);
}

}  // namespace patrol::cli
