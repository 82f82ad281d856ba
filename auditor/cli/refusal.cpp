#include "auditor/cli/refusal.h"

#include "reporters/headline.h"

#include <string>

namespace patrol::cli {

int refuse(Session& session, std::span<const Error> errors) {
  session.messages.tell(errors);
  session.messages.say(counted(errors.size(), "error", "errors") + ", nothing was done");
  return static_cast<int>(ExitCode::not_audited);
}

int refuse_command_line(Session& session, std::span<const Error> errors, std::string_view command) {
  session.messages.tell(errors);
  session.messages.say("try `patrol " + std::string(command) + " --help`");
  return static_cast<int>(ExitCode::not_audited);
}

}  // namespace patrol::cli
