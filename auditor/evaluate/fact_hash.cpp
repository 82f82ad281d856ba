#include "auditor/evaluate/fact_hash.h"

#include "auditor/model/text.h"

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <stdexcept>

namespace patrol {
namespace {

constexpr std::size_t bytes_kept = 8;

/// A length before each part, so that no two lists of parts give the same text.
void append_part(std::string& text, std::string_view part) {
  const std::string folded = fold_case(part);
  text += std::to_string(folded.size()) + ":" + folded;
}

}  // namespace

std::string hash_fact(std::string_view organization, std::string_view account,
                      const std::optional<std::string>& project, std::string_view fault) {
  std::string text = "patrol/fact/1;";
  append_part(text, organization);
  append_part(text, account);
  append_part(text, fault);
  if (project) append_part(text, *project);

  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) {
    // OpenSSL always has SHA-256 in its default provider.
    throw std::logic_error("SHA-256 is not available");
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hash = "h";
  for (std::size_t i = 0; i < bytes_kept; ++i) {
    hash += digits[digest.at(i) >> 4U];
    hash += digits[digest.at(i) & 0xFU];
  }
  return hash;
}

}  // namespace patrol
