#include "auditor/policy/text_check.h"

#include <cstdint>

namespace patrol {
namespace {

/// One character of UTF-8; length 0 where the bytes are none.
struct Character {
  std::uint32_t code = 0;
  std::size_t length = 0;
};

Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};

  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::uint32_t smallest_of_length[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < smallest_of_length[length] || is_surrogate || code > 0x10FFFF) return {};
  return {code, length};
}

/// Controls of both ranges, and the three that XML and YAML refuse inside a text.
bool is_control(std::uint32_t code) {
  const bool is_c0 = code < 0x20 && code != '\t' && code != '\n';
  return is_c0 || (code >= 0x7F && code <= 0x9F) || code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
}

}  // namespace

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text;
}

bool check_text(std::string_view text, Problems& problems) {
  if (text.size() > largest_document) {
    problems.add({}, "the file is larger than 1 MiB; split it");
    return false;
  }
  text = without_byte_order_mark(text);
  TextPosition at;
  while (!text.empty()) {
    const Character character = first_character(text);
    if (character.length == 0) {
      problems.add(at, "the file is not UTF-8 here; save it as UTF-8");
      return false;
    }
    const bool is_line_end = text.starts_with("\r\n");
    if (is_control(character.code) && !is_line_end) {
      problems.add(at, "a control character stands here; remove it");
      return false;
    }
    text.remove_prefix(character.length);
    at = character.code == '\n' ? TextPosition{at.line + 1, 1} : TextPosition{at.line, at.column + 1};
  }
  return true;
}

bool has_control_character(std::string_view text) {
  while (!text.empty()) {
    const Character character = first_character(text);
    if (character.length == 0 || is_control(character.code)) return true;
    text.remove_prefix(character.length);
  }
  return false;
}

}  // namespace patrol
