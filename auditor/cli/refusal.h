#pragma once

#include "auditor/cli/exit_code.h"
#include "auditor/cli/session.h"
#include "auditor/model/result.h"

#include <span>
#include <string_view>

namespace patrol::cli {

/// Tells the mistakes and how many they are; the exit code for them.
int refuse(Session& session, std::span<const Error> errors);

/// The like for mistakes in the command line, with the way to its help.
int refuse_command_line(Session& session, std::span<const Error> errors, std::string_view command);

}  // namespace patrol::cli
