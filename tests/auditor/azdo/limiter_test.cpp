#include "auditor/azdo/limiter.h"

#include "auditor/model/time.h"
#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>

#include <thread>

namespace patrol::azdo {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr auto never = Timing::Clock::time_point::max();

struct Desk {
  FakeTime time;
  Limiter limiter{8, time.timing()};

  /// One request from its place to its answer.
  void ask(const Response& answer) {
    auto place = limiter.enter(never, {});
    ASSERT_TRUE(place);
    ASSERT_EQ(limiter.wait_for_go(place.value(), never, {}), std::nullopt);
    limiter.learn(place.value(), answer);
  }
};

TEST(Limiter, DoesNotWaitWhereNobodyComplains) {
  Desk desk;
  for (int i = 0; i < 100; ++i) desk.ask(json("{}", {{"X-RateLimit-Remaining", "150"}}));
  EXPECT_TRUE(desk.time.sleeps().empty());
  EXPECT_EQ(desk.limiter.allowed(), 8U);
}

TEST(Limiter, HonoursRetryAfterOnASuccessToo) {
  Desk desk;
  desk.ask(json("{}", {{"retry-after", "7"}}));
  desk.ask(json("{}"));
  EXPECT_EQ(desk.time.sleeps(), std::vector<milliseconds>{seconds{7}});
  EXPECT_EQ(desk.limiter.allowed(), 4U);
}

TEST(Limiter, HalvesForARefusalADelayOrNothingLeft) {
  for (const auto& answer : {status(429), json("{}", {{"X-RateLimit-Delay", "0.250"}}),
                             json("{}", {{"X-RateLimit-Remaining", "0"}})}) {
    Desk desk;
    desk.ask(answer);
    EXPECT_EQ(desk.limiter.allowed(), 4U);
    EXPECT_TRUE(desk.time.sleeps().empty());
  }
}

TEST(Limiter, NeverGoesBelowOne) {
  Desk desk;
  for (int i = 0; i < 10; ++i) desk.ask(status(429));
  EXPECT_EQ(desk.limiter.allowed(), 1U);
}

TEST(Limiter, HalvesOnceForRequestsThatWereUnderWayTogether) {
  Desk desk;
  auto first = desk.limiter.enter(never, {});
  auto second = desk.limiter.enter(never, {});
  ASSERT_FALSE(desk.limiter.wait_for_go(first.value(), never, {}));
  ASSERT_FALSE(desk.limiter.wait_for_go(second.value(), never, {}));
  desk.limiter.learn(first.value(), status(429));
  desk.limiter.learn(second.value(), status(429));
  EXPECT_EQ(desk.limiter.allowed(), 4U);
}

TEST(Limiter, RecoversSlowly) {
  Desk desk;
  desk.ask(status(429));
  for (int i = 0; i < 19; ++i) desk.ask(json("{}"));
  EXPECT_EQ(desk.limiter.allowed(), 4U);
  desk.ask(json("{}"));
  EXPECT_EQ(desk.limiter.allowed(), 5U);
  for (int i = 0; i < 200; ++i) desk.ask(json("{}"));
  EXPECT_EQ(desk.limiter.allowed(), 8U);
}

TEST(Limiter, WaitsForTheResetOfARefusalButNotLong) {
  Desk soon;
  soon.ask(status(429, "", {{"X-RateLimit-Reset", "1800000004"}}));
  soon.ask(json("{}"));
  EXPECT_EQ(soon.time.sleeps(), std::vector<milliseconds>{seconds{4}});
  Desk late;
  late.ask(status(429, "", {{"X-RateLimit-Reset", "1800009999"}}));
  late.ask(json("{}"));
  EXPECT_EQ(late.time.sleeps(), std::vector<milliseconds>{seconds{30}});
}

TEST(Limiter, IsLateWithoutWaitingWhereThePauseIsLongerThanTheDeadline) {
  Desk desk;
  desk.ask(status(429, "", {{"Retry-After", "100"}}));
  auto place = desk.limiter.enter(never, {});
  EXPECT_EQ(desk.limiter.wait_for_go(place.value(), desk.time.timing().now() + seconds{90}, {}),
            Limiter::Refusal::late);
  EXPECT_TRUE(desk.time.sleeps().empty());
}

TEST(Limiter, LetsNoMoreInThanAllowed) {
  FakeTime time;
  Limiter limiter(1, time.timing());
  std::optional place = std::move(limiter.enter(never, {})).value();
  const auto refused = limiter.enter(time.timing().now() + milliseconds{5}, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), Limiter::Refusal::late);
  std::jthread leaver([&] { place.reset(); });
  EXPECT_TRUE(limiter.enter(never, {}));
}

TEST(Limiter, EndsWaitingWhenInterrupted) {
  FakeTime time;
  Limiter limiter(1, time.timing());
  const auto place = limiter.enter(never, {});
  std::stop_source stop;
  std::jthread interrupter([&] { stop.request_stop(); });
  const auto refused = limiter.enter(never, stop.get_token());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), Limiter::Refusal::stopped);
}

TEST(Limiter, WaitsForTheMomentThatADateNames) {
  Desk desk;  // whose wall clock is at 2027-01-15T08:00:00Z
  desk.ask(json("{}", {{"Retry-After", "Fri, 15 Jan 2027 08:00:07 GMT"}}));
  desk.ask(json("{}"));
  EXPECT_EQ(desk.time.sleeps(), std::vector<milliseconds>{seconds{7}});
  EXPECT_EQ(desk.limiter.allowed(), 4U);
}

std::optional<milliseconds> asked_for(const std::string& value) {
  return retry_after(json("{}", {{"Retry-After", value}}), *parse_time("2026-10-21T07:28:00Z"));
}

TEST(RetryAfter, TakesSeconds) {
  const auto of = asked_for;
  EXPECT_EQ(of("5"), seconds{5});
  EXPECT_EQ(of(" 0.5 "), milliseconds{500});
  EXPECT_EQ(of("1e999"), std::nullopt);
  EXPECT_EQ(of("99999999999999999999"), std::chrono::hours{24});
  EXPECT_EQ(of("-1"), std::nullopt);
  EXPECT_EQ(of("nan"), std::nullopt);
  EXPECT_EQ(retry_after(json("{}"), {}), std::nullopt);
}

TEST(RetryAfter, TakesADate) {
  EXPECT_EQ(asked_for("Wed, 21 Oct 2026 07:28:09 GMT"), seconds{9});
  EXPECT_EQ(asked_for(" Wed, 21 Oct 2026 07:29:00 GMT "), seconds{60});
  EXPECT_EQ(asked_for("Wed, 21 Oct 2026 07:28:00 GMT"), seconds{0});
  EXPECT_EQ(asked_for("Tue, 20 Oct 2026 07:28:00 GMT"), seconds{0}) << "it is over";
  EXPECT_EQ(asked_for("Fri, 31 Dec 9999 23:59:59 GMT"), std::chrono::hours{24});
  EXPECT_EQ(asked_for("Wed, 21 Oct 2026"), std::nullopt);
}

}  // namespace
}  // namespace patrol::azdo
