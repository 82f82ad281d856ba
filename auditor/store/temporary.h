#pragma once

#include "auditor/model/result.h"
#include "auditor/store/file_descriptor.h"

#include <cstddef>
#include <string>
#include <sys/types.h>

namespace patrol {

/// A file under a temporary name in the folder of the one that it will become. It removes itself unless
/// `rename_to` gave it its name; `remove_temporaries` does so for a program that is about to end.
class Temporary {
 public:
  static Result<Temporary> beside(const std::string& path, mode_t mode);

  Temporary(Temporary&& other) noexcept;
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  Temporary& operator=(Temporary&&) = delete;
  ~Temporary();

  FileDescriptor& file() { return file_; }
  /// Whether the system did it; `errno` says why not.
  bool rename_to(const std::string& path);

 private:
  Temporary(std::string name, std::size_t slot, FileDescriptor file);

  std::string name_;
  std::size_t slot_;
  FileDescriptor file_;
};

/// Removes every temporary file that is open now. Safe in a signal handler and from any thread; the program
/// must end after it.
void remove_temporaries() noexcept;

}  // namespace patrol
