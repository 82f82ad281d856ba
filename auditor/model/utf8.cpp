#include "auditor/model/utf8.h"

#include <algorithm>

namespace patrol {
namespace {

/// What the lead byte promises, and the range of the second byte that keeps overlong forms, surrogates and
/// values beyond U+10FFFF out (Unicode, table 3-7).
struct Lead {
  std::size_t length = 0;
  unsigned char second_from = 0x80;
  unsigned char second_to = 0xBF;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {.length = 1};
  if (byte < 0xC2) return {};
  if (byte < 0xE0) return {.length = 2};
  if (byte == 0xE0) return {.length = 3, .second_from = 0xA0};
  if (byte == 0xED) return {.length = 3, .second_to = 0x9F};
  if (byte < 0xF0) return {.length = 3};
  if (byte == 0xF0) return {.length = 4, .second_from = 0x90};
  if (byte < 0xF4) return {.length = 4};
  if (byte == 0xF4) return {.length = 4, .second_to = 0x8F};
  return {};
}

}  // namespace

bool is_in(std::span<const CodePoints> runs, char32_t code_point) {
  const auto run = std::ranges::lower_bound(runs, code_point, {}, &CodePoints::to);
  return run != runs.end() && run->from <= code_point;
}

CodePoint first_code_point(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const Lead lead = lead_of(first);
  if (lead.length == 0) return {replacement_character, 1, false};
  if (lead.length == 1) return {first, 1};

  char32_t value = first & (0xFFU >> (lead.length + 1));
  for (std::size_t i = 1; i < lead.length; ++i) {
    if (i == text.size()) return {replacement_character, i, false};
    const auto byte = static_cast<unsigned char>(text[i]);
    const unsigned char from = i == 1 ? lead.second_from : 0x80;
    const unsigned char to = i == 1 ? lead.second_to : 0xBF;
    if (byte < from || byte > to) return {replacement_character, i, false};
    value = (value << 6U) | (byte & 0x3FU);
  }
  return {value, lead.length};
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto put = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
  const auto tail = [&](unsigned shift) { put(0x80U | ((code_point >> shift) & 0x3FU)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | (code_point >> 6U));
    tail(0);
  } else if (code_point < 0x10000) {
    put(0xE0U | (code_point >> 12U));
    tail(6);
    tail(0);
  } else {
    put(0xF0U | (code_point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string_view first_code_points(std::string_view text, std::size_t most) {
  std::size_t end = 0;
  for (; most > 0 && end < text.size(); --most) end += first_code_point(text.substr(end)).length;
  return text.substr(0, end);
}

}  // namespace patrol
