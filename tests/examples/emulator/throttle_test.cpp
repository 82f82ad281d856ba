#include "examples/emulator/throttle.h"

#include <gtest/gtest.h>

namespace patrol::emulator {
namespace {

TEST(Throttle, RefusesSomeAfterSoMany) {
  Throttle throttle(load_throttle("after: 2, refuse: 1, retry_after: 3").value());
  std::chrono::milliseconds delay{0};
  EXPECT_FALSE(throttle.refuse_or_delay(delay));
  EXPECT_FALSE(throttle.refuse_or_delay(delay));
  const auto refusal = throttle.refuse_or_delay(delay);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 429);
  EXPECT_EQ(refusal->headers.at("Retry-After"), "3");
  EXPECT_FALSE(throttle.refuse_or_delay(delay));
}

TEST(Throttle, DelaysOthersAndSaysSoOn200) {
  const Throttle marker(load_throttle("{after: 1, delay_ms: 250}").value());
  Response response;
  marker.mark(response, std::chrono::milliseconds(250));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.delay, std::chrono::milliseconds(250));
  EXPECT_EQ(response.headers.at("X-RateLimit-Delay"), "0.250");
  EXPECT_EQ(response.headers.at("Retry-After"), "1");
}

TEST(Throttle, IsOffUnlessAskedFor) {
  Throttle throttle(ThrottleRule{});
  std::chrono::milliseconds delay{0};
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(throttle.refuse_or_delay(delay));
}

TEST(Throttle, RefusesARuleThatItDoesNotKnow) {
  EXPECT_FALSE(load_throttle("afterwards: 2"));
}

}  // namespace
}  // namespace patrol::emulator
