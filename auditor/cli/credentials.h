#pragma once

#include "auditor/azdo/credential.h"
#include "auditor/model/result.h"
#include "auditor/model/secret.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::cli {

/// The variables of the environment that hold secrets, by name.
using SecretVariables = std::map<std::string, Secret, std::less<>>;

/// Credentials by organization, named as given to `choose_credentials`.
using Credentials = std::map<std::string, azdo::Credential, std::less<>>;

/// `PATROL_TOKEN_CONTOSO_EU` for `contoso-eu`.
std::string token_variable_of(std::string_view organization);

/// Which credential goes to which organization. What is more exact wins: the organization's own variable,
/// then the token file, then the environment, where PATROL_TOKEN and PATROL_BEARER together are an error,
/// because an audit by the wrong one of two identities looks like a right one. Never shows a value.
Result<Credentials, std::vector<Error>> choose_credentials(const SecretVariables& variables,
                                                           const std::optional<std::string>& token_file,
                                                           std::span<const std::string> organizations);

}  // namespace patrol::cli
