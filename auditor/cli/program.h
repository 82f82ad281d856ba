#pragma once

#include "auditor/cli/session.h"

#include <span>
#include <string>

namespace patrol::cli {

/// Does what the command line asks for (`line` without the program's name); the exit code.
int run_command_line(std::span<const std::string> line, Session& session);

/// The whole program, from the arguments of `main` to its exit code.
int run_program(int argc, char** argv);

}  // namespace patrol::cli
