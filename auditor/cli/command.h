#pragma once

#include "auditor/cli/arguments.h"
#include "auditor/cli/flag.h"
#include "auditor/cli/session.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace patrol::cli {

/// A command line to copy, and what it is for.
struct Example {
  std::string_view purpose;
  std::string_view line;
};

/// One command: a file that ends in its row.
struct Command {
  std::string_view name;
  std::string_view summary;  ///< one line for the list of commands
  std::string_view usage;    ///< what follows the name
  std::string_view details;  ///< a paragraph for its own help
  std::span<const Flag> flags;
  std::span<const Example> examples;
  std::size_t most_words = 0;  ///< arguments that are no flags
  int (*run)(const Arguments& arguments, Session& session) = nullptr;
};

extern const Command audit_command;
extern const Command collect_command;
extern const Command validate_command;
extern const Command diff_command;
extern const Command explain_command;
extern const Command test_command;
extern const Command history_command;
extern const Command preflight_command;
extern const Command discover_command;
extern const Command init_command;
extern const Command policies_command;
extern const Command version_command;

/// All commands, in the order in which the help lists them.
std::span<const Command* const> commands();

/// The command of that name, or null.
const Command* find_command(std::string_view name);

}  // namespace patrol::cli
