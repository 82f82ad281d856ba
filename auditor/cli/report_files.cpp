#include "auditor/cli/report_files.h"

#include <cstddef>
#include <filesystem>
#include <utility>

namespace patrol::cli {
namespace {

std::string numbered(const std::string& path, std::size_t number) {
  if (number == 1) return path;
  const std::filesystem::path whole(path);
  const std::string name = whole.stem().string() + "-" + std::to_string(number) + whole.extension().string();
  return (whole.parent_path() / name).string();
}

}  // namespace

std::vector<ReportFile> report_files(const Audit& audit, const ReportOrder& order) {
  const Reporter& reporter = *order.reporter;
  if (reporter.parts == nullptr) {
    return {{order.path, [&audit, &reporter](std::ostream& out) { reporter.render(audit, out); }}};
  }
  std::vector<ReportFile> files;
  for (ReportPart& part : reporter.parts(audit)) {
    const std::string path = reporter.is_folder ? (std::filesystem::path(order.path) / part.name).string()
                                                : numbered(order.path, files.size() + 1);
    files.push_back({path, std::move(part.write)});
  }
  return files;
}

}  // namespace patrol::cli
