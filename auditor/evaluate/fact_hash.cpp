#include "auditor/evaluate/fact_hash.h"

#include "auditor/model/text.h"

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <memory>
#include <stdexcept>

namespace patrol {
namespace {

constexpr std::size_t bytes_kept = 8;

/// A length before each part, so that no two lists of parts give the same text.
void append_part(std::string& text, std::string_view part) {
  const std::string folded = fold_case(part);
  text.append(std::to_string(folded.size())).append(":").append(folded);
}

}  // namespace

std::string hash_fact(std::string_view organization, std::string_view account,
                      const std::optional<std::string>& project, std::string_view fault) {
  constexpr std::size_t longest_usual = 320;  // a fault that names a descriptor
  std::string text;
  text.reserve(longest_usual);
  text += "patrol/fact/1;";
  append_part(text, organization);
  append_part(text, account);
  append_part(text, fault);
  if (project) append_part(text, *project);

  // Looked up by its name once: EVP_sha256() would do so for each text.
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> sha256(
      EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, sha256.get(), nullptr) != 1) {
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
