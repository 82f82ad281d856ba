#pragma once

#include "auditor/model/result.h"

#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace patrol::cli {

/// What a person is told on standard error while patrol runs. Every text passes the last nets: tokens are
/// masked, control characters and commands to CI servers are shown instead of sent. Safe from any thread.
class Messages {
 public:
  explicit Messages(int file);

  bool is_terminal() const { return is_terminal_; }
  /// With `quiet`, only errors and warnings are told.
  void set_quiet(bool quiet) { quiet_ = quiet; }

  void say(std::string_view text);
  /// Each on a line of its own, `file:line:column: what` first where there is a place.
  void tell(std::span<const Error> errors);

  /// A step of the work: replaces the line before on a terminal, and is a line of its own elsewhere.
  void phase(std::string_view text);
  /// How far a step is: told on a terminal only.
  void live(std::string_view text);
  /// Takes the live line away.
  void end_live();

 private:
  void write_line(std::string_view text);
  void show(std::string_view text);
  void clear();

  std::mutex mutex_;
  int file_;
  bool is_terminal_;
  bool quiet_ = false;
  bool has_live_line_ = false;
};

}  // namespace patrol::cli
