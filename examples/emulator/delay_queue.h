#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace patrol::emulator {

/// Runs each task when its time has come, on one thread of its own; what is left at the end is dropped.
class DelayQueue {
 public:
  using Clock = std::chrono::steady_clock;

  DelayQueue() : thread_([this] { run(); }) {}
  ~DelayQueue();
  DelayQueue(const DelayQueue&) = delete;
  DelayQueue& operator=(const DelayQueue&) = delete;

  void add(Clock::time_point when, std::function<void()> task);

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<Clock::time_point, std::function<void()>> tasks_;
  bool stopping_ = false;
  std::thread thread_;  ///< last: it uses all of the above
};

}  // namespace patrol::emulator
