#pragma once

#include <cstddef>
#include <ostream>
#include <string_view>

namespace patrol {

/// Writes the text as a log may show it, in lines of at most `width` columns that begin behind so many
/// spaces; a width of zero leaves it on one line.
void write_indented(std::ostream& out, std::string_view text, std::size_t margin, std::size_t width);

}  // namespace patrol
