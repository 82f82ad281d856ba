#include "auditor/cli/options.h"

#include "auditor/cli/report_places.h"
#include "auditor/cli/suggestion.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <system_error>
#include <utility>

namespace patrol::cli {
namespace {

constexpr std::size_t most_concurrency = 32;
constexpr std::size_t most_days = 36'500;

/// The whole text as a number.
std::optional<std::size_t> parse_number(std::string_view text) {
  std::size_t number = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [stop, problem] = std::from_chars(begin, end, number);
  return problem == std::errc{} && stop == end ? std::optional{number} : std::nullopt;
}

/// Reads flag by flag and gathers the mistakes.
class Reading {
 public:
  Reading(const Arguments& arguments, std::vector<Error> mistakes)
      : arguments_(arguments), errors_(std::move(mistakes)) {}

  void read_reports();
  void read_output();
  void read_fail_on();
  void read_accept();
  void read_detail();
  void read_servers();
  void read_now();
  void read_concurrency();
  void read_max_time();
  void read_history();
  void read_texts();

  Result<Options, std::vector<Error>> take() {
    if (!errors_.empty()) return std::move(errors_);
    return std::move(options_);
  }

 private:
  void mistake(const Flag& flag, std::string what) {
    errors_.push_back({Error::Kind::usage, "--" + std::string(flag.name), std::move(what)});
  }
  void read_report(const std::string& order);
  std::vector<KeptFile> kept() const;
  void read_server(const Flag& flag, std::optional<azdo::Server>& into);

