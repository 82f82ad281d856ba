#include "auditor/cli/credentials.h"

#include "auditor/cli/find_program.h"
#include "auditor/cli/service_principal.h"
#include "auditor/model/text.h"
#include "auditor/store/read_file.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace patrol::cli {
namespace {

using azdo::Credential;

/// Tokens of Entra with many claims have some thousand characters.
constexpr std::size_t most_bytes = std::size_t{64} * 1024;

constexpr const char* graph_variable = "PATROL_GRAPH_BEARER";

Error usage(std::string where, std::string what) {
  return {Error::Kind::usage, std::move(where), std::move(what)};
}

/// What is for either kind and holds a JSON web token holds a token of Entra; personal access tokens never
/// look so.
Credential::Kind kind_of(std::string_view token) {
  const bool is_jwt = token.starts_with("eyJ") && std::ranges::count(token, '.') == 2;
  return is_jwt ? Credential::Kind::bearer : Credential::Kind::pat;
}

/// The secret without white space around it, if it can be sent as it is. `where` says where it came from.
Result<Secret> check(std::string_view text, const std::string& where) {
  const std::string_view token = trim(text);
  if (token.empty()) return usage(where, "is empty: it has to hold the credential of the auditor");
  if (token.size() > most_bytes) return usage(where, "is too long to be a credential");
  if (token.starts_with("$(") || token.starts_with("${")) {
    return usage(where, "holds the name of a variable that nobody replaced by its value");
  }
  const bool is_plain = std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; });
  if (!is_plain) {
    return usage(where,
                 "holds white space, control characters or letters beyond ASCII: a credential is one "
                 "word, without quotes or a prefix");
  }
  return Secret(std::string(token));
}

Result<Credential> read_token_file(const std::string& path) {
  Result<std::string> text = read_file(path, most_bytes);
  if (!text) return std::move(text).error();
  const Secret wiped_at_the_end(std::move(text).value());
  Result<Secret> secret = check(wiped_at_the_end.reveal(), path);
  if (!secret) return std::move(secret).error();
  const Credential::Kind kind = kind_of(secret.value().reveal());
  return Credential{kind, std::move(secret).value()};
}

const Secret* find_filled(const SecretVariables& variables, std::string_view name) {
  const auto found = variables.find(name);
  return found == variables.end() || trim(found->second.reveal()).empty() ? nullptr : &found->second;
}

Result<Credential> from_variable(const Secret& value, Credential::Kind kind, const std::string& name) {
  Result<Secret> secret = check(value.reveal(), name);
  if (!secret) return std::move(secret).error();
  return Credential{kind, std::move(secret).value()};
}

using Choice = Result<std::optional<GeneralCredential>>;

Choice chosen(Result<Credential> credential, std::string source) {
  if (!credential) return std::move(credential).error();
  return std::optional{GeneralCredential{std::move(credential).value(), std::move(source)}};
}

/// PATROL_TOKEN or PATROL_BEARER.
Choice choose_of_patrol(const SecretVariables& variables) {
  const Secret* const token = find_filled(variables, "PATROL_TOKEN");
  const Secret* const bearer = find_filled(variables, "PATROL_BEARER");
  if (token != nullptr && bearer != nullptr) {
    return usage("", "PATROL_TOKEN and PATROL_BEARER are both set: unset the one that is not meant");
  }
  if (token != nullptr) {
    return chosen(from_variable(*token, Credential::Kind::pat, "PATROL_TOKEN"), "PATROL_TOKEN");
  }
  if (bearer != nullptr) {
    return chosen(from_variable(*bearer, Credential::Kind::bearer, "PATROL_BEARER"), "PATROL_BEARER");
  }
  // A secret that CI did not fill in must not make another identity sign in.
  for (const char* const name : {"PATROL_TOKEN", "PATROL_BEARER"}) {
    if (variables.contains(name)) return usage(name, "is set but empty: it has to hold the credential");
  }
  return std::optional<GeneralCredential>{};
}

Choice choose_service_principal(const Environment& environment) {
  auto found = find_service_principal(environment);
  if (!found) return std::move(found).error();
  std::optional<NamedPrincipal> principal = std::move(found).value();
  if (!principal) return std::optional<GeneralCredential>{};
  NamedPrincipal named = *std::move(principal);
  std::string source = "the service principal " + named.principal.client_id + " (" + named.proof + ")";
  return std::optional{GeneralCredential{std::move(named.principal), std::move(source)}};
}

