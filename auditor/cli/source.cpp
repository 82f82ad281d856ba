#include "auditor/cli/source.h"

#include "auditor/cli/collecting.h"
#include "auditor/cli/flag.h"
#include "auditor/cli/resuming.h"

#include <array>
#include <string>
#include <utility>

namespace patrol::cli {
namespace {

/// The flags that only mean something where requests are made.
constexpr std::array live_flags{flags::server,      flags::login_server, flags::token_file,
                                flags::concurrency, flags::max_time,     flags::resume};

}  // namespace

std::vector<Error> check_saved(const Arguments& arguments) {
  std::vector<Error> errors;
  if (!arguments.has(flags::snapshot)) return errors;
  for (const Flag& flag : live_flags) {
    if (!arguments.has(flag)) continue;
    errors.push_back({Error::Kind::usage, "--" + std::string(flag.name),
                      "does not go together with --snapshot, which makes no request"});
  }
  return errors;
}

std::vector<Error> check_source(const Arguments& arguments, std::string_view purpose) {
  std::vector<Error> errors = check_saved(arguments);
  if (!arguments.has(flags::integrations)) {
    errors.insert(errors.begin(),
                  {Error::Kind::usage, "", "`--integrations` is missing: it names " + std::string(purpose)});
  }
  return errors;
}

Result<Source, std::vector<Error>> prepare_source(const std::vector<std::string>& organizations,
                                                  const Options& options, const Session& session) {
  Source source;
  if (!options.snapshot.empty()) {
    Result<Snapshot> saved = read_saved(options.snapshot);
    if (!saved) return std::vector{saved.error()};
    source.saved = std::move(saved).value();
    return source;
  }
  auto credentials = choose_credentials(session.environment, options.token_file, organizations);
  std::vector<Error> errors;
  if (credentials) {
    source.credentials = std::move(credentials).value();
  } else {
    errors = std::move(credentials).error();
  }
  if (!options.resume.empty()) {
    Result<Snapshot> earlier = read_resumable(options.resume, evaluate_options(options).now);
    if (earlier) {
      source.earlier = std::move(earlier).value();
    } else {
      errors.push_back(earlier.error());
    }
  }
  if (!errors.empty()) return errors;
  return source;
}

Result<Source, std::vector<Error>> prepare_source(const Inputs& inputs, const Options& options,
                                                  const Session& session) {
  return prepare_source(inputs.organizations(), options, session);
}

Result<Snapshot> facts_from(Source source, const Inputs& inputs, const Options& options,
                            const EvaluateOptions& evaluating, Session& session) {
  if (source.saved) return std::move(*source.saved);
  return collect_live(inputs, options, evaluating, source.asked(), session);
}

}  // namespace patrol::cli
