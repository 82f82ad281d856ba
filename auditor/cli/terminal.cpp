#include "auditor/cli/terminal.h"

#include <cerrno>
#include <sys/ioctl.h>
#include <unistd.h>

namespace patrol::cli {

bool is_terminal(int file) {
  return ::isatty(file) == 1;
}

std::size_t terminal_width(int file) {
  if (!is_terminal(file)) return 0;
  winsize size{};
  return ::ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace patrol::cli
