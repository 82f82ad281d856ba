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
  Workers::Lane lane(workers);
  for (int i = 1; i <= 100; ++i) {
    lane.submit([&sum, &done, i] {
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
  Workers::Lane lane(workers);
  // Each waits for the other two: with fewer threads this would never end.
  for (int i = 0; i < 3; ++i) {
    lane.submit([&] {
      all_there.arrive_and_wait();
      done.count_down();
    });
  }
  done.wait();
}

TEST(Workers, LeaveToEachLaneItsPartOfThem) {
  std::latch let_go(1);
  std::latch done(10);
  std::atomic<int> begun = 0;
  Workers workers(4);
  Workers::Lane hanging(workers);
  Workers::Lane other(workers);
  for (int i = 0; i < 10; ++i) {
    hanging.submit([&] {
      ++begun;
      let_go.wait();
    });
  }
  // They would never be begun, were all threads taken by those that hang.
  for (int i = 0; i < 10; ++i) other.submit([&] { done.count_down(); });
  done.wait();
  EXPECT_LE(begun, 2);
  let_go.count_down();
}

TEST(Workers, KeepOneForEachLaneWhereTheyCanNotBeSharedEvenly) {
  std::latch let_go(1);
  std::latch done(1);
  Workers workers(5);
  Workers::Lane first(workers);
  Workers::Lane second(workers);
  Workers::Lane third(workers);
  Workers::Lane last(workers);
  for (Workers::Lane* hanging : {&first, &second, &third}) {
    for (int i = 0; i < 5; ++i) hanging->submit([&] { let_go.wait(); });
  }
  last.submit([&] { done.count_down(); });
  done.wait();
  let_go.count_down();
}

TEST(Workers, TakeUpWhatALaneThatEndsLeaves) {
  std::latch all_there(2);
  std::latch done(2);
  Workers workers(2);
  Workers::Lane lane(workers);
  {
    const Workers::Lane other(workers);
    for (int i = 0; i < 2; ++i) {
      lane.submit([&] {
        all_there.arrive_and_wait();
        done.count_down();
      });
    }
  }
  done.wait();
}

TEST(Workers, EndWhatALaneThatEndsHadBegun) {
  std::latch begun(1);
  bool is_done = false;
  Workers workers(1);
  {
    Workers::Lane lane(workers);
    lane.submit([&] {
      begun.count_down();
      is_done = true;
    });
    begun.wait();
  }
  EXPECT_TRUE(is_done);
}

TEST(Workers, EndWithoutAnythingToDo) {
  const Workers workers(2);
}

}  // namespace
}  // namespace patrol
