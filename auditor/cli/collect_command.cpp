#include "auditor/cli/collecting.h"
#include "auditor/cli/command.h"
#include "auditor/cli/inputs.h"
#include "auditor/cli/options.h"
#include "auditor/cli/refusal.h"
#include "auditor/cli/report_places.h"
#include "auditor/cli/source.h"
#include "auditor/store/snapshot_file.h"
#include "auditor/store/write_file.h"
#include "reporters/headline.h"
#include "reporters/safe_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace patrol::cli {
namespace {

std::vector<Error> check_together(const Arguments& arguments) {
  std::vector<Error> errors;
  if (!arguments.has(flags::integrations)) {
    errors.push_back({Error::Kind::usage, "", "`--integrations` is missing: it names what to collect for"});
  }
  if (!arguments.has(flags::output)) {
    errors.push_back({Error::Kind::usage, "", "`--output` is missing: it names the snapshot to write"});
  }
  return errors;
}

Result<Source, std::vector<Error>> prepare_collect(const Inputs& inputs, const Options& options,
                                                   const Session& session) {
  std::vector<Error> errors;
  if (const auto writable = probe_writable(options.output); !writable) errors.push_back(writable.error());
  auto source = prepare_source(inputs, options, session);
  if (!source) errors.insert(errors.end(), source.error().begin(), source.error().end());
  if (!errors.empty()) return errors;
  return source;
}

/// Whether not one request succeeded: a dead credential, a wrong name, no network.
bool is_silent(const Organization& organization) {
  return std::ranges::none_of(organization.reads, [](const Read& read) { return read.status == 200; });
}

std::string why_silent(const Organization& organization) {
  if (!organization.connection || organization.connection->known) return "";
  return ": " + organization.connection->known.error().reason;
}

/// What the file that is gone on in would lose: an organization of which nothing could be read now, because
/// it is away or the credential is dead, while the file holds what had been read of it. Empty: nothing.
std::string lost_of(const Snapshot& earlier, const Snapshot& now) {
  for (const auto& [key, organization] : now.organizations) {
    const auto before = earlier.organizations.find(key);
    if (before == earlier.organizations.end() || is_silent(before->second) || !is_silent(organization))
      continue;
    return "nothing could be read of `" + organization.name + "`" + why_silent(organization);
  }
  return {};
}

Result<Done> save_snapshot(const Snapshot& snapshot, const Source& source, const Options& options) {
  if (source.earlier && is_one_file(options.output, options.resume)) {
    if (const std::string lost = lost_of(*source.earlier, snapshot); !lost.empty()) {
      return Error{Error::Kind::file, options.output,
                   "was left as it is, " + lost + ": go on from it later, or give another --output"};
    }
  }
  return write_file(options.output, write_snapshot(snapshot), Access::owner_only);
}

int conclude_collect(const Snapshot& snapshot, const Options& options, Session& session) {
  bool is_whole = !snapshot.cut_short;
  std::size_t requests = 0;
  for (const auto& [key, organization] : snapshot.organizations) {
    requests += organization.reads.size();
    if (!is_silent(organization)) continue;
    is_whole = false;
    session.messages.say("nothing could be read of `" + organization.name + "`" + why_silent(organization));
  }
  if (snapshot.cut_short) session.messages.say("cut short: not everything was asked");
  const std::string line =
      fmt::format("snapshot: {} ({} as of {})\n", log_line(options.output),
                  counted(requests, "request", "requests"), format_time(snapshot.collected_at));
  const bool is_quiet = options.detail == ConsoleOptions::Detail::quiet;
  if (!is_quiet && !print(session, line)) return static_cast<int>(ExitCode::not_audited);
  return static_cast<int>(is_whole ? ExitCode::ok : ExitCode::inconclusive);
}

int run_collect(const Arguments& arguments, Session& session) {
  const Result<Options, std::vector<Error>> read = read_options(arguments, check_together(arguments));
  if (!read) return refuse_command_line(session, read.error(), "collect");
  const Options& options = read.value();
  session.messages.set_quiet(options.detail == ConsoleOptions::Detail::quiet);

  session.messages.phase("reading policies and integrations");
  const Result<Inputs, std::vector<Error>> inputs = load_inputs(options, session);
  if (!inputs) return refuse(session, inputs.error());
  const auto source = prepare_collect(inputs.value(), options, session);
  if (!source) return refuse(session, source.error());

  Asked asked = source.value().asked();
  asked.keeps_rest = is_one_file(options.output, options.resume);
  const auto snapshot = collect_live(inputs.value(), options, evaluate_options(options), asked, session);
  session.messages.end_live();
  if (!snapshot) return refuse(session, {&snapshot.error(), 1});
  if (session.interrupt.signal()) return static_cast<int>(ExitCode::not_audited);

  const auto written = save_snapshot(snapshot.value(), source.value(), options);
  if (!written) return refuse(session, {&written.error(), 1});
  return conclude_collect(snapshot.value(), options, session);
}

constexpr std::array collect_flags{flags::policies, flags::integrations, flags::only,     flags::output,
                                   flags::accept,   flags::token_file,   flags::server,   flags::login_server,
                                   flags::now,      flags::concurrency,  flags::max_time, flags::resume,
                                   flags::quiet};

constexpr std::array collect_examples{
    Example{"Save what the installed policies need to know.",
            "patrol collect --integrations integrations --output contoso.json"},
    Example{"Audit it later, or elsewhere.",
            "patrol audit --integrations integrations --snapshot contoso.json"},
    Example{"Go on where the time was up.",
            "patrol collect --integrations integrations --resume contoso.json \\\n"
            "  --output contoso.json"},
};

}  // namespace

const Command collect_command{
    .name = "collect",
    .summary = "save what the policies need to know, for an audit without a network",
    .usage = "--integrations PATH... --output SNAPSHOT [flags]",
    .details =
        "Reads from Azure DevOps only what these policies ask about these integrations, and saves it. "
        "The snapshot holds no credential, but tells who may do what: only its owner may read it. Exit code "
        "2 where nothing could be read of an "
        "organization, or where the time was up.",
    .flags = collect_flags,
    .examples = collect_examples,
    .run = run_collect,
};

}  // namespace patrol::cli
