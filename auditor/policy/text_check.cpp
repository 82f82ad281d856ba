#include "auditor/policy/text_check.h"

#include "auditor/model/utf8.h"

namespace patrol {
namespace {

/// Controls of both ranges, and the three that XML and YAML refuse inside a text.
bool is_control(char32_t code) {
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
    const CodePoint next = first_code_point(text);
    if (!next.is_well_formed) {
      problems.add(at, "the file is not UTF-8 here; save it as UTF-8");
      return false;
    }
    const bool is_line_end = text.starts_with("\r\n");
    if (is_control(next.value) && !is_line_end) {
      problems.add(at, "a control character stands here; remove it");
      return false;
    }
    text.remove_prefix(next.length);
    at = next.value == '\n' ? TextPosition{at.line + 1, 1} : TextPosition{at.line, at.column + 1};
  }
  return true;
}

bool has_control_character(std::string_view text) {
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    if (!next.is_well_formed || is_control(next.value)) return true;
    text.remove_prefix(next.length);
  }
  return false;
}

}  // namespace patrol
