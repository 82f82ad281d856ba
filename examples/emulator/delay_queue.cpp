#include "examples/emulator/delay_queue.h"

#include <utility>

namespace patrol::emulator {

DelayQueue::~DelayQueue() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void DelayQueue::add(Clock::time_point when, std::function<void()> task) {
  {
    const std::scoped_lock lock(mutex_);
    tasks_.emplace(when, std::move(task));
  }
  changed_.notify_all();
}

void DelayQueue::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (tasks_.empty()) {
      changed_.wait(lock);
    } else if (const auto first = tasks_.begin(); first->first > Clock::now()) {
      const Clock::time_point when = first->first;
      changed_.wait_until(lock, when);
    } else {
      const std::function<void()> task = std::move(first->second);
      tasks_.erase(first);
      lock.unlock();
      task();
      lock.lock();
    }
  }
}

}  // namespace patrol::emulator
