#include "reporters/display_width.h"

#include "auditor/model/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace patrol {
namespace {

/// Marks and joiners of the scripts that names are likely to use (Unicode categories Mn, Me, Cf).
constexpr std::array zero_width{
    CodePoints{0x300, 0x36F},   CodePoints{0x483, 0x489},   CodePoints{0x591, 0x5BD},
    CodePoints{0x5BF, 0x5BF},   CodePoints{0x5C1, 0x5C2},   CodePoints{0x5C4, 0x5C5},
    CodePoints{0x5C7, 0x5C7},   CodePoints{0x610, 0x61A},   CodePoints{0x64B, 0x65F},
    CodePoints{0x670, 0x670},   CodePoints{0x6D6, 0x6DC},   CodePoints{0x6DF, 0x6E4},
    CodePoints{0x6E7, 0x6E8},   CodePoints{0x6EA, 0x6ED},   CodePoints{0x900, 0x902},
    CodePoints{0x93C, 0x93C},   CodePoints{0x941, 0x948},   CodePoints{0x94D, 0x94D},
    CodePoints{0xE31, 0xE31},   CodePoints{0xE34, 0xE3A},   CodePoints{0xE47, 0xE4E},
    CodePoints{0x1AB0, 0x1AFF}, CodePoints{0x1DC0, 0x1DFF}, CodePoints{0x200B, 0x200F},
    CodePoints{0x20D0, 0x20F0}, CodePoints{0x302A, 0x302D}, CodePoints{0x3099, 0x309A},
    CodePoints{0xFE00, 0xFE0F}, CodePoints{0xFE20, 0xFE2F}, CodePoints{0xE0100, 0xE01EF}};

/// East Asian Width W and F (Unicode, EastAsianWidth.txt), joined where only unassigned characters lie
/// between.
constexpr std::array double_width{
    CodePoints{0x1100, 0x115F},   CodePoints{0x231A, 0x231B},   CodePoints{0x2329, 0x232A},
    CodePoints{0x23E9, 0x23EC},   CodePoints{0x23F0, 0x23F0},   CodePoints{0x23F3, 0x23F3},
    CodePoints{0x25FD, 0x25FE},   CodePoints{0x2614, 0x2615},   CodePoints{0x2648, 0x2653},
    CodePoints{0x267F, 0x267F},   CodePoints{0x2693, 0x2693},   CodePoints{0x26A1, 0x26A1},
    CodePoints{0x26AA, 0x26AB},   CodePoints{0x26BD, 0x26BE},   CodePoints{0x26C4, 0x26C5},
    CodePoints{0x26CE, 0x26CE},   CodePoints{0x26D4, 0x26D4},   CodePoints{0x26EA, 0x26EA},
    CodePoints{0x26F2, 0x26F3},   CodePoints{0x26F5, 0x26F5},   CodePoints{0x26FA, 0x26FA},
    CodePoints{0x26FD, 0x26FD},   CodePoints{0x2705, 0x2705},   CodePoints{0x270A, 0x270B},
    CodePoints{0x2728, 0x2728},   CodePoints{0x274C, 0x274C},   CodePoints{0x274E, 0x274E},
    CodePoints{0x2753, 0x2755},   CodePoints{0x2757, 0x2757},   CodePoints{0x2795, 0x2797},
    CodePoints{0x27B0, 0x27B0},   CodePoints{0x27BF, 0x27BF},   CodePoints{0x2B1B, 0x2B1C},
    CodePoints{0x2B50, 0x2B50},   CodePoints{0x2B55, 0x2B55},   CodePoints{0x2E80, 0x303E},
    CodePoints{0x3041, 0x3247},   CodePoints{0x3250, 0x4DBF},   CodePoints{0x4E00, 0xA4CF},
    CodePoints{0xA960, 0xA97C},   CodePoints{0xAC00, 0xD7A3},   CodePoints{0xF900, 0xFAFF},
    CodePoints{0xFE10, 0xFE19},   CodePoints{0xFE30, 0xFE6F},   CodePoints{0xFF01, 0xFF60},
    CodePoints{0xFFE0, 0xFFE6},   CodePoints{0x16FE0, 0x1B2FF}, CodePoints{0x1F004, 0x1F004},
    CodePoints{0x1F0CF, 0x1F0CF}, CodePoints{0x1F18E, 0x1F18E}, CodePoints{0x1F191, 0x1F19A},
    CodePoints{0x1F200, 0x1F320}, CodePoints{0x1F32D, 0x1F335}, CodePoints{0x1F337, 0x1F37C},
    CodePoints{0x1F37E, 0x1F393}, CodePoints{0x1F3A0, 0x1F3CA}, CodePoints{0x1F3CF, 0x1F3D3},
    CodePoints{0x1F3E0, 0x1F3F0}, CodePoints{0x1F3F4, 0x1F3F4}, CodePoints{0x1F3F8, 0x1F43E},
    CodePoints{0x1F440, 0x1F440}, CodePoints{0x1F442, 0x1F4FC}, CodePoints{0x1F4FF, 0x1F53D},
    CodePoints{0x1F54B, 0x1F54E}, CodePoints{0x1F550, 0x1F567}, CodePoints{0x1F57A, 0x1F57A},
    CodePoints{0x1F595, 0x1F596}, CodePoints{0x1F5A4, 0x1F5A4}, CodePoints{0x1F5FB, 0x1F64F},
    CodePoints{0x1F680, 0x1F6C5}, CodePoints{0x1F6CC, 0x1F6CC}, CodePoints{0x1F6D0, 0x1F6D2},
    CodePoints{0x1F6D5, 0x1F6DF}, CodePoints{0x1F6EB, 0x1F6EC}, CodePoints{0x1F6F4, 0x1F6FC},
    CodePoints{0x1F7E0, 0x1F7EB}, CodePoints{0x1F7F0, 0x1F7F0}, CodePoints{0x1F90C, 0x1F93A},
    CodePoints{0x1F93C, 0x1F945}, CodePoints{0x1F947, 0x1F9FF}, CodePoints{0x1FA70, 0x1FAFF},
    CodePoints{0x20000, 0x2FFFD}, CodePoints{0x30000, 0x3FFFD}};

std::size_t width_of(char32_t code_point) {
  if (code_point < 0x300) return 1;
  if (is_in(zero_width, code_point)) return 0;
  return is_in(double_width, code_point) ? 2 : 1;
}

/// The longest beginning that fits.
std::string_view beginning_within(std::string_view text, std::size_t width) {
  std::size_t end = 0;
  while (end < text.size()) {
    const CodePoint next = first_code_point(text.substr(end));
    const std::size_t columns = width_of(next.value);
    if (columns > width) break;
    width -= columns;
    end += next.length;
  }
  return text.substr(0, end);
}

/// Takes the next line off the text.
std::string_view take_line(std::string_view& text, std::size_t width) {
  std::string_view line = beginning_within(text, width);
  if (line.empty()) line = text.substr(0, first_code_point(text).length);
  if (line.size() < text.size() && text[line.size()] != ' ') {
    const std::size_t space = line.rfind(' ');
    if (space != std::string_view::npos && space > 0) line = line.substr(0, space);
  }
  text.remove_prefix(line.size());
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return line;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    width += width_of(next.value);
    text.remove_prefix(next.length);
  }
  return width;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  return std::string(beginning_within(text, width - 1)) + "…";
}

std::string fill_to_width(std::string_view text, std::size_t width) {
  std::string filled = cut_to_width(text, width);
  filled.append(width - display_width(filled), ' ');
  return filled;
}

std::size_t room_after(std::size_t taken, std::size_t width) {
  if (width == 0) return 0;
  return width > taken ? width - taken : 1;
}

std::string fit(std::string_view text, std::size_t taken, std::size_t width) {
  return width == 0 ? std::string(text) : cut_to_width(text, room_after(taken, width));
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  if (width == 0 || text.empty()) return {std::string(text)};
  std::vector<std::string> lines;
  while (!text.empty()) lines.emplace_back(take_line(text, width));
  return lines;
}

}  // namespace patrol
