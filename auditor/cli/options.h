#pragma once

#include "auditor/azdo/server.h"
#include "auditor/cli/arguments.h"
#include "auditor/model/result.h"
#include "auditor/model/time.h"
#include "auditor/model/words.h"
#include "reporters/console.h"
#include "reporters/reporters.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::cli {

/// A report to write.
struct ReportOrder {
  const Reporter* reporter = nullptr;
  std::string path;  ///< empty: standard output

  friend bool operator==(const ReportOrder&, const ReportOrder&) = default;
};

/// What the flags mean; each command looks at those that its row lists.
struct Options {
  std::vector<std::filesystem::path> policies;
  std::vector<std::filesystem::path> integrations;
  std::vector<std::filesystem::path> waivers;
  std::vector<std::string> only;
  std::string project;   ///< may be empty
  std::string snapshot;  ///< to read; may be empty
  std::string resume;    ///< snapshot to go on from; may be empty
  std::string output;    ///< to write; may be empty
  std::string history;   ///< may be empty
  std::optional<Time> since;
  std::optional<std::size_t> keep_days;
  std::vector<ReportOrder> reports;
  Severity fail_on = Severity::low;
  std::string baseline;      ///< to read; may be empty
  bool fail_on_new = false;  ///< only with a baseline
  bool accept_materialised = false;
  bool accept_declared = false;
  ConsoleOptions::Detail detail = ConsoleOptions::Detail::normal;

  std::optional<std::string> token_file;
  std::optional<azdo::Server> server;
  std::optional<azdo::Server> login_server;
  std::optional<Time> now;
  std::size_t concurrency = 8;
  std::optional<std::chrono::milliseconds> max_time;

  friend bool operator==(const Options&, const Options&) = default;
};

/// Reads the values of all flags. All mistakes are told at once, after those that the command found itself.
Result<Options, std::vector<Error>> read_options(const Arguments& arguments,
                                                 std::vector<Error> mistakes = {});

/// `45s`, `5m` or `1h`, up to a day.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace patrol::cli
