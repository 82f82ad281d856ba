#include "auditor/cli/reports.h"

#include "auditor/cli/terminal.h"
#include "auditor/store/write_all.h"
#include "auditor/store/write_file.h"
#include "reporters/safe_text.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <system_error>
#include <unistd.h>

namespace patrol::cli {
namespace {

bool goes_to_output(const ReportOrder& order) {
  return order.path.empty();
}

std::string rendered(const Audit& audit, const Reporter& reporter) {
  std::ostringstream text;
  reporter.render(audit, text);
  return std::move(text).str();
}

/// A report is what was asked for, so unlike the summary it is missed when nobody takes it.
Result<Done> write_output(int file, std::string_view text) {
  const int problem = write_all(file, text);
  if (problem == 0) return Done{};
  return Error{Error::Kind::file, "standard output",
               "the report could not be written: " + std::generic_category().message(problem)};
}

}  // namespace

std::vector<Error> unwritable(std::span<const ReportOrder> orders) {
  std::vector<Error> errors;
  for (const ReportOrder& order : orders) {
    if (goes_to_output(order)) continue;
    if (const auto done = probe_writable(order.path); !done) errors.push_back(done.error());
  }
  return errors;
}

std::vector<Error> write_reports(const Audit& audit, std::span<const ReportOrder> orders, Session& session) {
  std::vector<Error> errors;
  const auto write = [&](const ReportOrder& order) {
    if (session.interrupt.signal()) return;
    const std::string text = rendered(audit, *order.reporter);
    const auto done =
        goes_to_output(order) ? write_output(session.output, text) : write_file(order.path, text);
    if (!done) errors.push_back(done.error());
  };
  for (const ReportOrder& order : orders) {
    if (!goes_to_output(order)) write(order);
  }
  for (const ReportOrder& order : orders) {
    if (goes_to_output(order)) write(order);
  }
  return errors;
}

bool print_summary(const Audit& audit, const Options& options, Session& session) {
  const bool output_is_taken = std::ranges::any_of(options.reports, goes_to_output);
  if (output_is_taken && options.detail == ConsoleOptions::Detail::quiet) return true;
  const int file = output_is_taken ? STDERR_FILENO : session.output;

  std::ostringstream text;
  render_console(audit,
                 {.width = terminal_width(file),
                  .colour = session.environment.colour && is_terminal(file),
                  .detail = options.detail},
                 text);
  if (options.detail != ConsoleOptions::Detail::quiet) {
    bool is_first = true;
    for (const ReportOrder& order : options.reports) {
      if (goes_to_output(order)) continue;
      text << (is_first ? "\n" : "") << order.reporter->name << ": " << log_line(order.path) << '\n';
      is_first = false;
    }
  }
  if (output_is_taken) return write_all(file, text.str()) == 0;
  return print(session, text.str());
}

}  // namespace patrol::cli
