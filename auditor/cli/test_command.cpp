#include "auditor/cases/case_file.h"
#include "auditor/cases/run.h"
#include "auditor/cli/command.h"
#include "auditor/cli/options.h"
#include "auditor/cli/refusal.h"
#include "auditor/cli/report_places.h"
#include "auditor/cli/terminal.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/documents.h"
#include "auditor/policy/library.h"
#include "auditor/store/write_file.h"
#include "reporters/trial.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>

namespace patrol::cli {
namespace {

namespace fs = std::filesystem;

constexpr Flag junit_report{"report", "junit=PATH", Flag::Takes::one, "write the results for a CI server"};
constexpr Flag complete{"complete", "", Flag::Takes::nothing,
                        "fail also where a rule has no case that passes, none that fails, or none without "
                        "evidence"};
constexpr Flag all_cases{flags::verbose.name, "", Flag::Takes::nothing, "every case and every rule"};

/// Beside their cases: where `--policies` says nothing, the policies of the same folders are tested.
std::vector<fs::path> folders_of(const std::vector<fs::path>& paths) {
  std::vector<fs::path> folders;
  for (const fs::path& path : paths) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) continue;  // told by those who read the cases
    if (fs::is_directory(path, ignored)) {
      folders.push_back(path);
    } else {
      folders.push_back(path.has_parent_path() ? path.parent_path() : fs::path("."));
    }
  }
  return folders;
}

Result<Trial, std::vector<Error>> try_cases(const std::vector<fs::path>& paths, const Options& options) {
  Documents documents = read_documents(paths, DocumentKind::cases);
  // What is beside no case is nobody's business here.
  if (documents.read.empty() && !documents.errors.empty()) return documents.errors;
  Documents policies = options.policies.empty()
                           ? read_documents(folders_of(paths), DocumentKind::documents_if_any)
                           : read_documents(options.policies);
  const auto loaded = load_documents(std::move(policies), {}, built_in_catalogue());
  std::vector<Error> errors = documents.errors;
  if (!loaded) {
    // Cases of broken policies are no second mistake.
    std::ranges::copy(loaded.error(), std::back_inserter(errors));
    return errors;
  }
  const auto cases = cases::read_case_files(documents, loaded.value().policies, built_in_catalogue());
  if (!cases) return cases.error();
  Trial trial = cases::run(cases.value(), loaded.value().policies, built_in_catalogue());
  trial.tool = tool_name();
  return trial;
}

/// The one report that makes sense here.
Result<std::string, std::vector<Error>> junit_path(const Arguments& arguments) {
  const auto order = arguments.one(junit_report);
  if (!order) return std::string();
  constexpr std::string_view start = "junit=";
  if (!order->starts_with(start) || order->size() == start.size() || *order == "junit=-") {
    return std::vector{
        Error{Error::Kind::usage, "--report", "the results of tests are written as junit=PATH alone"}};
  }
  const std::string path = order->substr(start.size());
  constexpr std::array lists{flags::policies};
  std::vector<KeptFile> kept = read_for(arguments, lists);
  for (const fs::path& folder : folders_of({arguments.words.begin(), arguments.words.end()})) {
    kept.push_back({folder.string(), "read for the test", true});
  }
  std::vector<Error> errors = misplaced_reports({&path, 1}, kept);
  if (!errors.empty()) return errors;
  return path;
}

bool print_trial(const Trial& trial, const Options& options, Session& session) {
  std::ostringstream text;
  render_trial_console(trial,
                       {.colour = session.environment.colour && is_terminal(session.output),
                        .verbose = options.detail == ConsoleOptions::Detail::verbose},
                       text);
  return print(session, text.str());
}

int run_test(const Arguments& arguments, Session& session) {
  std::vector<Error> mistakes;
  if (arguments.words.empty()) {
    mistakes.push_back({Error::Kind::usage, "", "a PATH is missing: where the test cases are"});
  }
  const auto junit = junit_path(arguments);
  if (!junit) mistakes.push_back(junit.error().front());
  Arguments others = arguments;
  others.flags.erase(std::string(junit_report.name));
  const auto options = read_options(others, std::move(mistakes));
  if (!options) return refuse_command_line(session, options.error(), "test");

  const std::vector<fs::path> paths(arguments.words.begin(), arguments.words.end());
  auto trial = try_cases(paths, options.value());
  if (!trial) return refuse(session, trial.error());
  trial.value().must_be_complete = arguments.has(complete);

  if (!junit.value().empty()) {
    std::ostringstream text;
    render_trial_junit(trial.value(), text);
    const auto done = write_file(junit.value(), text.str());
    if (!done) return refuse(session, {&done.error(), 1});
  }
  if (!print_trial(trial.value(), options.value(), session)) return static_cast<int>(ExitCode::not_audited);
  return static_cast<int>(trial.value().is_good() ? ExitCode::ok : ExitCode::failed);
}

constexpr std::array test_flags{flags::policies, junit_report, complete, all_cases};

constexpr std::array test_examples{
    Example{"The cases beside the policies of a folder.", "patrol test policies"},
    Example{"The like in CI; each rule must have a case of each kind.",
            "patrol test policies --complete --report junit=policies.xml"},
};

}  // namespace

const Command test_command{
    .name = "test",
    .summary = "hold policies against test cases; no network",
    .usage = "PATH... [flags]",
    .details =
        "Reads the files NAME.tests.yaml below each PATH. A case tells an organization in a few lines and "
        "the "
        "verdicts that the rules must give for it; what differs is shown, and which rules no case has ever "
        "failed. The policies are those of the same folders, or of --policies. Exit code 0 where all is as "
        "wanted, 1 where not, 3 for a mistake in a file.",
    .flags = test_flags,
    .examples = test_examples,
    .most_words = 1000,
    .run = run_test,
};

}  // namespace patrol::cli
