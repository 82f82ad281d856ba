#pragma once

namespace patrol::cli {

/// Opens /dev/null for each of standard input, output and error that whoever started the program had closed
/// (`patrol … >&-`): else the next file or connection gets its number, and what is printed goes there. To be
/// called before anything is opened. What is written to them fails as before.
void fill_standard_streams();

/// Whether something can be written there.
bool is_writable(int file);

}  // namespace patrol::cli
