#include "auditor/azdo/base64.h"

#include <cstdint>

namespace patrol::azdo {
namespace {

constexpr std::string_view usual = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view for_urls = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encode(std::string_view bytes, std::string_view digits) {
  std::string encoded;
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

}  // namespace patrol::azdo
