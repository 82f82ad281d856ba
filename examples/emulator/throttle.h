#pragma once

#include "auditor/model/result.h"
#include "examples/emulator/http.h"

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>

namespace patrol::emulator {

/// Rate limits (API.md 7). After so many requests the service delays those that follow, still with 200, or
/// refuses some with 429; then it counts anew.
struct ThrottleRule {
  std::size_t after = 0;  ///< requests that pass freely; 0: no throttling
  std::size_t count = 1;  ///< then so many are delayed or refused
  bool refuse = false;    ///< 429 in place of a delay
  std::chrono::milliseconds delay{0};
  int retry_after = 1;  ///< seconds, told to the client
};

/// Reads `after: 20, delay_ms: 300, retry_after: 1` or `after: 20, refuse: 3, retry_after: 1`.
Result<ThrottleRule> load_throttle(const std::string& text);

/// Thread-safe.
class Throttle {
 public:
  explicit Throttle(ThrottleRule rule) : rule_(rule) {}

  /// A refusal that stands for the answer, or nothing.
  std::optional<Response> refuse_or_delay(std::chrono::milliseconds& delay);

  /// Marks an answer that was delayed.
  void mark(Response& response, std::chrono::milliseconds delay) const;

 private:
  ThrottleRule rule_;
  std::size_t seen_ = 0;
  std::mutex mutex_;
};

}  // namespace patrol::emulator
