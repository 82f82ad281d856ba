#include "auditor/cli/collecting.h"
#include "auditor/cli/command.h"
#include "auditor/cli/options.h"
#include "auditor/cli/refusal.h"
#include "auditor/cli/suggestion.h"
#include "auditor/cli/terminal.h"
#include "auditor/store/history.h"
#include "reporters/headline.h"
#include "reporters/history_text.h"
#include "reporters/trend_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <sstream>

namespace patrol::cli {
namespace {

constexpr Flag of_integrations{flags::only.name, flags::only.value, Flag::Takes::list,
                               "the trend of these integrations alone"};
constexpr Flag whole{flags::verbose.name, "", Flag::Takes::nothing,
                     "show: every finding; trend: every audit, failure and token"};

/// What a run of the command works with.
struct Work {
  const Arguments& arguments;
  const Options& options;
  History& history;
  Session& session;
};

int finish(Session& session, const std::string& text) {
  return static_cast<int>(print(session, text) ? ExitCode::ok : ExitCode::not_audited);
}

ConsoleOptions console_options(const Work& work) {
  return {.width = terminal_width(work.session.output),
          .colour = work.session.environment.colour && is_terminal(work.session.output),
          .detail = work.options.detail};
}

int run_list(const Work& work) {
  const auto audits = work.history.list();
  if (!audits) return refuse(work.session, {&audits.error(), 1});
  std::ostringstream text;
  render_history(audits.value(), console_options(work), text);
  return finish(work.session, text.str());
}

int refuse_id(const Work& work, const std::string& what) {
  const Error mistake{Error::Kind::usage, "", what + "; `patrol history list` tells the ids"};
  return refuse(work.session, {&mistake, 1});
}

int run_show(const Work& work) {
  const auto audits = work.history.list();
  if (!audits) return refuse(work.session, {&audits.error(), 1});
  if (audits.value().empty()) return refuse_id(work, "no audit was appended yet");
  const PastAudit* shown = &audits.value().back();
  if (work.arguments.words.size() > 1) {
    const std::string& word = work.arguments.words[1];
    const auto found = std::ranges::find_if(
        audits.value(), [&](const PastAudit& audit) { return std::to_string(audit.id) == word; });
    if (found == audits.value().end()) return refuse_id(work, "there is no audit `" + word + "`");
    shown = &*found;
  }
  const auto findings = work.history.findings(shown->id);
  if (!findings) return refuse(work.session, {&findings.error(), 1});
  std::ostringstream text;
  render_past_audit(*shown, findings.value(), console_options(work), text);
  return finish(work.session, text.str());
}

/// The integrations asked for of which the history knows nothing: passed over, they would look as well as the
/// others.
std::vector<Error> unknown_integrations(const Work& work) {
  std::vector<Error> errors;
  for (const std::string& name : work.options.only) {
    const auto alone = work.history.trend({.integrations = {name}});
    if (!alone) return {alone.error()};
    if (!alone.value().points.empty()) continue;
    errors.push_back({Error::Kind::usage, "--only", "no audit of `" + name + "` is in the history"});
  }
  return errors;
}

int run_trend(const Work& work) {
  const std::vector<Error> unknown = unknown_integrations(work);
  if (!unknown.empty()) return refuse(work.session, unknown);
  const auto trend = work.history.trend(
      {.integrations = work.options.only, .since = work.options.since.value_or(Time::min())});
  if (!trend) return refuse(work.session, {&trend.error(), 1});
  if (work.options.since && trend.value().points.empty()) {
    return finish(work.session,
                  "No audit from " + format_date(*work.options.since) + " on is in the history.\n");
  }
  std::ostringstream text;
  render_trend(trend.value(), console_options(work), text);
  return finish(work.session, text.str());
}

int run_prune(const Work& work) {
  const Time now = evaluate_options(work.options).now;
  const std::chrono::days kept(work.options.keep_days.value_or(0));
  const auto removed = work.history.prune(now - kept);
  if (!removed) {
    // Not that nothing was done: the audits may be gone, and only their room not given back.
    work.session.messages.tell({&removed.error(), 1});
    return static_cast<int>(ExitCode::not_audited);
  }
  return finish(work.session, "Removed " + counted(removed.value(), "audit", "audits") + " from before " +
                                  format_time(now - kept) + ".\n");
}

/// One of the things that the command does.
struct Action {
  std::string_view name;
  std::size_t most_words = 1;   ///< with its name
  std::span<const Flag> flags;  ///< beside `--history`
  int (*run)(const Work& work) = nullptr;
};

constexpr std::array show_flags{whole};
constexpr std::array trend_flags{of_integrations, flags::since, whole};
constexpr std::array prune_flags{flags::keep_days, flags::now};

constexpr std::array actions{
    Action{.name = "list", .flags = {}, .run = run_list},
    Action{.name = "show", .most_words = 2, .flags = show_flags, .run = run_show},
    Action{.name = "trend", .flags = trend_flags, .run = run_trend},
    Action{.name = "prune", .flags = prune_flags, .run = run_prune},
};

constexpr std::array history_flags{flags::history,   of_integrations, flags::since,
                                   flags::keep_days, flags::now,      whole};

void check_flags(const Arguments& arguments, const Action& action, std::vector<Error>& mistakes) {
  for (const Flag& flag : history_flags) {
    if (flag.name == flags::history.name || !arguments.has(flag)) continue;
    if (std::ranges::find(action.flags, flag.name, &Flag::name) != action.flags.end()) continue;
    mistakes.push_back({Error::Kind::usage, "--" + std::string(flag.name),
                        "does not go together with `history " + std::string(action.name) + "`"});
  }
  if (action.run == run_prune && !arguments.has(flags::keep_days)) {
    mistakes.push_back({Error::Kind::usage, "--keep-days", "is needed: how much of the history is kept"});
  }
}

const Action* find_action(const Arguments& arguments, std::vector<Error>& mistakes) {
  std::vector<std::string> names;
  names.reserve(actions.size());
  for (const Action& action : actions) names.emplace_back(action.name);
  if (arguments.words.empty()) {
    mistakes.push_back({Error::Kind::usage, "", "`list`, `show`, `trend` or `prune` is needed"});
    return nullptr;
  }
  const std::string& word = arguments.words.front();
  const auto action = std::ranges::find(actions, word, &Action::name);
  if (action == actions.end()) {
    mistakes.push_back({Error::Kind::usage, "", "unknown word `" + word + "`" + did_you_mean(word, names)});
    return nullptr;
  }
  if (arguments.words.size() > action->most_words) {
    mistakes.push_back(
        {Error::Kind::usage, "", "`" + arguments.words[action->most_words] + "` is one argument too many"});
  }
  check_flags(arguments, *action, mistakes);
  return action;
}

int run_history(const Arguments& arguments, Session& session) {
  std::vector<Error> mistakes;
  const Action* const action = find_action(arguments, mistakes);
  if (!arguments.has(flags::history)) {
    mistakes.push_back(
        {Error::Kind::usage, "--history", "is needed: the file that the audits were appended to"});
  }
  const auto options = read_options(arguments, std::move(mistakes));
  if (!options) return refuse_command_line(session, options.error(), "history");
  const auto history =
      open_history(options.value().history, action->run == run_prune ? Opening::existing : Opening::reading);
  if (!history) return refuse(session, {&history.error(), 1});
  return action->run({arguments, options.value(), *history.value(), session});
}

constexpr std::array history_examples{
    Example{"Append an audit, as often as one is made.",
            "patrol audit --integrations integrations --history audits.db"},
    Example{"The audits of the history.", "patrol history list --history audits.db"},
    Example{"What another one told.", "patrol history show 17 --history audits.db"},
    Example{"What changed this year, and which tokens end soon.",
            "patrol history trend --since 2026-01-01 --history audits.db"},
    Example{"Keep two years.", "patrol history prune --keep-days 730 --history audits.db"},
};

}  // namespace

const Command history_command{
    .name = "history",
    .summary = "list, show or prune past audits, or draw their trend",
    .usage = "list|show [ID]|trend|prune --history FILE [flags]",
    .details =
        "Reads what `patrol audit --history FILE` appended. `show` tells what failed or could not be decided "
        "in one audit, the newest where no ID is given. `trend` tells how compliance went, what appeared, "
        "what "
        "was mended and how long that took, what is open and which tokens end in 30, 60 and 90 days from the "
        "newest audit on. `prune` removes old audits; since when a failure is known is kept. Several "
        "processes "
        "may use one file; it belongs on a local disk.",
    .flags = history_flags,
    .examples = history_examples,
    .most_words = 2,
    .run = run_history,
};

}  // namespace patrol::cli
