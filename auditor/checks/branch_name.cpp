#include "auditor/checks/branch_name.h"

#include "auditor/model/text.h"
#include "auditor/model/utf8.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace patrol {
namespace {

constexpr std::size_t digits_of_unit = 4;

bool is_high_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

/// `6d00` → U+006D.
std::optional<char32_t> unit_of(std::string_view digits) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return static_cast<char32_t>((number >> 8U) | ((number & 0xFFU) << 8U));
}

std::optional<std::string> decoded(std::string_view digits) {
  if (digits.empty() || digits.size() % digits_of_unit != 0) return std::nullopt;
  std::string text;
  char32_t high = 0;
  for (std::size_t at = 0; at < digits.size(); at += digits_of_unit) {
    const char32_t unit = unit_of(digits.substr(at, digits_of_unit)).value_or(0);
    // No branch is called with control characters.
    const bool is_control = unit < 0x20 || (unit >= 0x7F && unit < 0xA0);
    if (is_control || (high != 0) != is_low_surrogate(unit)) return std::nullopt;
    if (is_high_surrogate(unit)) {
      high = unit;
      continue;
    }
    append_utf8(text, high == 0 ? unit : 0x10000 + ((high - 0xD800) << 10U) + (unit - 0xDC00));
    high = 0;
  }
  if (high != 0) return std::nullopt;
  return text;
}

}  // namespace

std::optional<std::string> branch_of(std::string_view token) {
  constexpr std::string_view heads = "/refs/heads";
  std::size_t at = token.find('/');
  while (at != std::string_view::npos && !same_name(token.substr(at, heads.size()), heads)) {
    at = token.find('/', at + 1);
  }
  if (at == std::string_view::npos) return std::nullopt;
  std::string name;
  for (const std::string& part : split(token.substr(at + heads.size()), '/')) {
    if (part.empty()) continue;
    name += (name.empty() ? "" : "/") + decoded(part).value_or(part);
  }
  return name;
}

}  // namespace patrol
