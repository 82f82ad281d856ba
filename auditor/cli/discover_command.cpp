#include "auditor/cli/collecting.h"
#include "auditor/cli/command.h"
#include "auditor/cli/inputs.h"
#include "auditor/cli/options.h"
#include "auditor/cli/organization_flag.h"
#include "auditor/cli/refusal.h"
#include "auditor/cli/report_places.h"
#include "auditor/cli/source.h"
#include "auditor/cli/terminal.h"
#include "auditor/evaluate/discover.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "auditor/store/snapshot_file.h"
#include "auditor/store/write_file.h"
#include "reporters/discovery.h"

#include <array>
#include <charconv>
#include <optional>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

namespace patrol::cli {
namespace {

constexpr std::size_t most_token_owners = 100'000;

constexpr Flag discover_report{"report", "json[=PATH]", Flag::Takes::one,
                               "write the list in the format json; without a path to standard output, where "
                               "nothing else is written then"};
constexpr Flag limit{"limit", "N", Flag::Takes::one,
                     "ask for the tokens of at most N accounts, a request each, the likeliest first "
                     "(default 1000); who was not asked about is told"};
constexpr Flag keep{"output", "SNAPSHOT", Flag::Takes::one,
                    "save what was read, for --snapshot; only its owner may read it"};

constexpr Flag saved{"snapshot", "FILE", Flag::Takes::one,
                     "list what --output saved; no request is made and no credential needed"};

/// What the flags of this command alone mean.
struct Wanted {
  std::string organization;
  DiscoverOptions options;
  std::optional<std::string> report;  ///< path of the JSON; empty: standard output
};

std::size_t read_limit(const Arguments& arguments, std::vector<Error>& mistakes) {
  const auto text = arguments.one(limit);
  if (!text) return DiscoverOptions{}.most_token_owners;
  std::size_t number = 0;
  const char* const end = text->data() + text->size();
  const auto [stop, problem] = std::from_chars(text->data(), end, number);
  if (problem != std::errc{} || stop != end || number > most_token_owners) {
    mistakes.push_back(
        {Error::Kind::usage, "--limit", "`" + *text + "` is no number of accounts from 0 to 100000"});
  }
  return number;
}

std::optional<std::string> read_report(const Arguments& arguments, std::vector<Error>& mistakes) {
  const auto text = arguments.one(discover_report);
  if (!text) return std::nullopt;
  const std::size_t equals = text->find('=');
  const std::string format = text->substr(0, equals);
  std::string path = equals == std::string::npos ? "-" : text->substr(equals + 1);
  if (format != "json") {
    mistakes.push_back(
        {Error::Kind::usage, "--report", "unknown format `" + format + "`; the list is written as json"});
  } else if (path.empty()) {
    mistakes.push_back({Error::Kind::usage, "--report", "`json=` names no file: give json=PATH"});
  }
  if (path == "-") path.clear();
  const std::array paths{path, arguments.one(keep).value_or("")};
  constexpr std::array lists{flags::integrations, flags::policies};
  std::vector<KeptFile> kept = read_for(arguments, lists);
  kept.push_back({arguments.one(flags::snapshot).value_or(""), "the snapshot"});
  kept.push_back({arguments.one(flags::token_file).value_or(""), "the token file"});
  const std::span<const std::string> places(paths.data(), paths.back().empty() ? 1 : 2);
  for (Error& error : misplaced_reports(places, kept)) mistakes.push_back(std::move(error));
  return path;
}

Wanted read_wanted(const Arguments& arguments, std::vector<Error>& mistakes) {
  Wanted wanted;
  wanted.organization = read_organization(arguments, mistakes);
  wanted.options.most_token_owners = read_limit(arguments, mistakes);
  wanted.options.tool = tool_name();
  wanted.report = read_report(arguments, mistakes);
  if (arguments.has(flags::snapshot) && arguments.has(keep)) {
    mistakes.push_back({Error::Kind::usage, "--output", "does not go together with --snapshot"});
  }
  return wanted;
}

/// Integrations, where some are named, and the policies whose names are those of products.
Result<Inputs, std::vector<Error>> load_claims(const Options& options, const Session& session) {
  if (!options.integrations.empty()) return load_inputs(options, session);
  Inputs inputs;
  const auto paths = policy_paths(options, session);
  // Names of products are a help; an installation without the library does as well.
  if (!paths) return inputs;
  auto policies = load_policies(paths.value(), built_in_catalogue());
  if (!policies) return std::move(policies).error();
  inputs.policies = std::move(policies).value();
  return inputs;
}

std::vector<Error> unwritable(const Wanted& wanted, const Options& options) {
  std::vector<Error> errors;
  for (const std::string& path : {wanted.report.value_or(""), options.output}) {
    if (path.empty()) continue;
    if (const auto done = probe_writable(path); !done) errors.push_back(done.error());
  }
  return errors;
}

Result<Snapshot> read_facts(Source source, const Wanted& wanted, const Inputs& inputs, const Options& options,
                            Session& session) {
  if (source.saved) return std::move(*source.saved);
  const Errand errand{.organizations = {wanted.organization},
                      .still_missing = [&](const std::string& organization, const Snapshot& so_far,
                                           const EvaluateOptions& /*deciding*/) {
                        return missing_for_discovery(wanted.organization, inputs.integrations, so_far,
                                                     wanted.options)[organization];
                      }};
  return collect_live(errand, options, evaluate_options(options), source.asked(), session);
}

/// Whether everything could be written.
bool tell(const Discovery& discovery, const Wanted& wanted, Session& session) {
  if (wanted.report) {
    std::ostringstream text;
    render_discovery_json(discovery, text);
    if (wanted.report->empty()) return print(session, text.str());
    if (const auto done = write_file(*wanted.report, text.str()); !done) {
      session.messages.tell({&done.error(), 1});
      return false;
    }
  }
  std::ostringstream text;
  render_discovery(discovery,
                   {.width = terminal_width(session.output),
                    .colour = session.environment.colour && is_terminal(session.output)},
                   text);
  return print(session, text.str());
}

int run_discover(const Arguments& arguments, Session& session) {
  std::vector<Error> mistakes = check_saved(arguments);
  Wanted wanted = read_wanted(arguments, mistakes);
  Arguments others = arguments;
  others.flags.erase(std::string(discover_report.name));
  const auto read = read_options(others, std::move(mistakes));
  if (!read) return refuse_command_line(session, read.error(), "discover");
  const Options& options = read.value();
  wanted.options.now = evaluate_options(options).now;

  const auto inputs = load_claims(options, session);
  auto source = prepare_source({wanted.organization}, options, session);
  std::vector<Error> errors = unwritable(wanted, options);
  if (!inputs) errors.insert(errors.end(), inputs.error().begin(), inputs.error().end());
  if (!source) errors.insert(errors.end(), source.error().begin(), source.error().end());
  if (!errors.empty()) return refuse(session, errors);
  for (const auto& [id, policy] : inputs.value().policies) wanted.options.products.push_back(id);

  const auto snapshot = read_facts(std::move(source).value(), wanted, inputs.value(), options, session);
  session.messages.end_live();
  if (!snapshot) return refuse(session, {&snapshot.error(), 1});
  if (session.interrupt.signal()) return static_cast<int>(ExitCode::not_audited);
  if (!options.output.empty()) {
    const auto written = write_file(options.output, write_snapshot(snapshot.value()), Access::owner_only);
    if (!written) return refuse(session, {&written.error(), 1});
  }
  const Discovery discovery =
      discover(wanted.organization, inputs.value().integrations, snapshot.value(), wanted.options);
  if (!tell(discovery, wanted, session)) return static_cast<int>(ExitCode::not_audited);
  return static_cast<int>(discovery.is_complete() ? ExitCode::ok : ExitCode::inconclusive);
}

constexpr std::array discover_flags{flags::organization,
                                    flags::integrations,
                                    flags::policies,
                                    limit,
                                    discover_report,
                                    keep,
                                    saved,
                                    flags::token_file,
                                    flags::server,
                                    flags::login_server,
                                    flags::now,
                                    flags::concurrency,
                                    flags::max_time};

constexpr std::array discover_examples{
    Example{"Which accounts and tokens nobody has written an integration file for.",
            "patrol discover --organization contoso --integrations integrations"},
    Example{"For a program.", "patrol discover --organization contoso --report json=discovery.json"},
    Example{"A large organization: the likeliest accounts alone.",
            "patrol discover --organization contoso --limit 200"},
};

}  // namespace

const Command discover_command{
    .name = "discover",
    .summary = "list the accounts that look like integrations, and tokens that no integration claims",
    .usage = "--organization NAME [--integrations PATH...] [flags]",
    .details =
        "Lists service principals, accounts that made service hooks, that are called as no person is or as a "
        "product, and all others that hold personal access tokens, each with the reasons; which of them a "
        "loaded "
        "integration signs in with, and which living tokens none uses, by their id, else by their name, as "
        "an audit "
        "matches them. Azure DevOps tells of no token when it was last used. Asks for tokens account by "
        "account, a "
        "request each, and no more after eight refusals in a row; --limit bounds them. Reads users, service "
        "principals "
        "and service hooks with the scopes Graph: Read, Identity: Read and Code: Read, and tokens with Token "
        "Administration: Read & manage, as a Project Collection Administrator. Exit code 0 where all of it "
        "could be read, whatever was found, 2 where something could not.",
    .flags = discover_flags,
    .examples = discover_examples,
    .run = run_discover,
};

}  // namespace patrol::cli
