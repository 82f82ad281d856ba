#include "auditor/azdo/percent.h"

#include <charconv>

namespace patrol::azdo {

std::string percent_encoded(std::string_view text, std::string_view also_plain) {
  constexpr std::string_view unreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (unreserved.find(c) != std::string_view::npos || also_plain.find(c) != std::string_view::npos) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += hex[byte >> 4U];
    encoded += hex[byte & 0xFU];
  }
  return encoded;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const char* const digits = text.data() + i + 1;
      unsigned byte = 0;
      if (const auto read = std::from_chars(digits, digits + 2, byte, 16);
          read.ec == std::errc{} && read.ptr == digits + 2) {
        decoded += static_cast<char>(byte);
        i += 2;
        continue;
      }
    }
    decoded += text[i];
  }
  return decoded;
}

}  // namespace patrol::azdo
