#include "reporters/safe_text.h"

#include "auditor/model/utf8.h"
#include "auditor/model/visible_text.h"

namespace patrol {
namespace {

bool is_legal_in_xml(char32_t code_point) {
  if (code_point < 0x20) return code_point == '\t' || code_point == '\n' || code_point == '\r';
  return code_point != 0xFFFE && code_point != 0xFFFF;
}

/// As JSON writes it where it is not to stand itself: in UTF-16, a number for each half.
void append_json_escape(std::string& text, char32_t code_point) {
  if (code_point < 0x10000) {
    text += "\\u" + code_point_digits(code_point);
    return;
  }
  const char32_t rest = code_point - 0x10000;
  text +=
      "\\u" + code_point_digits(0xD800 + (rest >> 10U)) + "\\u" + code_point_digits(0xDC00 + (rest & 0x3FFU));
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
  return map_code_points(text, [](std::string& result, char32_t code_point, bool /*is_seen*/) {
    append_utf8(result, is_legal_in_xml(code_point) ? code_point : replacement_character);
  });
}

std::string json_text(std::string_view text) {
  return map_code_points(text, [](std::string& result, char32_t code_point, bool is_seen) {
    if (code_point == '\n' || code_point == '\t' || is_seen) {
      append_utf8(result, code_point);
    } else {
      append_json_escape(result, code_point);
    }
  });
}

std::string log_line(std::string_view text) {
  return with_signs_apart(visible_line(text));
}

std::string log_text(std::string_view text) {
  return with_signs_apart(visible_text(text));
}

}  // namespace patrol
