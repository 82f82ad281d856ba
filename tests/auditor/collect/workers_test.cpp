#include "auditor/collect/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace patrol {
namespace {

TEST(Workers, CarryOutEveryTask) {
  std::atomic<int> sum = 0;
  std::latch done(100);
  Workers workers(4);
  for (int i = 1; i <= 100; ++i) {
    workers.submit([&sum, &done, i] {
      sum += i;
      done.count_down();
    });
  }
  done.wait();
  EXPECT_EQ(sum, 5050);
}

TEST(Workers, RunAsManyTasksSideBySideAsThereAreThreads) {
  std::latch all_there(3);
  std::latch done(3);
  Workers workers(3);
  // Each waits for the other two: with fewer threads this would never end.
  for (int i = 0; i < 3; ++i) {
    workers.submit([&] {
      all_there.arrive_and_wait();
      done.count_down();
    });
  }
  done.wait();
}

TEST(Workers, EndWithoutAnythingToDo) {
  const Workers workers(2);
}

}  // namespace
}  // namespace patrol
