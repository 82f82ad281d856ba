#include "auditor/cli/collecting.h"
#include "auditor/cli/command.h"
#include "auditor/cli/inputs.h"
#include "auditor/cli/options.h"
#include "auditor/cli/refusal.h"
#include "auditor/cli/report_places.h"
#include "auditor/cli/resuming.h"
#include "auditor/cli/suggestion.h"
#include "auditor/cli/terminal.h"
#include "auditor/evaluate/what_if.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/documents.h"
#include "auditor/policy/library.h"
#include "auditor/policy/sort_documents.h"
#include "auditor/policy/waiver_parser.h"
#include "auditor/store/write_file.h"
#include "reporters/what_if.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>

namespace patrol::cli {
namespace {

namespace fs = std::filesystem;

constexpr Flag from{"from", "PATH...", Flag::Takes::list,
                    "what is now: files and folders of policies, integrations and waivers"};
constexpr Flag to{"to", "PATH...", Flag::Takes::list, "what would be, in the same form"};
constexpr Flag diff_report{"report", "FORMAT=PATH", Flag::Takes::each,
                           "write a report, in the format json or markdown; FORMAT alone writes to standard "
                           "output, where nothing else is written then"};
constexpr Flag bar{flags::fail_on.name, flags::fail_on.value, Flag::Takes::one,
                   "what is less severe turns no integration: info, low, medium, high or critical (default "
                   "low); it is a change all the same"};

struct Format {
  std::string_view name;
  void (*render)(const WhatIf&, std::ostream&);
};
constexpr std::array formats{Format{"json", render_what_if_json},
                             Format{"markdown", render_what_if_markdown}};

struct Order {
  const Format* format = nullptr;
  std::string path;  ///< empty: standard output
};

Result<std::vector<Order>, std::vector<Error>> read_orders(const Arguments& arguments) {
  std::vector<Order> orders;
  std::vector<Error> errors;
  for (const std::string& text : arguments.all(diff_report)) {
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    Order order;
    for (const Format& format : formats) {
      if (format.name == name) order.format = &format;
    }
    if (equals != std::string::npos) order.path = text.substr(equals + 1);
    if (order.format == nullptr) {
      errors.push_back({Error::Kind::usage, "--report",
                        "unknown format `" + name + "`; a comparison is written as json or markdown"});
    } else if (equals != std::string::npos && order.path.empty()) {
      errors.push_back(
          {Error::Kind::usage, "--report", fmt::format("`{}` names no file: give {}=PATH", text, name)});
    }
    if (order.path == "-") order.path.clear();
    orders.push_back(order);
  }
  std::vector<std::string> paths;
  paths.reserve(orders.size());
  for (const Order& order : orders) paths.push_back(order.path);
  constexpr std::array lists{from, to, flags::policies, flags::integrations, flags::waivers};
  std::vector<KeptFile> kept = read_for(arguments, lists);
  kept.push_back({arguments.one(flags::snapshot).value_or(""), "the snapshot"});
  if (errors.empty()) errors = misplaced_reports(paths, kept);
  if (!errors.empty()) return errors;
  return orders;
}

/// Asked before anything is decided.
std::vector<Error> unwritable(std::span<const Order> orders) {
  std::vector<Error> errors;
  for (const Order& order : orders) {
    if (order.path.empty()) continue;
    if (const auto done = probe_writable(order.path); !done) errors.push_back(done.error());
  }
  return errors;
}

std::vector<Error> check(const Arguments& arguments) {
  std::vector<Error> errors;
  const auto need = [&](const Flag& flag, const char* what) {
    if (arguments.has(flag)) return;
    errors.push_back({Error::Kind::usage, "", "`--" + std::string(flag.name) + "` is missing: " + what});
  };
  need(flags::snapshot, "it holds the facts to decide on");
  need(from, "it names what is now");
  need(to, "it names what would be");
  return errors;
}

/// Documents of several places as one list. One that is given at two of them stands there once.
void add(Documents& all, Documents more) {
  for (Document& document : more.read) {
    const bool is_there = std::ranges::find(all.read, document) != all.read.end();
    if (!is_there) all.read.push_back(std::move(document));
  }
  std::ranges::move(more.errors, std::back_inserter(all.errors));
}

/// What one side works on: its own documents and those that both share. The library stands in where there are
/// no policies.
Result<Inputs, std::vector<Error>> load_side(std::span<const std::string> own, const Flag& flag,
                                             const Options& options, const Session& session) {
  SortedDocuments sorted = sort_documents(read_documents(std::vector<fs::path>(own.begin(), own.end())));
  if (!options.policies.empty() || sorted.policies.read.empty()) {
    const auto paths = policy_paths(options, session);
    if (!paths) return std::vector{paths.error()};
    add(sorted.policies, read_documents(paths.value()));
  }
  add(sorted.integrations, read_documents(options.integrations));
  add(sorted.waivers, read_documents(options.waivers));
  auto loaded =
      load_documents(std::move(sorted.policies), std::move(sorted.integrations), built_in_catalogue());
  auto waivers = load_waiver_documents(sorted.waivers);
  std::vector<Error> errors;
  if (!loaded) errors = loaded.error();
  if (!waivers) std::ranges::move(waivers.error(), std::back_inserter(errors));
  if (errors.empty() && loaded.value().integrations.empty()) {
    errors.push_back({Error::Kind::usage, "--" + std::string(flag.name),
                      "no integration is there; name some, or give `--integrations PATH` for both sides"});
  }
  if (!errors.empty()) return errors;
  return Inputs{std::move(loaded.value().policies), std::move(loaded.value().integrations),
                std::move(waivers).value()};
}

Audit audit_of(const Inputs& inputs, const Snapshot& snapshot, EvaluateOptions options) {
  options.waivers = inputs.waivers;
  return evaluate(inputs.policies, inputs.integrations, built_in_catalogue(), snapshot, options);
}

/// Whether everything could be written.
bool tell(const WhatIf& result, std::span<const Order> orders, Session& session) {
  bool output_is_taken = false;
  for (const Order& order : orders) {
    std::ostringstream text;
    order.format->render(result, text);
    if (order.path.empty()) {
      output_is_taken = true;
      if (!print(session, text.str())) return false;
      continue;
    }
    const auto done = write_file(order.path, text.str());
    if (done) continue;
    session.messages.tell({&done.error(), 1});
    return false;
  }
  if (output_is_taken) return true;
  std::ostringstream text;
  render_what_if_console(result,
                         {.width = terminal_width(session.output),
                          .colour = session.environment.colour && is_terminal(session.output)},
                         text);
  return print(session, text.str());
}

int run_diff(const Arguments& arguments, Session& session) {
  const auto orders = read_orders(arguments);
  std::vector<Error> mistakes = check(arguments);
  if (!orders) mistakes.insert(mistakes.end(), orders.error().begin(), orders.error().end());
  Arguments others = arguments;
  others.flags.erase(std::string(diff_report.name));
  const auto options = read_options(others, std::move(mistakes));
  if (!options) return refuse_command_line(session, options.error(), "diff");

  const auto before = load_side(arguments.all(from), from, options.value(), session);
  const auto after = load_side(arguments.all(to), to, options.value(), session);
  std::vector<Error> errors = unwritable(orders.value());
  if (!before) errors.insert(errors.end(), before.error().begin(), before.error().end());
  if (!after) errors.insert(errors.end(), after.error().begin(), after.error().end());
  if (!errors.empty()) return refuse(session, errors);
  const auto snapshot = read_saved(options.value().snapshot);
  if (!snapshot) return refuse(session, {&snapshot.error(), 1});

  const EvaluateOptions evaluating = evaluate_options(options.value());
  const Audit was = audit_of(before.value(), snapshot.value(), evaluating);
  const Audit would_be = audit_of(after.value(), snapshot.value(), evaluating);
  const WhatIf result = what_if({was, before.value().waivers}, {would_be, after.value().waivers});
  if (!tell(result, orders.value(), session)) return static_cast<int>(ExitCode::not_audited);
  return static_cast<int>(result.nothing_changes() ? ExitCode::ok : ExitCode::changed);
}

constexpr std::array diff_flags{flags::snapshot, from,        to,  flags::policies, flags::integrations,
                                flags::waivers,  diff_report, bar, flags::accept,   flags::now};

constexpr std::array diff_examples{
    Example{"What a pull request does that changes policies.",
            "patrol diff --snapshot contoso.json --integrations integrations \\\n"
            "  --from main/policies --to policies --report markdown=diff.md"},
    Example{"Integrations and waivers in one folder, with the installed policies.",
            "patrol diff --snapshot contoso.json --from main/patrol --to patrol"},
};

}  // namespace

const Command diff_command{
    .name = "diff",
    .summary = "tell what a change of policies, integrations or waivers does; no network",
    .usage = "--snapshot FILE --from PATH... --to PATH... [flags]",
    .details =
        "Decides the same facts twice and tells which findings differ. Each side may hold policies, "
        "integrations and "
        "waivers side by side; --policies, --integrations and --waivers are for both, and the installed "
        "library "
        "where a side has no policies. Exit code 0 where nothing changes, 4 where something does, 3 where "
        "nothing "
        "was compared. What the changed rules ask and the snapshot does not hold is inconclusive.",
    .flags = diff_flags,
    .examples = diff_examples,
    .run = run_diff,
};

}  // namespace patrol::cli
