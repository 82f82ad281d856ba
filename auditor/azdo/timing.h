#pragma once

#include <chrono>
#include <functional>
#include <stop_token>

namespace patrol::azdo {

/// Clocks, sleep and chance: all that is not the same in two runs, handed in so that tests decide it.
struct Timing {
  using Clock = std::chrono::steady_clock;

  std::function<Clock::time_point()> now;
  /// The wall clock: X-RateLimit-Reset and a Retry-After that is a date are moments in it.
  std::function<std::chrono::sys_seconds()> wall_clock;
  /// Sleeps that long, shorter only if the token is triggered.
  std::function<void(std::chrono::milliseconds, const std::stop_token&)> sleep;
  /// A number from 0 up to 1, for the jitter of back-offs.
  std::function<double()> chance;
};

/// Real clocks, real sleep, real chance.
Timing real_timing();

}  // namespace patrol::azdo
