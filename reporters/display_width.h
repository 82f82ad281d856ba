#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// Columns that a terminal gives the text: two for wide East Asian characters and emoji, none for marks that
/// join the character before. The locale does not matter.
std::size_t display_width(std::string_view text);

/// The text if it fits, else as much of it as fits with `…` at the end.
std::string cut_to_width(std::string_view text, std::size_t width);

/// The text, cut or filled with spaces to exactly that width.
std::string fill_to_width(std::string_view text, std::size_t width);

/// Columns that a line has left after `taken`: at least one, and zero where the width is zero, which is no
/// limit.
std::size_t room_after(std::size_t taken, std::size_t width);

/// The text cut to what the line has left after `taken` columns; whole where the width is zero.
std::string fit(std::string_view text, std::size_t taken, std::size_t width);

/// Lines of at most `width` columns, broken at spaces; a longer word is broken where it must be. A width of
/// zero leaves the text on one line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

}  // namespace patrol
