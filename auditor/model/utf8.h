#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace patrol {

inline constexpr char32_t replacement_character = 0xFFFD;

/// One code point and how many bytes it took.
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;
  bool is_well_formed = true;  ///< else the value is U+FFFD
};

/// A run of code points, both ends included.
struct CodePoints {
  char32_t from;
  char32_t to;
};

/// Whether one of the runs holds it. They stand in rising order.
bool is_in(std::span<const CodePoints> runs, char32_t code_point);

/// The first code point of a text that is not empty. Malformed bytes come as U+FFFD, one for each maximal
/// part that could have begun a character, as the Unicode standard recommends and browsers do.
CodePoint first_code_point(std::string_view text);

void append_utf8(std::string& text, char32_t code_point);

/// The longest beginning of a text with at most so many code points.
std::string_view first_code_points(std::string_view text, std::size_t most);

}  // namespace patrol
