#include "auditor/cli/library_folder.h"

#include <system_error>

namespace patrol::cli {

namespace fs = std::filesystem;

Result<fs::path> library_folder(const fs::path& program_folder) {
  std::error_code ignored;
  // Only a build tree has this file, so an installed program never looks at a folder that happens to stand
  // where sources would.
  if (fs::exists(program_folder / "CMakeCache.txt", ignored)) {
    const fs::path sources = (program_folder / PATROL_SOURCE_POLICIES).lexically_normal();
    if (fs::is_directory(sources, ignored)) return sources;
  }
  const fs::path installed = (program_folder / "../share/patrol/policies").lexically_normal();
  if (fs::is_directory(installed, ignored)) return installed;
  return Error{Error::Kind::file, installed.string(),
               "the policy library is not there: install patrol again, or give --policies"};
}

fs::path program_folder() {
  std::error_code problem;
  const fs::path program = fs::read_symlink("/proc/self/exe", problem);
  return problem ? fs::path(".") : program.parent_path();
}

}  // namespace patrol::cli
