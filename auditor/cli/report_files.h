#pragma once

#include "auditor/cli/options.h"
#include "auditor/model/audit.h"

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace patrol::cli {

/// A file of a report.
struct ReportFile {
  std::string path;
  std::function<void(std::ostream&)> write;
};

/// The files of a report that goes to a path, the one to open first. What does not fit into one file goes on
/// in numbered ones beside it: `audit.xml`, `audit-2.xml`, … Borrows the audit.
std::vector<ReportFile> report_files(const Audit& audit, const ReportOrder& order);

}  // namespace patrol::cli
