#include "auditor/policy/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace patrol {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    // OpenSSL always has SHA-256 in its default provider.
    throw std::logic_error("SHA-256 is not available");
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < length; ++i) {
    text += digits[digest.at(i) >> 4U];
    text += digits[digest.at(i) & 0xFU];
  }
  return text;
}

}  // namespace patrol
