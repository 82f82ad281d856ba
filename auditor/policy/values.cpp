#include "auditor/policy/values.h"

#include "auditor/model/text.h"
#include "auditor/model/time.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace patrol {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_hexadecimal(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool all_of(std::string_view text, bool (*is_one)(char)) {
  return !text.empty() && std::ranges::all_of(text, is_one);
}

/// What YAML 1.2 takes for a number: `14`, `-1.5`, `1e3`, `0x0F`, `.5`, `.inf`; `_` may part digits.
bool is_number(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  if (same_name(text, ".inf") || same_name(text, ".nan")) return true;
  if (text.starts_with("0x")) return all_of(text.substr(2), is_hexadecimal);
  if (text.starts_with("0o") || text.starts_with("0b")) return all_of(text.substr(2), is_digit);
  bool has_digit = false;
  bool has_point = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_digit(c)) {
      has_digit = true;
    } else if (c == '.' && !has_point) {
      has_point = true;
    } else if ((c == 'e' || c == 'E') && has_digit) {
      std::string_view exponent = text.substr(i + 1);
      if (exponent.starts_with('+') || exponent.starts_with('-')) exponent.remove_prefix(1);
      return all_of(exponent, is_digit);
    } else if (c != '_' || !has_digit) {
      return false;
    }
  }
  return has_digit;
}

bool is_switch(std::string_view text) {
  return same_name(text, "true") || same_name(text, "false");
}

std::string must_be(std::string_view what, std::string_view form) {
  return in_backticks(what) + " must be " + std::string(form);
}

}  // namespace

std::optional<std::string> read_text(const YamlNode& node, std::string_view what, Problems& problems) {
  if (node.kind != YamlNode::Kind::scalar) {
    problems.add(node.at, must_be(what, "a text"));
    return std::nullopt;
  }
  if (!node.is_quoted && (is_number(node.text) || is_switch(node.text))) {
    problems.add(node.at, must_be(what, "a text; put the value in quotes"));
    return std::nullopt;
  }
  const std::string_view text = node.is_quoted ? trim(node.text) : node.text;
  if (text.empty()) {
    problems.add(node.at, in_backticks(what) + " is empty; write a text, or remove it");
    return std::nullopt;
  }
  return std::string(text);
}

std::optional<std::string> read_identifier(const YamlNode& node, std::string_view what, Problems& problems) {
  auto text = read_text(node, what, problems);
  if (!text) return std::nullopt;
  const bool is_good = is_alphanumeric(node.text.front()) && std::ranges::all_of(node.text, [](char c) {
                         return is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
                       });
  if (is_good) return text;
  problems.add(node.at,
               must_be(what, "made of letters, digits, `.`, `_` and `-`, and start with a letter or digit"));
  return std::nullopt;
}

std::optional<std::string> read_name(const YamlNode& node, std::string_view what, Problems& problems) {
  auto text = read_text(node, what, problems);
  if (!text) return std::nullopt;
  if (*text == node.text && text->find('\n') == std::string::npos) return text;
  problems.add(node.at,
               in_backticks(what) + " has white space at an end or goes over lines; write the name alone");
  return std::nullopt;
}

bool read_switch(const YamlNode& node, std::string_view what, Problems& problems) {
  if (node.kind == YamlNode::Kind::scalar && !node.is_quoted && node.text == "true") return true;
  problems.add(node.at, must_be(what, "`true`; where it is not asked for, leave the key out"));
  return false;
}

std::optional<bool> read_bool(const YamlNode& node, std::string_view what, Problems& problems) {
  if (node.kind == YamlNode::Kind::scalar && !node.is_quoted) {
    if (node.text == "true") return true;
    if (node.text == "false") return false;
  }
  problems.add(node.at, must_be(what, "`true` or `false`"));
  return std::nullopt;
}

std::optional<int> read_number(const YamlNode& node, std::string_view what, int least, int most,
                               Problems& problems) {
  int number = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto read = std::from_chars(node.text.data(), end, number);
  const bool is_whole = node.kind == YamlNode::Kind::scalar && !node.is_quoted && !node.text.empty() &&
                        read.ec == std::errc{} && read.ptr == end;
  if (is_whole && node.text.size() > 1 && node.text.front() == '0') {
    // YAML 1.1 takes it for octal.
    problems.add(node.at, must_be(what, "written without a zero in front"));
    return std::nullopt;
  }
  if (is_whole && number >= least && number <= most) return number;
  problems.add(node.at,
               must_be(what, "a whole number from " + std::to_string(least) + " to " + std::to_string(most)));
  return std::nullopt;
}

std::optional<std::size_t> read_word(const YamlNode& node, std::string_view what,
                                     const std::vector<std::string>& known, Problems& problems) {
  if (node.kind == YamlNode::Kind::scalar) {
    const auto found = std::ranges::find(known, node.text);
    if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
    problems.add_unknown(node.at, what, node.text, known);
    return std::nullopt;
  }
  problems.add(node.at, "the " + std::string(what) + " must be one word" + suggestion("", known));
  return std::nullopt;
}

const std::vector<YamlNode>& read_list(const YamlNode& node, std::string_view what, Problems& problems) {
  if (node.kind != YamlNode::Kind::sequence) {
    problems.add(node.at, must_be(what, "a list"));
  } else if (node.items.empty()) {
    problems.add(node.at, in_backticks(what) + " is an empty list; name something, or remove it");
  }
  return node.items;
}

std::vector<std::string> read_texts(const YamlNode& node, std::string_view what, TextReader read_one,
                                    Problems& problems, bool ignoring_case) {
  const std::string each = std::string(what) + "[]";
  std::vector<std::string> texts;
  for (const YamlNode& item : read_list(node, what, problems)) {
    auto text = read_one(item, each, problems);
    if (!text) continue;
    const bool is_known = std::ranges::any_of(texts, [&](const std::string& other) {
      return ignoring_case ? same_name(other, *text) : other == *text;
    });
    if (is_known) {
      problems.add(item.at, (problems.shows_words() ? in_backticks(*text) : "this") + " stands twice in " +
                                in_backticks(what) + "; remove one");
    } else {
      texts.push_back(std::move(*text));
    }
  }
  return texts;
}

bool is_web_address(std::string_view text) {
  const auto scheme = text.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::string_view name = text.substr(0, scheme);
  const bool has_space = text.find_first_of(" \t\n") != std::string_view::npos;
  return (name == "https" || name == "http") && text.size() > scheme + 3 && !has_space;
}

bool is_organization_name(std::string_view text) {
  constexpr std::size_t longest = 50;
  return !text.empty() && text.size() <= longest && is_alphanumeric(text.front()) &&
         is_alphanumeric(text.back()) &&
         std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_date(std::string_view text) {
  return text.size() == std::string_view("2026-11-23").size() && parse_time(text).has_value();
}

}  // namespace patrol
