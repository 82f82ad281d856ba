#pragma once

#include "auditor/model/secret.h"

#include <functional>
#include <map>
#include <string>

namespace patrol::cli {

/// The variables of the environment that hold secrets, by name.
using SecretVariables = std::map<std::string, Secret, std::less<>>;

/// What patrol reads of the process' environment; nothing else in the program looks at it.
struct Environment {
  SecretVariables secrets;
  /// Those that the Azure SDKs name and that hold no secret; only what is set and not empty.
  std::map<std::string, std::string, std::less<>> azure;
  std::string path;  ///< where programs are looked for
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
