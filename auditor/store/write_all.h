#pragma once

#include <string_view>

namespace patrol {

/// Writes all of the bytes to an open file. Zero, or the number of the system's error: `EPIPE` where the
/// reader of a pipe has gone.
int write_all(int file, std::string_view bytes);

}  // namespace patrol
