#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace patrol::emulator {

/// What clients did, for tests that hold a client to its promises: how many requests of which endpoint, how
/// many side by side, how long a chain of waiting they made, and whether they tried to write. Thread-safe.
class Statistics {
 public:
  /// A request came in. The result is its place in the longest chain: one more than the longest that had
  /// ended before it began. Give it back to end().
  std::size_t begin(const std::string& endpoint, bool writes);

  /// Its answer is about to be sent.
  void end(std::size_t chain, int status, std::size_t bytes);

  /// JSON.
  std::string report() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::size_t> by_endpoint_;
  std::map<int, std::size_t> by_status_;
  std::size_t requests_ = 0;
  std::size_t in_flight_ = 0;
  std::size_t most_in_flight_ = 0;
  std::size_t longest_chain_ = 0;
  std::size_t longest_ended_ = 0;
  std::size_t writes_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace patrol::emulator
