#include "auditor/cli/command.h"
#include "auditor/cli/exit_code.h"

#include <array>

namespace patrol::cli {
namespace {

int run_version(const Arguments&, Session& session) {
  const bool printed = print(session, tool_name() + "\n");
  return static_cast<int>(printed ? ExitCode::ok : ExitCode::not_audited);
}

constexpr std::array version_examples{Example{"Which patrol this is.", "patrol version"}};

}  // namespace

const Command version_command{
    .name = "version",
    .summary = "print the version",
    .usage = "",
    .details = "",
    .flags = {},
    .examples = version_examples,
    .run = run_version,
};

}  // namespace patrol::cli
