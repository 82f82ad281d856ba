#include "auditor/azdo/credential.h"

#include <cstdint>
#include <string_view>

namespace patrol::azdo {
namespace {

/// Shorter ones would mask ordinary words; no real credential is that short.
constexpr std::size_t shortest_scrubbed = 8;

std::string to_base64(std::string_view text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string encoded;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : text) {
    buffer = (buffer << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) encoded += digits[(buffer >> (bits - 6)) & 0x3FU];
  }
  if (bits > 0) encoded += digits[(buffer << (6 - bits)) & 0x3FU];
  while (encoded.size() % 4 != 0) encoded += '=';
  return encoded;
}

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
