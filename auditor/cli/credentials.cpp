#include "auditor/cli/credentials.h"

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

Error usage(std::string where, std::string what) {
  return {Error::Kind::usage, std::move(where), std::move(what)};
}

/// A token file that holds a JSON web token holds a token of Entra; personal access tokens never look so.
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

/// What is used where an organization has no variable of its own; nothing where there is none.
Result<std::optional<Credential>> choose_general(const SecretVariables& variables,
                                                 const std::optional<std::string>& token_file) {
  const auto optional = [](Result<Credential> credential) -> Result<std::optional<Credential>> {
    if (!credential) return std::move(credential).error();
    return std::optional{std::move(credential).value()};
  };
  if (token_file) return optional(read_token_file(*token_file));
  const Secret* const token = find_filled(variables, "PATROL_TOKEN");
  const Secret* const bearer = find_filled(variables, "PATROL_BEARER");
  if (token != nullptr && bearer != nullptr) {
    return usage("", "PATROL_TOKEN and PATROL_BEARER are both set: unset the one that is not meant");
  }
  if (token != nullptr) return optional(from_variable(*token, Credential::Kind::pat, "PATROL_TOKEN"));
  if (bearer != nullptr) return optional(from_variable(*bearer, Credential::Kind::bearer, "PATROL_BEARER"));
  return std::optional<Credential>{};
}

Error missing(const SecretVariables& variables, const std::string& organization) {
  const std::string own = token_variable_of(organization);
  for (const std::string& name : {own, std::string("PATROL_TOKEN"), std::string("PATROL_BEARER")}) {
    if (variables.contains(name)) return usage(name, "is set but empty: it has to hold the credential");
  }
  return usage("",
               "no credential for the organization `" + organization +
                   "`: set PATROL_TOKEN to a personal access token, PATROL_BEARER to a token of Entra, or "
                   "give --token-file; " +
                   own + " holds one for this organization alone");
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

Result<Credentials, std::vector<Error>> choose_credentials(const SecretVariables& variables,
                                                           const std::optional<std::string>& token_file,
                                                           std::span<const std::string> organizations) {
  std::vector<Error> errors;
  std::optional<Credential> general;
  Result<std::optional<Credential>> chosen = choose_general(variables, token_file);
  if (chosen) {
    general = chosen.value();
  } else {
    errors.push_back(chosen.error());
  }

  Credentials credentials;
  for (const std::string& organization : organizations) {
    const std::string name = token_variable_of(organization);
    if (const Secret* const own = find_filled(variables, name)) {
      Result<Credential> credential = from_variable(*own, Credential::Kind::pat, name);
      if (credential) {
        credentials.emplace(organization, std::move(credential).value());
      } else {
        errors.push_back(credential.error());
      }
    } else if (general) {
      credentials.emplace(organization, *general);
    } else if (chosen) {
      errors.push_back(missing(variables, organization));
    }
  }
  if (!errors.empty()) return errors;
  return credentials;
}

}  // namespace patrol::cli
