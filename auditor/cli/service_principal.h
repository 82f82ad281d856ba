#pragma once

#include "auditor/azdo/entra.h"
#include "auditor/cli/environment.h"
#include "auditor/model/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace patrol::cli {

/// A service principal, and which variable proves it.
struct NamedPrincipal {
  azdo::ClientCredentials principal;
  std::string proof;  ///< `AZURE_CLIENT_SECRET`
};

/// What the variables of the Azure SDKs name: a tenant, a client, and one of a secret, a certificate and the
/// file of a federated token. Nothing where none of the three is set; an error where two are, because they
/// may belong to two applications, or where something about the one is no good. The files are read here,
/// before the first request.
Result<std::optional<NamedPrincipal>> find_service_principal(const Environment& environment);

/// Whether a text can be the id of a tenant, or a domain of it.
bool is_tenant(std::string_view text);

}  // namespace patrol::cli
