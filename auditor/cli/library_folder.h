#pragma once

#include "auditor/model/result.h"

#include <filesystem>

namespace patrol::cli {

/// The folder of the policy library that belongs to this program: `../share/patrol/policies` from where it is
/// installed, or the source tree's `policies` where it runs from its build tree. No variable changes it: what
/// an audit asks for should not depend on a shell.
Result<std::filesystem::path> library_folder(const std::filesystem::path& program_folder);

/// The folder that the running program is in.
std::filesystem::path program_folder();

}  // namespace patrol::cli
