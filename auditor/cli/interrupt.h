#pragma once

#include "auditor/cli/messages.h"

#include <atomic>
#include <csignal>
#include <optional>
#include <stop_token>
#include <thread>

namespace patrol::cli {

/// Turns SIGINT, SIGTERM and SIGHUP into a stop token. The first signal says `interrupted` and asks the work
/// to stop; a second one, or work that does not stop soon, ends the program at once, without its temporary
/// files. Make it before any other thread: those inherit that the signals are blocked, so that only its own
/// gets them.
class Interrupt {
 public:
  explicit Interrupt(Messages& messages);
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt();

  std::stop_token token() const { return stop_.get_token(); }
  /// The signal that came, if one did.
  std::optional<int> signal() const;

 private:
  void watch();

  Messages& messages_;
  sigset_t signals_{};
  std::stop_source stop_;
  std::atomic<int> signal_ = 0;
  std::atomic<bool> is_over_ = false;
  std::thread watcher_;
};

}  // namespace patrol::cli
