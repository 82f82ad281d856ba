#include "auditor/azdo/timing.h"

#include <gtest/gtest.h>

#include <thread>

namespace patrol::azdo {
namespace {

TEST(RealTiming, SleepEndsWithAnInterrupt) {
  const Timing timing = real_timing();
  std::stop_source stop;
  std::jthread interrupter([&] { stop.request_stop(); });
  const auto start = timing.now();
  timing.sleep(std::chrono::hours{1}, stop.get_token());
  EXPECT_LT(timing.now() - start, std::chrono::minutes{1});
}

TEST(RealTiming, SleepLastsItsTime) {
  const Timing timing = real_timing();
  const auto start = timing.now();
  timing.sleep(std::chrono::milliseconds{2}, {});
  EXPECT_GE(timing.now() - start, std::chrono::milliseconds{2});
}

TEST(RealTiming, ChanceIsAFraction) {
  const Timing timing = real_timing();
  for (int i = 0; i < 100; ++i) {
    const double chance = timing.chance();
    EXPECT_GE(chance, 0.0);
    EXPECT_LT(chance, 1.0);
  }
  EXPECT_GT(timing.wall_clock().time_since_epoch(), std::chrono::years{50});
}

}  // namespace
}  // namespace patrol::azdo
