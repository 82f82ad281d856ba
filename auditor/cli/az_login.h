#pragma once

#include "auditor/azdo/renewed_bearer.h"
#include "auditor/cli/credentials.h"
#include "auditor/model/result.h"
#include "auditor/model/time.h"

#include <string_view>

namespace patrol::cli {

/// Asks `az account get-access-token` for a token for Azure DevOps. `az` keeps its own sign-in and renews it,
/// so asking again is renewing.
azdo::AskBearer ask_az(const AzLogin& login);

/// What it prints, by its JSON. `expires_on` is in seconds of UTC; older versions write only `expiresOn`, in
/// local time, which is not read: the token is then taken to live for five minutes, the least that `az`
/// gives.
Result<azdo::Bearer> parse_az_answer(std::string_view text, Time now);

}  // namespace patrol::cli
