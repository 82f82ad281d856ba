#include "auditor/azdo/credential.h"

#include "auditor/model/base64.h"

#include <string>
#include <string_view>

namespace patrol::azdo {
namespace {

/// Shorter ones would mask ordinary words; no real credential is that short.
constexpr std::size_t shortest_scrubbed = 8;

Secret basic_value(const Secret& pat) {
  // The user's part stays empty (API.md 2.1).
  const Secret pair(":" + std::string(pat.reveal()));
  return Secret(to_base64(pair.reveal()));
}

void replace_all(std::string& text, std::string_view secret) {
  if (secret.size() < shortest_scrubbed) return;
  for (auto found = text.find(secret); found != std::string::npos; found = text.find(secret, found)) {
    text.replace(found, secret.size(), "***");
  }
}

}  // namespace

Secret authorization(const Credential& credential) {
  if (credential.kind == Credential::Kind::bearer) {
    return Secret("Bearer " + std::string(credential.secret.reveal()));
  }
  return Secret("Basic " + std::string(basic_value(credential.secret).reveal()));
}

void scrub(std::string& text, const Credential& credential) {
  replace_all(text, credential.secret.reveal());
  if (credential.kind != Credential::Kind::pat) return;
  const Secret encoded = basic_value(credential.secret);
  std::string_view value = encoded.reveal();
  while (value.ends_with('=')) value.remove_suffix(1);
  replace_all(text, value);
}

}  // namespace patrol::azdo
