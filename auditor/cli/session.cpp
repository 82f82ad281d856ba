#include "auditor/cli/session.h"

#include "auditor/store/write_all.h"

#include <cerrno>
#include <string>
#include <system_error>

namespace patrol::cli {

bool print(Session& session, std::string_view text) {
  const int problem = write_all(session.output, text);
  // Whoever closed the pipe (`| head`) has seen what they wanted.
  if (problem == 0 || problem == EPIPE) return true;
  session.messages.say("standard output can not be written: " + std::generic_category().message(problem));
  return false;
}

std::string tool_name() {
  return "patrol " PATROL_VERSION;
}

}  // namespace patrol::cli