Choice choose_general(const Environment& environment, const std::optional<std::string>& token_file) {
  if (token_file) return chosen(read_token_file(*token_file), "--token-file");
  Choice choice = choose_of_patrol(environment.secrets);
  if (!choice || choice.value()) return choice;
  choice = choose_service_principal(environment);
  if (!choice || choice.value()) return choice;
  if (const Secret* const job = find_filled(environment.secrets, "SYSTEM_ACCESSTOKEN")) {
    return chosen(from_variable(*job, Credential::Kind::bearer, "SYSTEM_ACCESSTOKEN"), "SYSTEM_ACCESSTOKEN");
  }
  const std::string az = find_program("az", environment.path);
  if (az.empty()) return std::optional<GeneralCredential>{};
  AzLogin login{.program = az, .tenant = ""};
  if (const auto tenant = environment.azure.find("AZURE_TENANT_ID"); tenant != environment.azure.end()) {
    if (!is_tenant(tenant->second))
      return usage("AZURE_TENANT_ID", "has to be the id of a tenant, or a domain of it");
    login.tenant = tenant->second;
  }
  return std::optional{GeneralCredential{std::move(login), "az"}};
}

}  // namespace

std::string token_variable_of(std::string_view organization) {
  std::string name = "PATROL_TOKEN_";
  for (const char c : organization) {
    const bool is_lower = c >= 'a' && c <= 'z';
    const bool is_kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (is_lower) {
      name += static_cast<char>(c - 'a' + 'A');
    } else {
      name += is_kept ? c : '_';
    }
  }
  return name;
}

std::optional<std::string> other_than_pat(const Credentials& credentials, std::string_view organization) {
  for (const auto& [name, own] : credentials.own) {
    if (!same_name(name, organization)) continue;
    return own.kind == Credential::Kind::pat ? std::nullopt : std::optional{token_variable_of(name)};
  }
  if (!credentials.general) return std::nullopt;
  const auto* const fixed = std::get_if<Credential>(&credentials.general->way);
  const bool is_pat = fixed != nullptr && fixed->kind == Credential::Kind::pat;
  return is_pat ? std::nullopt : std::optional{credentials.general->source};
}

std::string how_to_give_a_credential(std::string_view organization) {
  return "set PATROL_TOKEN to a personal access token, PATROL_BEARER to a token of Entra, or give "
         "--token-file; " +
         token_variable_of(organization) +
         " holds one for this organization alone; further ways are told by `patrol audit --help`";
}

Result<Credentials, std::vector<Error>> choose_credentials(const Environment& environment,
                                                           const std::optional<std::string>& token_file,
                                                           std::span<const std::string> organizations) {
  Choice general = choose_general(environment, token_file);
  if (!general) return std::vector{std::move(general).error()};

  Credentials credentials{
      .own = {}, .general = std::move(general).value(), .unreachable = {}, .graph = std::nullopt};
  if (const Secret* const graph = find_filled(environment.secrets, graph_variable)) {
    Result<Credential> bearer = from_variable(*graph, Credential::Kind::bearer, graph_variable);
    if (!bearer) return std::vector{std::move(bearer).error()};
    credentials.graph = std::move(bearer).value();
  }
  std::vector<Error> problems;
  for (const std::string& organization : organizations) {
    const std::string name = token_variable_of(organization);
    std::optional<Error> problem;
    if (const Secret* const own = find_filled(environment.secrets, name)) {
      Result<Credential> credential = from_variable(*own, kind_of(trim(own->reveal())), name);
      if (credential) {
        credentials.own.emplace(organization, std::move(credential).value());
      } else {
        problem = credential.error();
      }
    } else if (environment.secrets.contains(name)) {
      // A secret that CI did not fill in must not make another identity sign in.
      problem = usage(name, "is set but empty: it has to hold the credential, or to be unset");
    } else if (!credentials.general) {
      problem = usage("", "no credential for the organization `" + organization +
                              "`: " + how_to_give_a_credential(organization));
    }
    if (!problem) continue;
    credentials.unreachable.emplace(organization, to_string(*problem));
    problems.push_back(*std::move(problem));
  }
  if (!organizations.empty() && problems.size() == organizations.size()) return problems;
  return credentials;
}

}  // namespace patrol::cli
