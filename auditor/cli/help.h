#pragma once

#include "auditor/cli/command.h"

#include <string>

namespace patrol::cli {

/// The commands, and how to begin. At most 80 columns wide, like all help.
std::string help();

/// One command: its flags, examples and exit codes.
std::string help(const Command& command);

}  // namespace patrol::cli
