#include "auditor/azdo/timing.h"

#include <condition_variable>
#include <mutex>
#include <random>

namespace patrol::azdo {
namespace {

void sleep_for(std::chrono::milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, time, [] { return false; });
}

double chance() {
  thread_local std::minstd_rand engine{std::random_device{}()};
  return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
}

}  // namespace

Timing real_timing() {
  return {
      .now = [] { return Timing::Clock::now(); },
      .wall_clock = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
      .sleep = sleep_for,
      .chance = chance};
}

}  // namespace patrol::azdo
