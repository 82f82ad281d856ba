#include "auditor/collect/workers.h"

#include <algorithm>
#include <stop_token>
#include <utility>

namespace patrol {

Workers::Workers(std::size_t count) : count_(count) {
  threads_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) {
      std::unique_lock lock(mutex_);
      for (;;) {
        Lane* lane = nullptr;
        some_.wait(lock, stop, [&] { return (lane = next()) != nullptr; });
        if (stop.stop_requested()) return;
        run_one(lock, *lane);
      }
    });
  }
}

Workers::~Workers() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void Workers::run_one(std::unique_lock<std::mutex>& lock, Lane& lane) {
  const std::function<void()> task = std::move(lane.tasks_.front());
  lane.tasks_.pop_front();
  ++lane.running_;
  const auto place = std::ranges::find(lanes_, &lane);
  std::rotate(place, place + 1, lanes_.end());
  lock.unlock();
  task();
  lock.lock();
  --lane.running_;
  ended_.notify_all();
}

/// The lane whose task is to begin now: the one with the fewest under way. Beyond its part a lane may have
/// what no other one lacks to its own. Null: none.
Workers::Lane* Workers::next() {
  if (lanes_.empty()) return nullptr;
  const std::size_t part = std::max<std::size_t>(1, count_ / lanes_.size());
  std::size_t running = 0;
  std::size_t lacking = 0;
  for (const Lane* lane : lanes_) {
    running += lane->running_;
    lacking += part - std::min(part, lane->running_);
  }
  Lane* found = nullptr;
  for (Lane* lane : lanes_) {
    const bool is_allowed = lane->running_ < part || count_ - running > lacking;
    if (lane->tasks_.empty() || !is_allowed) continue;
    if (found == nullptr || lane->running_ < found->running_) found = lane;
  }
  return found;
}

Workers::Lane::Lane(Workers& workers) : workers_(workers) {
  const std::lock_guard lock(workers_.mutex_);
  workers_.lanes_.push_back(this);
}

Workers::Lane::~Lane() {
  std::unique_lock lock(workers_.mutex_);
  tasks_.clear();
  workers_.ended_.wait(lock, [this] { return running_ == 0; });
  std::erase(workers_.lanes_, this);
  // The part of each of the others has grown.
  workers_.some_.notify_all();
}

void Workers::Lane::submit(std::function<void()> task) {
  {
    const std::lock_guard lock(workers_.mutex_);
    tasks_.push_back(std::move(task));
  }
  workers_.some_.notify_one();
}

}  // namespace patrol
