#include "reporters/safe_text.h"

#include "reporters/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace patrol {
namespace {

struct Range {
  char32_t from;
  char32_t to;
};

/// Characters that no one sees but that change what is seen: soft hyphen, Arabic letter mark, Mongolian vowel
/// separator, zero-width space, direction marks, line and paragraph separator, embeddings and overrides,
/// word joiner and isolates, byte order mark, interlinear annotations, non-characters, tags. Zero-width
/// joiners are no part of it: Persian and emoji need them.
constexpr std::array hidden_ranges{Range{0xAD, 0xAD},     Range{0x61C, 0x61C},    Range{0x180E, 0x180E},
                                   Range{0x200B, 0x200B}, Range{0x200E, 0x200F},  Range{0x2028, 0x202E},
                                   Range{0x2060, 0x206F}, Range{0xFEFF, 0xFEFF},  Range{0xFFF9, 0xFFFB},
                                   Range{0xFFFE, 0xFFFF}, Range{0xE0000, 0xE007F}};

bool is_control(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

bool is_hidden(char32_t code_point) {
  return std::ranges::any_of(
      hidden_ranges, [&](const Range& range) { return range.from <= code_point && code_point <= range.to; });
}

bool is_legal_in_xml(char32_t code_point) {
  if (code_point < 0x20) return code_point == '\t' || code_point == '\n' || code_point == '\r';
  return code_point != 0xFFFE && code_point != 0xFFFF;
}

bool is_plain(char byte) {
  return byte >= 0x20 && byte < 0x7F;
}

void append_name(std::string& text, char32_t code_point) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string name;
  for (auto rest = static_cast<std::uint32_t>(code_point); rest != 0 || name.size() < 4; rest >>= 4U) {
    name.insert(name.begin(), digits[rest & 0xFU]);
  }
  text += "[U+" + name + "]";
}

void append_visible(std::string& text, char32_t code_point) {
  if (is_control(code_point) || is_hidden(code_point)) {
    append_name(text, code_point);
  } else {
    append_utf8(text, code_point);
  }
}

/// Copies printable ASCII as it is and gives every other code point to `append`.
template <class Append>
std::string mapped(std::string_view text, Append append) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto plain = static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
    result += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const CodePoint next = first_code_point(text);
    append(result, next.value);
    text.remove_prefix(next.length);
  }
  return result;
}

std::string with_signs_apart(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char byte : text) {
    if ((byte == '#' || byte == ':') && !result.empty() && result.back() == byte) result += ' ';
    result += byte;
  }
  return result;
}

}  // namespace

std::string xml_text(std::string_view text) {
  return mapped(text, [](std::string& result, char32_t code_point) {
    append_utf8(result, is_legal_in_xml(code_point) ? code_point : replacement_character);
  });
}

std::string visible_text(std::string_view text) {
  return mapped(text, [](std::string& result, char32_t code_point) {
    if (code_point == '\n' || code_point == '\t') {
      append_utf8(result, code_point);
    } else {
      append_visible(result, code_point);
    }
  });
}

std::string visible_line(std::string_view text) {
  return mapped(text, append_visible);
}

std::string log_line(std::string_view text) {
  return with_signs_apart(visible_line(text));
}

std::string log_text(std::string_view text) {
  return with_signs_apart(visible_text(text));
}

}  // namespace patrol
