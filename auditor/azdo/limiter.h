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

  /// A place among the requests under way, kept for all tries of one request so that a struggling service
  /// sees fewer of them; given back when it goes.
  class Place {
   public:
    Place(Place&& other) noexcept;
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    Place& operator=(Place&&) = delete;
    ~Place();

   private:
    friend class Limiter;
    explicit Place(Limiter& limiter) : limiter_(&limiter) {}
    Limiter* limiter_;
    std::size_t halvings_seen_ = 0;  ///< when its try began
  };

  enum class Refusal { stopped, late };

  /// Waits for a free place.
  Result<Place, Refusal> enter(Timing::Clock::time_point deadline, const std::stop_token& stop);

  /// Waits before a try for the end of a pause that the service asked for. Late, and without waiting, where
  /// the pause ends after the deadline. Nothing: go.
  std::optional<Refusal> wait_for_go(Place& place, Timing::Clock::time_point deadline,
                                     const std::stop_token& stop);

  /// Reads what the answer to a try says about load. Call it for every answer.
  void learn(const Place& place, const Response& response);

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
  std::size_t halvings_ = 0;
  Timing::Clock::time_point paused_until_{};
};

/// The time that a Retry-After header asks to wait, given as seconds or as a date, a day at most; nothing
/// where it holds neither.
std::optional<std::chrono::milliseconds> retry_after(const Response& response,
                                                     std::chrono::sys_seconds wall_clock);

}  // namespace patrol::azdo
