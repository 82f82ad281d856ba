#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/snapshot.h"

#include <optional>
#include <string>

namespace patrol::azdo {

/// The personal access tokens of an account, dead ones too; SSH keys left out (API.md 3.7).
Fetched<Listing<Token>> fetch_tokens(Client& client, const std::string& subject_descriptor);

/// Nothing for an SSH key.
Parsed<std::optional<Token>> parse_token(const Json& entry);

}  // namespace patrol::azdo
