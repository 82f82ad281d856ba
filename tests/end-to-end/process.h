#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace patrol::end_to_end {

/// How a process ended, and what it said.
struct Ended {
  int code = -1;  ///< exit code, or 128 + the signal that ended it
  std::string out;
  std::string err;
};

/// A program that is started as a user starts it: arguments, an environment of its own, pipes for what it
/// says. Whatever happens to the test, the process does not outlive it.
class Process {
 public:
  /// `environment` holds `NAME=value`, and is all that the process gets.
  Process(const std::vector<std::string>& command, const std::vector<std::string>& environment);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  pid_t id() const { return id_; }
  void signal(int number) const;
  /// Reads until standard error holds the phrase; false if the process ends without saying it.
  bool wait_for(const std::string& phrase);
  /// Closes our end of its standard output, as `| head` does.
  void stop_reading_output();
  Ended wait();

 private:
  /// Reads what is there, waiting for it; false at the end of both pipes.
  bool read_more();

  pid_t id_ = -1;
  int out_ = -1;
  int err_ = -1;
  Ended ended_;
};

}  // namespace patrol::end_to_end
