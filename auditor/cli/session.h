#pragma once

#include "auditor/cli/environment.h"
#include "auditor/cli/interrupt.h"
#include "auditor/cli/messages.h"

#include <filesystem>
#include <string_view>

namespace patrol::cli {

/// What a command has of the outside world besides its arguments.
struct Session {
  Environment environment;
  Messages& messages;  ///< standard error
  Interrupt& interrupt;
  std::filesystem::path folder;  ///< of the program itself
  int output = 1;                ///< standard output
};

/// Writes to standard output; whether somebody reads it or it is known to be nobody. A full disk is told.
bool print(Session& session, std::string_view text);

/// `patrol 0.1.0`
std::string tool_name();

}  // namespace patrol::cli
