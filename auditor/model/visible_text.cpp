#include "auditor/model/visible_text.h"

#include "auditor/model/utf8.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace patrol {
namespace {

/// Characters that no one sees but that change what is seen: soft hyphen, grapheme joiner, Arabic letter
/// mark, fillers, vowel separators, zero-width space, direction marks, line and paragraph separator,
/// embeddings and overrides, word joiner and isolates, non-characters, byte order mark, interlinear
/// annotations, format controls of shorthand and music, tags.
constexpr std::array hidden_ranges{
    CodePoints{0xAD, 0xAD},       CodePoints{0x34F, 0x34F},     CodePoints{0x61C, 0x61C},
    CodePoints{0x115F, 0x1160},   CodePoints{0x17B4, 0x17B5},   CodePoints{0x180E, 0x180E},
    CodePoints{0x200B, 0x200B},   CodePoints{0x200E, 0x200F},   CodePoints{0x2028, 0x202E},
    CodePoints{0x2060, 0x206F},   CodePoints{0x3164, 0x3164},   CodePoints{0xFDD0, 0xFDEF},
    CodePoints{0xFEFF, 0xFEFF},   CodePoints{0xFFA0, 0xFFA0},   CodePoints{0xFFF0, 0xFFFB},
    CodePoints{0x1BCA0, 0x1BCA3}, CodePoints{0x1D173, 0x1D17A}, CodePoints{0xE0000, 0xE00FF},
    CodePoints{0xE01F0, 0xE0FFF}};

/// Persian, Indic scripts and emoji need them.
constexpr std::array joiner_ranges{CodePoints{0x200C, 0x200D}};

/// Emoji, Mongolian and Japanese names need them.
constexpr std::array selector_ranges{CodePoints{0x180B, 0x180D}, CodePoints{0x180F, 0x180F},
                                     CodePoints{0xFE00, 0xFE0F}, CodePoints{0xE0100, 0xE01EF}};

bool is_control(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

bool is_hidden(char32_t code_point) {
  constexpr char32_t last_of_plane = 0xFFFE;  // and the one after it: no characters in any plane
  return (code_point & last_of_plane) == last_of_plane || is_in(hidden_ranges, code_point);
}

/// Whether a joiner joins nothing, or a selector selects nothing, so that it only makes two names of one.
bool is_idle(char32_t before, char32_t code_point) {
  constexpr char32_t first_mark = 0x300;  // Latin letters, before it, are not joined
  if (is_in(joiner_ranges, code_point)) return before < first_mark || is_in(joiner_ranges, before);
  if (!is_in(selector_ranges, code_point)) return false;
  return before < 0x80 || is_in(joiner_ranges, before) || is_in(selector_ranges, before);
}

bool is_seen(char32_t before, char32_t code_point) {
  return !is_control(code_point) && !is_hidden(code_point) && !is_idle(before, code_point);
}

bool is_plain(char byte) {
  return byte >= 0x20 && byte < 0x7F;
}

void append_visible(std::string& text, char32_t code_point, bool is_seen) {
  if (is_seen) {
    append_utf8(text, code_point);
  } else {
    text += "[U+" + code_point_digits(code_point) + "]";
  }
}

}  // namespace

std::string visible_text(std::string_view text) {
  return map_code_points(text, [](std::string& result, char32_t code_point, bool is_seen) {
    if (code_point == '\n' || code_point == '\t') {
      append_utf8(result, code_point);
    } else {
      append_visible(result, code_point, is_seen);
    }
  });
}

std::string visible_line(std::string_view text) {
  return map_code_points(text, append_visible);
}

bool is_visible_line(std::string_view text) {
  return std::ranges::all_of(text, is_plain) || visible_line(text) == text;
}

std::string map_code_points(std::string_view text, AppendCodePoint append) {
  std::string result;
  result.reserve(text.size());
  char32_t before = 0;  // 0 for all of ASCII, and for what will be written in it
  while (!text.empty()) {
    const auto plain = static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
    result += text.substr(0, plain);
    if (plain > 0) before = 0;
    text.remove_prefix(plain);
    if (text.empty()) break;
    const CodePoint next = first_code_point(text);
    const bool seen = is_seen(before, next.value);
    append(result, next.value, seen);
    before = seen ? next.value : 0;
    text.remove_prefix(next.length);
  }
  return result;
}

std::string code_point_digits(char32_t code_point) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string name;
  for (; code_point != 0 || name.size() < 4; code_point >>= 4U)
    name.insert(name.begin(), digits[code_point & 0xFU]);
  return name;
}

}  // namespace patrol
