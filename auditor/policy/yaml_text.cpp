#include "auditor/policy/yaml_text.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace patrol {
namespace {

/// Words that some readers take for a switch or nothing, and those that mean something in our own language.
constexpr std::array<std::string_view, 11> other_meanings{"true", "false", "yes",  "no",  "on",      "off",
                                                          "y",    "n",     "null", "all", "required"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_plain_character(char c) {
  constexpr std::string_view signs = " ._/@+-";
  return is_letter(c) || (c >= '0' && c <= '9') || signs.find(c) != std::string_view::npos;
}

/// A letter at the beginning: no number, date or sign of YAML begins so.
bool is_plain(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && text.back() != ' ' &&
         std::ranges::all_of(text, is_plain_character) &&
         std::ranges::none_of(other_meanings, [&](std::string_view word) { return same_name(word, text); });
}

struct Character {
  std::uint32_t code = 0;
  std::size_t length = 1;
  bool is_whole = false;  ///< well-formed UTF-8
};

Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < smallest.at(length) || is_surrogate || code > 0x10FFFF) return {};
  return {code, length, true};
}

/// Controls, white space other than a space, marks of direction and characters without a shape.
bool is_hidden(std::uint32_t code) {
  struct Range {
    std::uint32_t first;
    std::uint32_t last;
  };
  static constexpr std::array ranges{
      Range{0x00, 0x1F},     Range{0x7F, 0xA0},     Range{0xAD, 0xAD},      Range{0x061C, 0x061C},
      Range{0x115F, 0x1160}, Range{0x1680, 0x1680}, Range{0x17B4, 0x17B5},  Range{0x180B, 0x180F},
      Range{0x2000, 0x200F}, Range{0x2028, 0x202F}, Range{0x205F, 0x206F},  Range{0x3000, 0x3000},
      Range{0x3164, 0x3164}, Range{0xFE00, 0xFE0F}, Range{0xFEFF, 0xFEFF},  Range{0xFFA0, 0xFFA0},
      Range{0xFFF0, 0xFFFB}, Range{0xFFFE, 0xFFFF}, Range{0xE0000, 0xE0FFF}};
  return std::ranges::any_of(ranges,
                             [&](const Range& range) { return code >= range.first && code <= range.last; });
}

/// `##vso[…]`, `##[…]` and `::…::` are commands in the log of a CI server, where a file may be shown.
bool begins_command(std::uint32_t before, std::uint32_t code) {
  return (code == '#' || code == ':') && before == code;
}

std::string in_hexadecimal(std::uint32_t code, std::size_t digits) {
  constexpr std::string_view all = "0123456789ABCDEF";
  std::string text(digits, '0');
  for (std::size_t i = digits; i > 0 && code > 0; --i, code >>= 4U) text[i - 1] = all[code & 0xFU];
  return text;
}

std::string escape(std::uint32_t code) {
  switch (code) {
    case '\n': return "\\n";
    case '\t': return "\\t";
    case '\r': return "\\r";
    default: break;
  }
  if (code <= 0xFF) return "\\x" + in_hexadecimal(code, 2);
  return code <= 0xFFFF ? "\\u" + in_hexadecimal(code, 4) : "\\U" + in_hexadecimal(code, 8);
}

}  // namespace

std::string yaml_scalar(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string quoted = "\"";
  std::uint32_t before = 0;
  while (!text.empty()) {
    const Character character = first_character(text);
    const bool is_command = begins_command(before, character.code);
    before = character.code;
    if (!character.is_whole) {
      quoted += "\xEF\xBF\xBD";
    } else if (character.code == '"' || character.code == '\\') {
      quoted += '\\';
      quoted += static_cast<char>(character.code);
    } else if (is_hidden(character.code) || is_command) {
      quoted += escape(character.code);
    } else {
      quoted += text.substr(0, character.length);
    }
    text.remove_prefix(character.length);
  }
  return quoted + "\"";
}

std::string yaml_comment(std::string_view text) {
  std::string comment = "#";
  if (!text.empty()) comment += ' ';
  std::uint32_t before = 0;
  while (!text.empty()) {
    const Character character = first_character(text);
    if (begins_command(before, character.code)) comment += ' ';
    before = character.code;
    if (!character.is_whole || is_hidden(character.code)) {
      comment += '?';
    } else {
      comment += text.substr(0, character.length);
    }
    text.remove_prefix(character.length);
  }
  return comment;
}

}  // namespace patrol
