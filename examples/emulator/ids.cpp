#include "examples/emulator/ids.h"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace patrol::emulator {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The value of a digit in either alphabet of base64, or -1.
int base64_value(char c) {
  if (c == '+') c = '-';
  if (c == '/') c = '_';
  const std::size_t at = alphabet.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::array<std::uint8_t, 16> guid_bytes(std::string_view guid) {
  std::string digits;
  for (const char c : guid)
    if (c != '-') digits += c;
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < bytes.size() && 2 * i + 1 < digits.size(); ++i)
    bytes[i] = static_cast<std::uint8_t>(std::stoul(digits.substr(2 * i, 2), nullptr, 16));
  return bytes;
}

}  // namespace

std::string guid_for(std::string_view name) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(name.data()), name.size(), digest.data());
  std::string guid;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) guid += '-';
    guid += fmt::format("{:02x}", digest[i]);
  }
  return guid;
}

std::string sid_words(std::string_view guid) {
  const auto b = guid_bytes(guid);
  constexpr std::array<std::size_t, 16> dotnet_order{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
  std::string words;
  for (std::size_t word = 0; word < 4; ++word) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) number = number << 8U | b.at(dotnet_order.at(4 * word + i));
    if (word > 0) words += '-';
    words += std::to_string(number);
  }
  return words;
}

std::string scope_group_sid(std::string_view scope_id, std::string_view tail) {
  return fmt::format("S-1-9-1551374245-{}-{}", sid_words(scope_id), tail);
}

std::string entra_group_sid(std::string_view object_id) {
  return fmt::format("S-1-9-1551374245-1204400969-2402986413-2179408616-3-{}", sid_words(object_id));
}

std::string base64url(std::string_view text) {
  std::string encoded;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    bits = bits << 8U | static_cast<std::uint8_t>(c);
    for (held += 8; held >= 6; held -= 6) encoded += alphabet[bits >> static_cast<unsigned>(held - 6) & 63U];
  }
  if (held > 0) encoded += alphabet[bits << static_cast<unsigned>(6 - held) & 63U];
  return encoded;
}

std::string base64_decode(std::string_view text) {
  std::string decoded;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    if (c == '=') break;
    const int value = base64_value(c);
    if (value < 0) return {};
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    decoded += static_cast<char>(bits >> static_cast<unsigned>(held) & 255U);
  }
  return decoded;
}

std::string subject_descriptor(std::string_view type, std::string_view text) {
  return fmt::format("{}.{}", type, base64url(text));
}

std::string group_identity_descriptor(std::string_view sid) {
  return fmt::format("Microsoft.TeamFoundation.Identity;{}", sid);
}

}  // namespace patrol::emulator
