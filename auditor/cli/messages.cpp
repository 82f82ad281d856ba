#include "auditor/cli/messages.h"

#include "auditor/cli/terminal.h"
#include "auditor/model/redact.h"
#include "auditor/store/write_all.h"
#include "reporters/display_width.h"
#include "reporters/safe_text.h"

#include <cstddef>

namespace patrol::cli {
namespace {

constexpr std::string_view start_of_cleared_line = "\r\x1b[K";

std::string safe(std::string_view text) {
  return log_line(redact(text));
}

}  // namespace

Messages::Messages(int file) : file_(file), is_terminal_(cli::is_terminal(file)) {}

void Messages::say(std::string_view text) {
  const std::lock_guard lock(mutex_);
  write_line("patrol: " + safe(text));
}

void Messages::tell(std::span<const Error> errors) {
  const std::lock_guard lock(mutex_);
  for (const Error& error : errors) {
    const std::string text = to_string(error);
    write_line(safe(error.where.empty() ? "patrol: " + text : text));
  }
}

void Messages::phase(std::string_view text) {
  const std::lock_guard lock(mutex_);
  if (quiet_) return;
  if (is_terminal_) {
    show(text);
  } else {
    write_line("patrol: " + safe(text));
  }
}

void Messages::live(std::string_view text) {
  const std::lock_guard lock(mutex_);
  if (is_terminal_ && !quiet_) show(text);
}

void Messages::end_live() {
  const std::lock_guard lock(mutex_);
  clear();
}

void Messages::write_line(std::string_view text) {
  clear();
  write_all(file_, std::string(text) + "\n");
}

void Messages::show(std::string_view text) {
  // A line that wraps could not be taken away again.
  const std::size_t width = terminal_width(file_);
  write_all(file_, std::string(start_of_cleared_line) + cut_to_width(safe(text), width > 1 ? width - 1 : 79));
  has_live_line_ = true;
}

void Messages::clear() {
  if (has_live_line_) write_all(file_, start_of_cleared_line);
  has_live_line_ = false;
}

}  // namespace patrol::cli
