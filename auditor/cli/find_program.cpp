#include "auditor/cli/find_program.h"

#include "auditor/model/text.h"

#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace patrol::cli {

std::string find_program(std::string_view name, std::string_view path) {
  for (const std::string& folder : split(path, ':')) {
    if (!folder.starts_with('/')) continue;
    const std::string program = folder + "/" + std::string(name);
    std::error_code problem;
    if (std::filesystem::is_regular_file(program, problem) && ::access(program.c_str(), X_OK) == 0) {
      return program;
    }
  }
  return {};
}

}  // namespace patrol::cli
