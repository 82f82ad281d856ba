#pragma once

#include "auditor/model/audit.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace patrol {

struct ConsoleOptions {
  enum class Detail {
    quiet,   ///< nothing
    normal,  ///< twenty lines: what is wrong and what to do first
    verbose  ///< every failing, inconclusive and waived finding with its evidence
  };
  std::size_t width = 80;  ///< columns; 0: lines are never cut, for logs and pipes
  bool colour = false;
  Detail detail = Detail::normal;
  std::vector<std::string> reports;  ///< where they are: lines that are told last
};

/// What a person at a terminal, or the log of a CI server, sees. Pure like the reporters of the table; no
/// name in the audit can send an escape sequence to the terminal or a command to the server.
void render_console(const Audit& audit, const ConsoleOptions& options, std::ostream& out);

}  // namespace patrol
