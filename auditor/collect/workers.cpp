#include "auditor/collect/workers.h"

#include <stop_token>
#include <utility>

namespace patrol {

Workers::Workers(std::size_t count) {
  threads_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) {
      for (;;) {
        std::function<void()> task;
        {
          std::unique_lock lock(mutex_);
          if (!some_.wait(lock, stop, [this] { return !tasks_.empty(); })) return;
          if (stop.stop_requested()) return;
          task = std::move(tasks_.front());
          tasks_.pop_front();
        }
        task();
      }
    });
  }
}

Workers::~Workers() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void Workers::submit(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  some_.notify_one();
}

}  // namespace patrol
