#include "auditor/model/base64.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace patrol {
namespace {

constexpr std::string_view usual = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view for_urls = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The digit of each character in either alphabet; -1: none. A table, for a big organization gives hundreds
/// of thousands of descriptors.
constexpr std::array<int, 256> digit_of = [] {
  std::array<int, 256> digits{};
  digits.fill(-1);
  for (const std::string_view alphabet : {usual, for_urls}) {
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
      digits[static_cast<unsigned char>(alphabet[i])] = static_cast<int>(i);
    }
  }
  return digits;
}();

std::string encode(std::string_view bytes, std::string_view digits) {
  std::string encoded;
  encoded.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) encoded += digits[(buffer >> (bits - 6)) & 0x3FU];
  }
  if (bits > 0) encoded += digits[(buffer << (6 - bits)) & 0x3FU];
  return encoded;
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string encoded = encode(bytes, usual);
  while (encoded.size() % 4 != 0) encoded += '=';
  return encoded;
}

std::string to_base64url(std::string_view bytes) {
  return encode(bytes, for_urls);
}

std::optional<std::string> from_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string decoded;
  decoded.reserve(text.size() * 3 / 4);
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const int digit = digit_of[static_cast<unsigned char>(c)];
    if (digit < 0) return std::nullopt;
    buffer = (buffer << 6U) | static_cast<std::uint32_t>(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      decoded += static_cast<char>((buffer >> bits) & 0xFFU);
    }
  }
  return decoded;
}

}  // namespace patrol
