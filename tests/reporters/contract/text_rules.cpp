#include "tests/reporters/contract/text_rules.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace patrol::contract {
namespace {

struct Range {
  char32_t from;
  char32_t to;
};

/// By properties of the Unicode database, not by the list that the reporters have: Bidi_Control,
/// Default_Ignorable_Code_Point, Noncharacter_Code_Point, line and paragraph separator, interlinear
/// annotation. Joiners and variation selectors, which languages and emoji need, have rules of their own.
constexpr std::array unseen{
    Range{0xAD, 0xAD},       Range{0x34F, 0x34F},     Range{0x61C, 0x61C},    Range{0x115F, 0x1160},
    Range{0x17B4, 0x17B5},   Range{0x180E, 0x180E},   Range{0x200B, 0x200B},  Range{0x200E, 0x200F},
    Range{0x2028, 0x202E},   Range{0x2060, 0x206F},   Range{0x3164, 0x3164},  Range{0xFDD0, 0xFDEF},
    Range{0xFEFF, 0xFEFF},   Range{0xFFA0, 0xFFA0},   Range{0xFFF0, 0xFFFB},  Range{0x1BCA0, 0x1BCA3},
    Range{0x1D173, 0x1D17A}, Range{0xE0000, 0xE00FF}, Range{0xE01F0, 0xE0FFF}};

bool is_unseen(char32_t point) {
  return (point & 0xFFFEU) == 0xFFFE || std::ranges::any_of(unseen, [&](const Range& range) {
           return range.from <= point && point <= range.to;
         });
}

bool is_control(char32_t point) {
  return (point < 0x20 && point != '\n' && point != '\t' && point != '\r') || (point >= 0x7F && point < 0xA0);
}

bool is_joiner(char32_t point) {
  return point == 0x200C || point == 0x200D;
}

bool is_selector(char32_t point) {
  return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF) ||
         (point >= 0x180B && point <= 0x180F && point != 0x180E);
}

/// One that joins no letters of a script that joins, or a selector of nothing: it is there to hide.
bool is_idle(char32_t before, char32_t point) {
  if (is_joiner(point)) return before < 0x300 || is_joiner(before);
  return is_selector(point) && (before < 0x80 || is_joiner(before) || is_selector(before));
}

bool is_command(std::string_view rest) {
  return rest.size() > 2 && rest.starts_with("##") &&
         (rest[2] == '[' || std::isalpha(static_cast<unsigned char>(rest[2])) != 0);
}

/// How much of the line is a command of ours.
std::size_t own_command(std::string_view line) {
  for (const std::string_view own : {"##vso[task.logissue ", "##[section]", "##[debug]"}) {
    if (line.starts_with(own)) return own.size();
  }
  return 0;
}

void check_line(std::string_view line, Complaints& complaints) {
  const std::size_t first = line.find_first_not_of(" \t\r");
  if (first != std::string_view::npos && line.substr(first).starts_with("::")) {
    complaints.add(fmt::format("a command to GitHub: {}", line.substr(0, 200)));
  }
  for (std::size_t i = line.find("##"); i != std::string_view::npos; i = line.find("##", i + 1)) {
    if (is_command(line.substr(i))) complaints.add(fmt::format("a command: {}", line.substr(i, 200)));
  }
}

}  // namespace

std::vector<char32_t> code_points_of(std::string_view text, Complaints& complaints) {
  try {
    static_cast<void>(nlohmann::json(text).dump());
  } catch (const nlohmann::json::exception& problem) {
    complaints.add(fmt::format("no UTF-8: {}", problem.what()));
    return {};
  }
  std::vector<char32_t> points;
  points.reserve(text.size());
  for (const char byte : text) {
    const auto bits = static_cast<unsigned char>(byte);
    if (bits < 0x80) {
      points.push_back(bits);
    } else if (bits < 0xC0) {
      points.back() = (points.back() << 6U) | (bits & 0x3FU);
    } else {
      points.push_back(bits & (bits < 0xE0 ? 0x1FU : bits < 0xF0 ? 0x0FU : 0x07U));
    }
  }
  return points;
}

void check_characters(std::string_view text, bool has_returns, Complaints& complaints) {
  char32_t before = '\n';
  bool is_return = false;
  for (const char32_t point : code_points_of(text, complaints)) {
    const auto complain = [&](std::string_view what) {
      complaints.add(fmt::format("{} U+{:04X}", what, static_cast<unsigned>(point)));
    };
    if (is_return && (point != '\n' || !has_returns)) complain("a carriage return before");
    if (is_control(point)) complain("a control character:");
    if (is_unseen(point) || is_idle(before, point)) complain("a character that no one sees:");
    is_return = point == '\r';
    before = point;
  }
  complaints.that(!is_return, "ends with a carriage return");
}

void check_commands(std::string_view text, bool is_log, Complaints& complaints) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    std::string_view line = text.substr(0, end);
    if (is_log) {
      const std::size_t own = own_command(line);
      complaints.that(own > 0, "a line that is no command of ours");
      line.remove_prefix(own);
    }
    check_line(line, complaints);
    text.remove_prefix(end + 1);
  }
}

}  // namespace patrol::contract
