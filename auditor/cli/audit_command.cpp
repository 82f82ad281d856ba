#include "auditor/cli/collecting.h"
#include "auditor/cli/command.h"
#include "auditor/cli/inputs.h"
#include "auditor/cli/options.h"
#include "auditor/cli/refusal.h"
#include "auditor/cli/reports.h"
#include "auditor/cli/source.h"
#include "auditor/evaluate/compare.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/sha256.h"
#include "auditor/store/audit_file.h"
#include "auditor/store/history.h"
#include "auditor/store/read_file.h"

#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace patrol::cli {
namespace {

/// What an audit starts from, known to be usable before anything is asked or written.
struct Start {
  Source source;
  std::optional<EarlierAudit> baseline;
  std::unique_ptr<History> history;  ///< null: none is asked for
};

Result<EarlierAudit> read_baseline(const std::string& path) {
  Result<std::string> text = read_file(path, most_audit_bytes);
  if (!text) return std::move(text).error();
  return read_audit(text.value(), path);
}

Result<Start, std::vector<Error>> prepare(const Inputs& inputs, const Options& options,
                                          const Session& session) {
  std::vector<Error> errors = unwritable(options.reports, session.output);
  Start start;
  if (!options.history.empty()) {
    auto history = open_history(options.history, Opening::existing_or_new);
    if (history) {
      start.history = std::move(history).value();
    } else {
      errors.push_back(history.error());
    }
  }
  auto source = prepare_source(inputs, options, session);
  if (source) {
    start.source = std::move(source).value();
  } else {
    errors.insert(errors.end(), source.error().begin(), source.error().end());
  }
  if (!options.baseline.empty()) {
    auto baseline = read_baseline(options.baseline);
    if (baseline) {
      start.baseline = std::move(baseline).value();
    } else {
      errors.push_back(baseline.error());
    }
  }
  if (!errors.empty()) return errors;
  return start;
}

void warn_of_time_travel(const Snapshot& snapshot, Time now, Session& session) {
  if (now >= snapshot.collected_at) return;
  session.messages.say("the snapshot was taken at " + format_time(snapshot.collected_at) +
                       ", after the time of this audit, " + format_time(now));
}

/// A gate goes by the last night that there was. Where nights have failed for long, somebody has to be told.
void warn_of_age(const Snapshot& snapshot, Time now, Session& session) {
  constexpr std::chrono::days usual{7};
  const auto age = std::chrono::floor<std::chrono::days>(now - snapshot.collected_at);
  if (age <= usual) return;
  session.messages.say("the snapshot is " + std::to_string(age.count()) +
                       " days old: what has changed since is not seen");
}

void warn_of_a_later_baseline(const EarlierAudit& baseline, Time now, Session& session) {
  if (baseline.generated_at <= now) return;
  session.messages.say("the baseline is of " + format_time(baseline.generated_at) +
                       ", after the time of this audit, " + format_time(now));
}

/// Stands for the PATHs of the integrations without telling where they lie. Empty where not all were asked
/// for.
std::string place_of(const Options& options) {
  if (!options.only.empty()) return {};
  std::set<std::string> paths;
  for (const std::filesystem::path& path : options.integrations) {
    paths.insert((path / "").lexically_normal().generic_string());
  }
  constexpr std::size_t enough = 16;
  std::string all;
  for (const std::string& path : paths) all += path + '\n';
  return sha256(all).substr(0, enough);
}

/// Appends the audit, and gives it the trend that it ends. What fails here is told and costs no report.
std::vector<Error> remember(Audit& audit, History* history, const Options& options) {
  if (history == nullptr) return {};
  const auto done = history->append(audit, place_of(options));
  if (!done) return {done.error(), {Error::Kind::file, "", "this audit is not in the history"}};
  TrendScope scope;
  scope.integrations.reserve(audit.integrations.size());
  for (const AuditedIntegration& integration : audit.integrations) {
    scope.integrations.push_back(integration.name);
  }
  auto trend = history->trend(scope);
  if (!trend) return {trend.error()};
  audit.trend = std::move(trend).value();
  return {};
}

int conclude(Audit audit, History* history, const Options& options, Session& session) {
  if (audit.findings.empty()) {
    const Error nothing{Error::Kind::usage, "", "no rule concerns these integrations: nothing was audited"};
    return refuse(session, {&nothing, 1});
  }
  const std::vector<Error> forgotten = remember(audit, history, options);
  session.messages.phase("writing the reports");
  const WrittenReports written = write_reports(audit, options.reports, session);
  session.messages.end_live();
  if (session.interrupt.signal()) return static_cast<int>(ExitCode::not_audited);
  const bool printed = print_summary(audit, options, written, session);
  session.messages.tell(written.errors);
  session.messages.tell(forgotten);
  if (!written.errors.empty() || !forgotten.empty() || !printed)
    return static_cast<int>(ExitCode::not_audited);
  return exit_code(audit);
}

int run_audit(const Arguments& arguments, Session& session) {
  const Result<Options, std::vector<Error>> read =
      read_options(arguments, check_source(arguments, "what to audit"));
  if (!read) return refuse_command_line(session, read.error(), "audit");
  const Options& options = read.value();
  session.messages.set_quiet(options.detail == ConsoleOptions::Detail::quiet);

  session.messages.phase("reading policies and integrations");
  const Result<Inputs, std::vector<Error>> inputs = load_inputs(options, session);
  if (!inputs) return refuse(session, inputs.error());
  Result<Start, std::vector<Error>> start = prepare(inputs.value(), options, session);
  if (!start) return refuse(session, start.error());

  EvaluateOptions evaluating = evaluate_options(options);
  evaluating.waivers = inputs.value().waivers;
  const auto snapshot =
      facts_from(std::move(start.value().source), inputs.value(), options, evaluating, session);
  if (!snapshot) return refuse(session, {&snapshot.error(), 1});
  warn_of_time_travel(snapshot.value(), evaluating.now, session);
  warn_of_age(snapshot.value(), evaluating.now, session);
  if (session.interrupt.signal()) return static_cast<int>(ExitCode::not_audited);

  session.messages.phase("deciding the rules");
  Audit audit = evaluate(inputs.value().policies, inputs.value().integrations, built_in_catalogue(),
                         snapshot.value(), evaluating);
  if (const auto& baseline = start.value().baseline; baseline) {
    warn_of_a_later_baseline(*baseline, evaluating.now, session);
    compare(audit, *baseline, {.only_new_counts = options.fail_on_new, .only = options.only});
  }
  return conclude(std::move(audit), start.value().history.get(), options, session);
}

constexpr std::array audit_flags{flags::policies, flags::integrations, flags::waivers, flags::only,
                                 flags::snapshot, flags::report,       flags::history, flags::fail_on,
                                 flags::baseline, flags::fail_on_new,  flags::accept,  flags::token_file,
                                 flags::server,   flags::login_server, flags::now,     flags::concurrency,
                                 flags::max_time, flags::resume,       flags::quiet,   flags::verbose};

constexpr std::array audit_examples{
    Example{"Audit all integrations of a folder, with a page for people and one for CI.",
            "patrol audit --integrations integrations \\\n"
            "  --report html=audit.html --report junit=audit.xml"},
    Example{"A gate in CI: only failures of high and critical severity are red.",
            "patrol audit --integrations flow.yaml --fail-on high"},
    Example{"Every night, with a history of which the trend is told (patrol help history).",
            "patrol audit --integrations integrations --history audits.db \\\n"
            "  --report html=audit.html"},
    Example{"What was accepted for a time is seen and not counted.",
            "patrol audit --integrations integrations --waivers waivers.yaml"},
    Example{"A gate that lets be what last night's audit knew: only what is new or worse is red.",
            "patrol audit --integrations integrations --baseline old.json --fail-on-new"},
    Example{"Without a network, from what `patrol collect` saved.",
            "patrol audit --integrations integrations --snapshot contoso.json"},
};

}  // namespace

const Command audit_command{
    .name = "audit",
    .summary = "decide every rule of the policies for these integrations",
    .usage = "--integrations PATH... [flags]",
    .details =
        "Reads from Azure DevOps what the policies ask about the accounts of the integrations, decides "
        "every rule and writes reports. Only reading requests are made.",
    .flags = audit_flags,
    .examples = audit_examples,
    .run = run_audit,
};

}  // namespace patrol::cli
