#pragma once

#include <array>
#include <ostream>
#include <streambuf>

namespace patrol {

/// A stream into an open file that keeps the system's error. Bytes reach the file when the buffer is full and
/// by `finish`.
class FileStream {
 public:
  explicit FileStream(int file) : buffer_(file), stream_(&buffer_) {}

  std::ostream& stream() { return stream_; }

  /// Zero where the file took all that was written, else the number of the system's error: `EPIPE` where the
  /// reader of a pipe has gone.
  int finish();

 private:
  class Buffer : public std::streambuf {
   public:
    explicit Buffer(int file);
    int problem() const { return problem_; }

   protected:
    int_type overflow(int_type byte) override;
    int sync() override;

   private:
    int file_;
    int problem_ = 0;
    std::array<char, 65'536> bytes_;
  };

  Buffer buffer_;
  std::ostream stream_;
};

}  // namespace patrol
