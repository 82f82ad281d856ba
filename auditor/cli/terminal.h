#pragma once

#include <cstddef>
#include <string_view>

namespace patrol::cli {

bool is_terminal(int file);

/// Columns of the terminal; 0 where the file is none.
std::size_t terminal_width(int file);

/// Writes all of it. Zero, or the number of the system's error: `EPIPE` where the reader has gone.
int write_to(int file, std::string_view text);

}  // namespace patrol::cli
