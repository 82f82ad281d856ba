#include "auditor/cli/service_principal.h"

#include "auditor/azdo/server.h"
#include "auditor/model/guid.h"
#include "auditor/model/text.h"
#include "auditor/store/read_file.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol::cli {
namespace {

constexpr std::string_view tenant_variable = "AZURE_TENANT_ID";
constexpr std::string_view client_variable = "AZURE_CLIENT_ID";
constexpr std::string_view secret_variable = "AZURE_CLIENT_SECRET";
constexpr std::string_view certificate_variable = "AZURE_CLIENT_CERTIFICATE_PATH";
constexpr std::string_view password_variable = "AZURE_CLIENT_CERTIFICATE_PASSWORD";
constexpr std::string_view chain_variable = "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN";
constexpr std::string_view federated_variable = "AZURE_FEDERATED_TOKEN_FILE";
constexpr std::string_view authority_variable = "AZURE_AUTHORITY_HOST";

constexpr std::size_t most_bytes = std::size_t{1} << 20U;

Error usage(std::string_view where, std::string what) {
  return {Error::Kind::usage, std::string(where), std::move(what)};
}

const std::string* find(const Environment& environment, std::string_view name) {
  const auto found = environment.azure.find(name);
  return found == environment.azure.end() ? nullptr : &found->second;
}

Secret secret_of(const Environment& environment, std::string_view name) {
  const auto found = environment.secrets.find(name);
  return found == environment.secrets.end() ? Secret() : found->second;
}

/// The host of `https://login.microsoftonline.us/`, as the Azure SDKs take it.
Result<std::string> read_authority(const std::string& text) {
  constexpr std::string_view scheme = "https://";
  const auto server = azdo::parse_server(text);
  if (!server || !server.value().origin.starts_with(scheme) || !server.value().prefix.empty()) {
    return usage(authority_variable, "has to be an address such as https://login.microsoftonline.com");
  }
  return server.value().origin.substr(scheme.size());
}

Result<Secret> read_token(const std::string& path) {
  Result<std::string> text = read_file(path, most_bytes);
  if (!text) return std::move(text).error();
  const Secret wiped_at_the_end(std::move(text).value());
  const std::string_view token = trim(wiped_at_the_end.reveal());
  if (token.empty()) return Error{Error::Kind::file, path, "is empty: it has to hold a federated token"};
  return Secret(std::string(token));
}

Result<azdo::ClientCertificate> read_certificate(const std::string& path, const Secret& password) {
  Result<std::string> bytes = read_file(path, most_bytes);
  if (!bytes) return std::move(bytes).error();
  const Secret wiped_at_the_end(std::move(bytes).value());
  return azdo::ClientCertificate::load(wiped_at_the_end.reveal(), password, path);
}

/// As the Azure SDKs read it: `1` or `true`.
bool is_on(const std::string* text) {
  return text != nullptr && (*text == "1" || same_name(*text, "true"));
}

/// Fills in what proves the principal.
Result<Done> read_proof(const Environment& environment, NamedPrincipal& named) {
  if (named.proof == secret_variable) {
    named.principal.proof = secret_of(environment, secret_variable);
    return Done{};
  }
  const std::string path = *find(environment, named.proof);
  if (named.proof == certificate_variable) {
    auto certificate = read_certificate(path, secret_of(environment, password_variable));
    if (!certificate) return std::move(certificate).error();
    if (is_on(find(environment, chain_variable))) certificate.value().send_chain();
    named.principal.proof = std::move(certificate).value();
    return Done{};
  }
  // Tried now, so that a wrong path is told before the first request.
  if (auto token = read_token(path); !token) return std::move(token).error();
  named.principal.proof = azdo::FederatedToken([path] { return read_token(path); });
  return Done{};
}

}  // namespace

bool is_tenant(std::string_view text) {
  return !text.empty() && text.front() != '-' && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

Result<std::optional<NamedPrincipal>> find_service_principal(const Environment& environment) {
  std::vector<std::string> proofs;
  if (!secret_of(environment, secret_variable).empty()) proofs.emplace_back(secret_variable);
  for (const std::string_view name : {certificate_variable, federated_variable}) {
    if (find(environment, name) != nullptr) proofs.emplace_back(name);
  }
  if (proofs.empty() && environment.secrets.contains(secret_variable)) {
    // A secret that CI did not fill in must not make another identity sign in.
    return usage(secret_variable, "is set but empty: it has to hold the secret, or to be unset");
  }
  if (proofs.empty()) return std::optional<NamedPrincipal>{};
  if (proofs.size() > 1) {
    return usage("", join_words(proofs) + " are set together: unset what is not meant");
  }
  NamedPrincipal named{.principal = {}, .proof = proofs.front()};
  const std::string* const tenant = find(environment, tenant_variable);
  const std::string* const client = find(environment, client_variable);
  if (tenant == nullptr || client == nullptr) {
    const std::string_view missing = tenant == nullptr ? tenant_variable : client_variable;
    return usage(missing, "is not set, and " + named.proof + " is of no use without it");
  }
  if (!is_tenant(*tenant)) return usage(tenant_variable, "has to be the id of a tenant, or a domain of it");
  if (!is_guid(*client)) return usage(client_variable, "has to be the id of an application");
  named.principal.tenant = *tenant;
  named.principal.client_id = *client;
  if (const std::string* const authority = find(environment, authority_variable)) {
    Result<std::string> host = read_authority(*authority);
    if (!host) return std::move(host).error();
    named.principal.authority = std::move(host).value();
  }
  if (auto read = read_proof(environment, named); !read) return std::move(read).error();
  return std::optional{std::move(named)};
}

}  // namespace patrol::cli
