#include "auditor/cli/reports.h"

#include "auditor/cli/report_files.h"
#include "auditor/cli/standard_streams.h"
#include "auditor/cli/terminal.h"
#include "auditor/store/file_stream.h"
#include "auditor/store/write_all.h"
#include "auditor/store/write_file.h"
#include "reporters/safe_text.h"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace patrol::cli {
namespace {

bool goes_to_output(const ReportOrder& order) {
  return order.path.empty();
}

/// A report is what was asked for, so unlike the summary it is missed when nobody takes it.
Result<Done> write_output(const Audit& audit, const Reporter& reporter, int file) {
  FileStream out(file);
  reporter.render(audit, out.stream());
  const int problem = out.finish();
  if (problem == 0) return Done{};
  return Error{Error::Kind::file, "standard output",
               "the report could not be written: " + std::generic_category().message(problem)};
}

/// The folder is made where only it is missing.
Result<Done> make_folder(const std::string& path) {
  std::error_code problem;
  std::filesystem::create_directory(path, problem);
  if (!problem) return Done{};
  return Error{Error::Kind::file, path, "the folder can not be made: " + problem.message()};
}

Result<Done> probe_folder(const std::string& path) {
  std::error_code problem;
  const auto about = std::filesystem::status(path, problem);
  if (std::filesystem::is_directory(about))
    return probe_writable((std::filesystem::path(path) / "x").string());
  if (std::filesystem::exists(about)) return Error{Error::Kind::file, path, "is no folder"};
  const std::filesystem::path folder(path.ends_with('/') ? path.substr(0, path.find_last_not_of('/') + 1)
                                                         : path);
  return probe_writable(folder.string());
}

/// The first file, which leads to the others, is written last: what it names is there when it is.
Result<std::vector<std::string>> write_files(const Audit& audit, const ReportOrder& order) {
  if (order.reporter->is_folder) {
    if (const auto done = make_folder(order.path); !done) return done.error();
  }
  const std::vector<ReportFile> files = report_files(audit, order);
  std::vector<std::string> paths;
  paths.reserve(files.size());
  for (const ReportFile& file : files) paths.push_back(file.path);
  for (auto file = files.rbegin(); file != files.rend(); ++file) {
    if (const auto done = write_file(file->path, file->write); !done) return done.error();
  }
  return paths;
}

/// `junit: audit.xml, and 2 numbered ones beside it: GitLab takes no more in one file`
std::string place_of(const WrittenReport& report) {
  std::string text = std::string(report.reporter->name) + ": " + log_line(report.files.front());
  const std::size_t more = report.files.size() - 1;
  if (report.reporter->is_folder || more == 0) return text;
  return text + ", and " + (more == 1 ? "a numbered one" : std::to_string(more) + " numbered ones") +
         " beside it: GitLab takes no more in one file";
}

/// A line for each; where there are many, one for all.
std::vector<std::string> places_of(const WrittenReports& written) {
  constexpr std::size_t many = 4;
  std::vector<std::string> places;
  places.reserve(written.reports.size());
  for (const WrittenReport& report : written.reports) places.push_back(place_of(report));
  if (places.size() < many) return places;
  std::string all;
  for (const std::string& place : places) all += (all.empty() ? "" : "; ") + place;
  return {all};
}

}  // namespace

std::vector<Error> unwritable(std::span<const ReportOrder> orders, int output) {
  std::vector<Error> errors;
  for (const ReportOrder& order : orders) {
    if (goes_to_output(order)) {
      if (!is_writable(output)) {
        errors.push_back({Error::Kind::file, "standard output", "is closed: give the report a file"});
      }
      continue;
    }
    const auto done = order.reporter->is_folder ? probe_folder(order.path) : probe_writable(order.path);
    if (!done) errors.push_back(done.error());
  }
  return errors;
}

WrittenReports write_reports(const Audit& audit, std::span<const ReportOrder> orders, Session& session) {
  WrittenReports written;
  for (const ReportOrder& order : orders) {
    if (goes_to_output(order) || session.interrupt.signal()) continue;
    auto files = write_files(audit, order);
    if (files) {
      written.reports.push_back({order.reporter, std::move(files).value()});
    } else {
      written.errors.push_back(files.error());
    }
  }
  for (const ReportOrder& order : orders) {
    if (!goes_to_output(order) || session.interrupt.signal()) continue;
    const auto done = write_output(audit, *order.reporter, session.output);
    if (!done) written.errors.push_back(done.error());
  }
  return written;
}

bool print_summary(const Audit& audit, const Options& options, const WrittenReports& written,
                   Session& session) {
  const bool output_is_taken = std::ranges::any_of(options.reports, goes_to_output);
  if (options.detail == ConsoleOptions::Detail::quiet) return true;
  const int file = output_is_taken ? STDERR_FILENO : session.output;

  std::ostringstream text;
  render_console(audit,
                 {.width = terminal_width(file),
                  .colour = session.environment.colour && is_terminal(file),
                  .detail = options.detail,
                  .reports = places_of(written)},
                 text);
  if (output_is_taken) return write_all(file, text.str()) == 0;
  return print(session, text.str());
}

}  // namespace patrol::cli
