#pragma once

#include <cstddef>

namespace patrol::cli {

bool is_terminal(int file);

/// Columns of the terminal; 0 where the file is none.
std::size_t terminal_width(int file);

}  // namespace patrol::cli
