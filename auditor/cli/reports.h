#pragma once

#include "auditor/cli/options.h"
#include "auditor/cli/session.h"
#include "auditor/model/audit.h"
#include "auditor/model/result.h"

#include <span>
#include <string>
#include <vector>

namespace patrol::cli {

/// Reports that could not be written now; asked before the first request, because an audit takes its time.
/// `output` is standard output.
std::vector<Error> unwritable(std::span<const ReportOrder> orders, int output);

struct WrittenReport {
  const Reporter* reporter = nullptr;
  std::vector<std::string> files;  ///< the one to open first
};

struct WrittenReports {
  std::vector<WrittenReport> reports;  ///< without those on standard output
  std::vector<Error> errors;
};

/// Writes the reports, those to files first. Stops at an interrupt: what is written is whole.
WrittenReports write_reports(const Audit& audit, std::span<const ReportOrder> orders, Session& session);

/// Prints the summary and where the reports are, on standard error if a report has standard output. Whether
/// it could be printed.
bool print_summary(const Audit& audit, const Options& options, const WrittenReports& written,
                   Session& session);

}  // namespace patrol::cli
