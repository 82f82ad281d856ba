#include "auditor/cases/ids.h"

#include "auditor/model/text.h"
#include "auditor/policy/sha256.h"

#include <charconv>
#include <cstddef>
#include <cstdint>

namespace patrol::cases {

std::string guid_for(std::string_view name) {
  constexpr std::size_t digits = 32;
  std::string guid = sha256(name).substr(0, digits);
  for (const std::size_t place : {20U, 16U, 12U, 8U}) guid.insert(place, "-");
  return guid;
}

std::string given_or_made(const std::string& given, std::string_view name) {
  return given.empty() ? guid_for(name) : fold_case(given);
}

std::string custom_tail(std::string_view name) {
  const std::string digest = sha256(name);
  std::string tail = "-1";
  constexpr std::size_t digits_of_word = 8;
  constexpr std::size_t words = 4;
  for (std::size_t word = 0; word < words; ++word) {
    const char* const begin = digest.data() + word * digits_of_word;
    std::uint32_t number = 0;
    std::from_chars(begin, begin + digits_of_word, number, 16);
    tail += "-" + std::to_string(number);
  }
  return tail;
}

}  // namespace patrol::cases