  const Arguments& arguments_;
  std::vector<Error> errors_;
  Options options_;
};

void Reading::read_texts() {
  const auto paths = [&](const Flag& flag) {
    const auto values = arguments_.all(flag);
    if (std::ranges::any_of(values, &std::string::empty))
      mistake(flag, "a path is needed, this one is empty");
    return std::vector<std::filesystem::path>(values.begin(), values.end());
  };
  options_.policies = paths(flags::policies);
  options_.integrations = paths(flags::integrations);
  options_.waivers = paths(flags::waivers);
  const auto names = arguments_.all(flags::only);
  options_.only.assign(names.begin(), names.end());
  options_.project = arguments_.one(flags::project).value_or("");
  options_.snapshot = arguments_.one(flags::snapshot).value_or("");
  options_.baseline = arguments_.one(flags::baseline).value_or("");
  options_.fail_on_new = arguments_.has(flags::fail_on_new);
  if (options_.fail_on_new && options_.baseline.empty()) {
    mistake(flags::fail_on_new, "needs `--baseline AUDIT`, the earlier audit that says what is not new");
  }
  options_.resume = arguments_.one(flags::resume).value_or("");
  options_.output = arguments_.one(flags::output).value_or("");
  options_.history = arguments_.one(flags::history).value_or("");
  options_.token_file = arguments_.one(flags::token_file);
}

void Reading::read_report(const std::string& order) {
  const std::size_t equals = order.find('=');
  const std::string format = order.substr(0, equals);
  const Reporter* const reporter = find_reporter(format);
  if (reporter == nullptr) {
    std::vector<std::string> names;
    for (const Reporter& known : reporters()) names.emplace_back(known.name);
    mistake(flags::report, "unknown format `" + format + "`; known: " + join_words(names));
    return;
  }
  const std::string path = equals == std::string::npos ? "-" : order.substr(equals + 1);
  if (reporter->is_folder && (path.empty() || path == "-")) {
    mistake(flags::report, "`" + order + "` names no folder: give " + format + "=FOLDER");
  } else if (path.empty()) {
    mistake(flags::report, "`" + order + "` names no file: give " + format + "=PATH, or " + format +
                               " alone for standard output");
  } else {
    options_.reports.push_back({reporter, path == "-" ? "" : path});
  }
}

/// What is read, and would be lost if something were written in its place.
std::vector<KeptFile> Reading::kept() const {
  constexpr std::array lists{flags::policies, flags::integrations, flags::waivers};
  std::vector<KeptFile> files = read_for(arguments_, lists);
  files.insert(files.end(), {{options_.snapshot, "the snapshot"},
                             {options_.resume, "the snapshot"},
                             {options_.baseline, "the baseline"},
                             {options_.history, "the history"},
                             {options_.token_file.value_or(""), "the token file"}});
  return files;
}

void Reading::read_output() {
  if (options_.output == "-") {
    mistake(flags::output, "a snapshot is not written to standard output; name a file");
    return;
  }
  // A collection may go on in the file that it goes on from.
  if (options_.output.empty() || is_one_file(options_.output, options_.resume)) return;
  if (const std::string lost = kept_at(options_.output, kept()); !lost.empty()) {
    mistake(flags::output, "`" + options_.output + "` is " + lost + ", which would be lost");
  }
}

void Reading::read_reports() {
  for (const std::string& order : arguments_.all(flags::report)) read_report(order);
  std::vector<std::string> paths;
  paths.reserve(options_.reports.size());
  for (const ReportOrder& order : options_.reports) paths.push_back(order.path);
  std::ranges::move(misplaced_reports(paths, kept()), std::back_inserter(errors_));
}

void Reading::read_fail_on() {
  const auto word = arguments_.one(flags::fail_on);
  if (!word) return;
  if (const auto severity = severity_from(*word)) {
    options_.fail_on = *severity;
    return;
  }
  std::vector<std::string> names;
  names.reserve(severities.size());
  for (const Severity severity : severities) names.emplace_back(to_word(severity));
  mistake(flags::fail_on, "unknown severity `" + *word + "`" + did_you_mean(*word, names));
}

void Reading::read_accept() {
  for (const std::string& word : arguments_.all(flags::accept)) {
    const std::vector<std::string> known{"declared", "materialised"};
    if (word == "declared") {
      options_.accept_declared = true;
    } else if (word == "materialised") {
      options_.accept_materialised = true;
    } else {
      mistake(flags::accept, "unknown word `" + word + "`" + did_you_mean(word, known));
    }
  }
}

void Reading::read_detail() {
  const bool quiet = arguments_.has(flags::quiet);
  const bool verbose = arguments_.has(flags::verbose);
  if (quiet && verbose) mistake(flags::quiet, "does not go together with --verbose");
  if (quiet) options_.detail = ConsoleOptions::Detail::quiet;
  if (verbose) options_.detail = ConsoleOptions::Detail::verbose;
}

void Reading::read_server(const Flag& flag, std::optional<azdo::Server>& into) {
  const auto text = arguments_.one(flag);
  if (!text) return;
  Result<azdo::Server> server = azdo::parse_server(*text);
  if (server) {
    into = std::move(server).value();
  } else {
    mistake(flag, server.error().what);
  }
}

void Reading::read_servers() {
  read_server(flags::server, options_.server);
  read_server(flags::login_server, options_.login_server);
}

void Reading::read_now() {
  const auto text = arguments_.one(flags::now);
  if (!text) return;
  options_.now = parse_time(*text);
  if (!options_.now) mistake(flags::now, "`" + *text + "` is no time such as 2026-11-23T09:00:00Z");
}

void Reading::read_concurrency() {
  const auto text = arguments_.one(flags::concurrency);
  if (!text) return;
  const auto number = parse_number(*text);
  if (number && *number >= 1 && *number <= most_concurrency) {
    options_.concurrency = *number;
  } else {
    mistake(flags::concurrency, "`" + *text + "` is no number from 1 to 32");
  }
}

void Reading::read_history() {
  if (const auto day = arguments_.one(flags::since)) {
    options_.since = parse_time(*day);
    if (!options_.since) mistake(flags::since, "`" + *day + "` is no day such as 2026-01-01");
  }
  if (const auto text = arguments_.one(flags::keep_days)) {
    const std::size_t days = parse_number(*text).value_or(0);
    if (days >= 1 && days <= most_days) {
      options_.keep_days = days;
    } else {
      mistake(flags::keep_days, "`" + *text + "` is no number of days from 1 to 36500");
    }
  }
  if (arguments_.has(flags::history) && options_.history.empty()) {
    mistake(flags::history, "the name of a file is needed");
  }
}

void Reading::read_max_time() {
  const auto text = arguments_.one(flags::max_time);
  if (!text) return;
  options_.max_time = parse_duration(*text);
  if (!options_.max_time)
    mistake(flags::max_time, "`" + *text + "` is no time such as 45s, 5m or 1h, of a day at most");
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  using namespace std::chrono_literals;
  if (text.empty()) return std::nullopt;
  std::chrono::seconds unit{};
  switch (text.back()) {
    case 's': unit = 1s; break;
    case 'm': unit = 1min; break;
    case 'h': unit = 1h; break;
    default: return std::nullopt;
  }
  const auto number = parse_number(text.substr(0, text.size() - 1));
  constexpr std::chrono::seconds most = 24h;
  if (!number || *number == 0 || *number > static_cast<std::size_t>(most / unit)) return std::nullopt;
  return unit * static_cast<std::chrono::seconds::rep>(*number);
}

Result<Options, std::vector<Error>> read_options(const Arguments& arguments, std::vector<Error> mistakes) {
  Reading reading(arguments, std::move(mistakes));
  reading.read_texts();
  reading.read_reports();
  reading.read_output();
  reading.read_fail_on();
  reading.read_accept();
  reading.read_detail();
  reading.read_servers();
  reading.read_now();
  reading.read_concurrency();
  reading.read_max_time();
  reading.read_history();
  return reading.take();
}

}  // namespace patrol::cli
