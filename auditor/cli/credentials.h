#pragma once

#include "auditor/azdo/credential.h"
#include "auditor/azdo/entra.h"
#include "auditor/cli/environment.h"
#include "auditor/model/result.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace patrol::cli {

/// The command line of Azure, which may be signed in.
struct AzLogin {
  std::string program;  ///< its whole path
  std::string tenant;   ///< of AZURE_TENANT_ID; may be empty
};

/// What is used where an organization has no token of its own.
struct GeneralCredential {
  std::variant<azdo::Credential, azdo::ClientCredentials, AzLogin> way;
  std::string source;  ///< for a person: `PATROL_TOKEN`
};

/// What each organization is signed in to with.
struct Credentials {
  std::map<std::string, azdo::Credential, std::less<>> own;     ///< by organization, as named
  std::optional<GeneralCredential> general;                     ///< for all that are in no other list
  std::map<std::string, std::string, std::less<>> unreachable;  ///< why an organization has none
  std::optional<azdo::Credential> graph;  ///< PATROL_GRAPH_BEARER, for Microsoft Graph and nothing else
};

/// `PATROL_TOKEN_CONTOSO_EU` for `contoso-eu`.
std::string token_variable_of(std::string_view organization);

/// Which credential goes to which organization. What is more exact wins, what was set for patrol comes before
/// what was set for other programs too, and what was set before what happens to be there:
///   1. PATROL_TOKEN_<ORGANIZATION>, for that organization, of either kind
///   2. the token file, of either kind
///   3. PATROL_TOKEN or PATROL_BEARER
///   4. the service principal that the AZURE_* variables name
///   5. SYSTEM_ACCESSTOKEN, the token of a job of Azure Pipelines
///   6. `az`, where it is installed
/// Two that could be meant at one place are an error, because an audit by the wrong one of two identities
/// looks like a right one. An organization without any does not stop the others; all without are an error.
/// Microsoft Graph is asked only with the token that was given for it: whoever signs in to Azure DevOps has
/// not said yes to reading a directory. Never shows a value.
Result<Credentials, std::vector<Error>> choose_credentials(const Environment& environment,
                                                           const std::optional<std::string>& token_file,
                                                           std::span<const std::string> organizations);

/// The credential of an organization where it is no personal access token, as a person calls it; nothing
/// where it is one, or where there is none.
std::optional<std::string> other_than_pat(const Credentials& credentials, std::string_view organization);

/// What to do for an organization that has no credential.
std::string how_to_give_a_credential(std::string_view organization);

}  // namespace patrol::cli
