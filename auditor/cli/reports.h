#pragma once

#include "auditor/cli/options.h"
#include "auditor/cli/session.h"
#include "auditor/model/audit.h"
#include "auditor/model/result.h"

#include <span>
#include <vector>

namespace patrol::cli {

/// Reports that could not be written now; asked before the first request, because an audit takes its time.
std::vector<Error> unwritable(std::span<const ReportOrder> orders);

/// Writes the reports, those to files first. Stops at an interrupt: what is written is whole.
std::vector<Error> write_reports(const Audit& audit, std::span<const ReportOrder> orders, Session& session);

/// Prints the summary and where the reports are, on standard error if a report has standard output. Whether
/// it could be printed.
bool print_summary(const Audit& audit, const Options& options, Session& session);

}  // namespace patrol::cli
