#include "auditor/cli/command.h"

#include <algorithm>
#include <array>

namespace patrol::cli {

std::span<const Command* const> commands() {
  static constexpr std::array all{
      &audit_command,     &collect_command,  &diff_command,     &explain_command,
      &preflight_command, &discover_command, &init_command,     &validate_command,
      &test_command,      &history_command,  &policies_command, &version_command,
  };
  return all;
}

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(commands(), name, &Command::name);
  return found == commands().end() ? nullptr : *found;
}

}  // namespace patrol::cli
