#include "auditor/policy/yaml_text.h"

#include "auditor/model/text.h"
#include "auditor/model/utf8.h"

#include <algorithm>
#include <array>
#include <cstddef>

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

/// Controls, white space other than a space, marks of direction and characters without a shape.
bool is_hidden(char32_t code_point) {
  static constexpr std::array hidden{
      CodePoints{0x00, 0x1F},      CodePoints{0x7F, 0xA0},     CodePoints{0xAD, 0xAD},
      CodePoints{0x061C, 0x061C},  CodePoints{0x115F, 0x1160}, CodePoints{0x1680, 0x1680},
      CodePoints{0x17B4, 0x17B5},  CodePoints{0x180B, 0x180F}, CodePoints{0x2000, 0x200F},
      CodePoints{0x2028, 0x202F},  CodePoints{0x205F, 0x206F}, CodePoints{0x3000, 0x3000},
      CodePoints{0x3164, 0x3164},  CodePoints{0xFE00, 0xFE0F}, CodePoints{0xFEFF, 0xFEFF},
      CodePoints{0xFFA0, 0xFFA0},  CodePoints{0xFFF0, 0xFFFB}, CodePoints{0xFFFE, 0xFFFF},
      CodePoints{0xE0000, 0xE0FFF}};
  return is_in(hidden, code_point);
}

/// `##vso[…]`, `##[…]` and `::…::` are commands in the log of a CI server, where a file may be shown.
bool begins_command(char32_t before, char32_t code) {
  return (code == '#' || code == ':') && before == code;
}

std::string in_hexadecimal(char32_t code, std::size_t digits) {
  constexpr std::string_view all = "0123456789ABCDEF";
  std::string text(digits, '0');
  for (std::size_t i = digits; i > 0 && code > 0; --i, code >>= 4U) text[i - 1] = all[code & 0xFU];
  return text;
}

std::string escape(char32_t code) {
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
  char32_t before = 0;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    const bool is_command = begins_command(before, next.value);
    before = next.value;
    if (!next.is_well_formed) {
      quoted += "\xEF\xBF\xBD";
    } else if (next.value == '"' || next.value == '\\') {
      quoted += '\\';
      quoted += static_cast<char>(next.value);
    } else if (is_hidden(next.value) || is_command) {
      quoted += escape(next.value);
    } else {
      quoted += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return quoted + "\"";
}

std::string yaml_comment(std::string_view text) {
  std::string comment = "#";
  if (!text.empty()) comment += ' ';
  char32_t before = 0;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    if (begins_command(before, next.value)) comment += ' ';
    before = next.value;
    if (!next.is_well_formed || is_hidden(next.value)) {
      comment += '?';
    } else {
      comment += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return comment;
}

}  // namespace patrol
