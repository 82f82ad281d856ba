#include "reporters/markdown_text.h"

#include "auditor/model/text.h"
#include "auditor/model/utf8.h"
#include "reporters/safe_text.h"

#include <algorithm>

namespace patrol {
namespace {

bool is_word(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
         byte == '_' || static_cast<unsigned char>(byte) >= 0x80;
}

/// Servers look for mentions with expressions to which only letters of ASCII are letters.
bool ends_word(char byte) {
  return is_word(byte) && static_cast<unsigned char>(byte) < 0x80;
}

/// `@name`, `#1`, `!1`, `~label`, `%milestone`, `$snippet`, `&epic`: a reference where a word ends before it.
bool begins_reference(std::string_view text, std::size_t at) {
  constexpr std::string_view signs = "@#!~%$&";
  if (signs.find(text[at]) == std::string_view::npos || at + 1 == text.size()) return false;
  const bool follows_word = at > 0 && ends_word(text[at - 1]);
  const char next = text[at + 1];
  // `owner/repository#1` and `AB#1` are references too; an address `a@b` is none.
  return (!follows_word || text[at] != '@') && (is_word(next) || next == '<' || next == '"' || next == '-');
}

bool begins_link(std::string_view text, std::size_t at) {
  return text.substr(at).starts_with("://") || fold_case(text.substr(at, 4)) == "www.";
}

bool is_risky(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (begins_reference(text, i) || begins_link(text, i)) return true;
  }
  return false;
}

std::size_t longest_run(std::string_view text, char sign) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char byte : text) {
    run = byte == sign ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

std::string span_of(std::string_view line) {
  const std::string fence(longest_run(line, '`') + 1, '`');
  std::string code = fence;
  // A space is taken off each end where the text begins or ends with a backtick (CommonMark 6.1).
  const bool is_padded = line.starts_with('`') || line.ends_with('`') || line.starts_with(' ');
  if (is_padded) code += ' ';
  for (const char byte : line) {
    // The one sign that even in code ends a cell, and the one escape that code knows (GFM 4.10).
    if (byte == '|') code += '\\';
    code += byte;
  }
  if (is_padded) code += ' ';
  return code + fence;
}

}  // namespace

std::string shortened(std::string_view text, std::size_t most) {
  const std::string_view kept = first_code_points(text, most);
  return kept.size() == text.size() ? std::string(text) : std::string(kept) + "…";
}

std::string markdown_text(std::string_view text) {
  constexpr std::string_view signs = "\\`*_{}[]()<>#+!|~&$^=:-.'\"";
  constexpr std::string_view inside_words = ":-.'\"=+()";
  const std::string line = log_line(text);
  if (is_risky(line)) return span_of(line);
  std::string result;
  for (std::size_t i = 0; i < line.size(); ++i) {
    // What means nothing but at the beginning is left to be read.
    const bool is_sign = signs.find(line[i]) != std::string_view::npos;
    if (is_sign && (i == 0 || inside_words.find(line[i]) == std::string_view::npos)) result += '\\';
    result += line[i];
  }
  return result;
}

std::string markdown_code(std::string_view text) {
  const std::string line = log_line(text);
  return line.empty() ? std::string{} : span_of(line);
}

}  // namespace patrol
