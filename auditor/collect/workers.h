#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace patrol {

/// A fixed number of threads that carry out tasks in the order given. The destructor lets the tasks that have
/// begun end, and drops the rest.
class Workers {
 public:
  explicit Workers(std::size_t count);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void submit(std::function<void()> task);

 private:
  std::mutex mutex_;
  std::condition_variable_any some_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::jthread> threads_;  ///< last: they end before what they use
};

}  // namespace patrol
