#pragma once

#include "auditor/cli/credentials.h"

#include <string>

namespace patrol::cli {

/// What patrol reads of the process' environment; nothing else in the program looks at it.
struct Environment {
  SecretVariables secrets;
  std::string https_proxy;
  std::string no_proxy;
  std::string ca_file;
  bool colour = true;  ///< NO_COLOR and TERM allow it
};

/// Reads it, and takes the secrets out: they are overwritten where they stood, so that neither a child
/// process nor a look at /proc sees them afterwards.
Environment take_environment();

/// No core dump, no debugger of the same user: memory holds a credential.
void protect_memory();

}  // namespace patrol::cli
