#pragma once

#include "auditor/azdo/credential.h"
#include "auditor/azdo/transport.h"
#include "auditor/cli/environment.h"
#include "auditor/model/result.h"

#include <string>

namespace patrol::cli {

/// The integration's own token in this variable of the environment, which an integration file names; or why
/// it is not sent: it is not set, no single word, or of the form of another service's tokens, which are none
/// of Azure DevOps' business whatever a file says. Never shows a value.
Result<azdo::Credential, azdo::TransportFailure> token_in(const Environment& environment,
                                                          const std::string& variable);

}  // namespace patrol::cli
