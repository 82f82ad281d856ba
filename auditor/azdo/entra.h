#pragma once

#include "auditor/azdo/client_certificate.h"
#include "auditor/azdo/http.h"
#include "auditor/azdo/renewed_bearer.h"
#include "auditor/azdo/server.h"
#include "auditor/model/result.h"
#include "auditor/model/secret.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace patrol::azdo {

/// What tokens for Azure DevOps are asked for (API.md 2.1).
inline constexpr std::string_view azure_devops_resource = "499b84ac-1321-427f-aa17-267ca6975798";

/// Where one signs in unless told otherwise.
inline constexpr std::string_view public_authority = "login.microsoftonline.com";

/// The token that another identity provider gives (workload identity federation). Read anew each time,
/// because whoever runs the program renews it.
using FederatedToken = std::function<Result<Secret>()>;

/// An application that signs in by itself.
struct ClientCredentials {
  std::string tenant;                                     ///< id or domain
  std::string client_id;                                  ///< of the application
  std::string authority = std::string(public_authority);  ///< host name
  std::variant<Secret, ClientCertificate, FederatedToken> proof;
};

/// Asks the token endpoint for a bearer by the client credentials flow. This POST goes to the sign-in server
/// and never to Azure DevOps; it is the only one that is no reading. `login_server` is that of
/// `--login-server`; `http` outlives the result.
AskBearer ask_entra(Http& http, ClientCredentials principal, std::optional<Server> login_server,
                    Timing timing);

}  // namespace patrol::azdo
