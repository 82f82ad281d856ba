#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace patrol {

/// A fixed number of threads that carry out tasks. Each lane in which tasks come has its part of the threads
/// for as long as it is open, so that one whose tasks hang leaves the others theirs. Of more lanes than there
/// are threads some have to wait.
class Workers {
 public:
  /// Tasks of one giver, begun in the order given. Must end before its workers do.
  class Lane {
   public:
    explicit Lane(Workers& workers);
    /// Drops the tasks that have not begun, and waits for those that have.
    ~Lane();
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    void submit(std::function<void()> task);

   private:
    friend class Workers;
    Workers& workers_;
    std::deque<std::function<void()>> tasks_;
    std::size_t running_ = 0;
  };

  explicit Workers(std::size_t count);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

 private:
  void run_one(std::unique_lock<std::mutex>& lock, Lane& lane);
  Lane* next();

  const std::size_t count_;
  std::mutex mutex_;
  std::condition_variable_any some_;   ///< a task may begin
  std::condition_variable_any ended_;  ///< a task of a lane that closes
  std::vector<Lane*> lanes_;           ///< open ones; whose task began last stands last
  std::vector<std::jthread> threads_;  ///< last: they end before what they use
};

}  // namespace patrol
