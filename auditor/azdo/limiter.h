#pragma once

#include "auditor/azdo/timing.h"
#include "auditor/azdo/transport.h"
#include "auditor/model/result.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <stop_token>

namespace patrol::azdo {

/// Keeps a whole run polite (API.md 7): bounds the requests under way and slows all of them down when the
/// service asks one to. One for all organizations, used by many threads.
class Limiter {
 public:
  Limiter(std::size_t concurrency, Timing timing);

  /// The right to send one request; gives its place back when it goes.
  class Turn {
   public:
    Turn(Turn&& other) noexcept;
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    Turn& operator=(Turn&&) = delete;
    ~Turn();

   private:
    friend class Limiter;
    Turn(Limiter& limiter, std::size_t generation) : limiter_(&limiter), generation_(generation) {}
    Limiter* limiter_;
    std::size_t generation_;
  };

  enum class Refusal { stopped, late };

  /// Waits for a free place, then for the end of a pause that the service asked for. Late without waiting
  /// where the pause ends after the deadline.
  Result<Turn, Refusal> wait(Timing::Clock::time_point deadline, const std::stop_token& stop);

  /// Reads what the answer says about load. Call it for every answer, before its turn goes.
  void learn(const Turn& turn, const Response& response);

  /// How many requests may be under way now.
  std::size_t allowed() const;

 private:
  void give_back();

  const std::size_t most_;
  const Timing timing_;
  mutable std::mutex mutex_;
  std::condition_variable_any free_;
  std::size_t allowed_;
  std::size_t under_way_ = 0;
  std::size_t clean_answers_ = 0;  ///< since the last change of `allowed_`
  std::size_t generation_ = 0;     ///< counts the halvings
  Timing::Clock::time_point paused_until_{};
};

/// The time in a Retry-After header; nothing where it holds no number of seconds.
std::optional<std::chrono::milliseconds> retry_after(const Response& response);

}  // namespace patrol::azdo
