#include "auditor/azdo/renewed_bearer.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>

#include <deque>

namespace patrol::azdo {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Kind = TransportFailure::Kind;

constexpr seconds plenty{30};
const TransportFailure unreachable{Kind::connection, "no route", false};
const TransportFailure denied{Kind::sign_in, "AADSTS7000215", false};

/// A sign-in server: gives `token-1`, `token-2` … or the failures that were prepared, and counts.
struct Desk {
  FakeTime time;
  seconds lives{3600};
  std::deque<TransportFailure> failures;
  int asked = 0;
  int given = 0;
  RenewedBearer bearer{[this](milliseconds, const std::stop_token&) -> Result<Bearer, TransportFailure> {
                         ++asked;
                         if (!failures.empty()) {
                           TransportFailure failure = failures.front();
                           failures.pop_front();
                           return failure;
                         }
                         return Bearer{Secret("token-" + std::to_string(++given)), lives};
                       },
                       time.timing()};

  /// The token that is sent now, or why none is.
  std::string now() {
    const auto signature = bearer.signature(plenty, {});
    return signature ? std::string(signature.value().credential.secret.reveal()) : signature.error().what;
  }
  std::size_t turn() { return bearer.signature(plenty, {}).value().turn; }
};

TEST(RenewedBearer, SignsInOnceWhileItLives) {
  Desk desk;
  EXPECT_EQ(desk.now(), "token-1");
  desk.time.pass(seconds{3299});
  EXPECT_EQ(desk.now(), "token-1");
  EXPECT_EQ(desk.asked, 1);
}

TEST(RenewedBearer, RenewsFiveMinutesBeforeTheEnd) {
  Desk desk;
  desk.now();
  desk.time.pass(seconds{3300});
  EXPECT_EQ(desk.now(), "token-2");
  EXPECT_EQ(desk.asked, 2);
}

TEST(RenewedBearer, RenewsAShortLifeAtItsHalf) {
  Desk desk;
  desk.lives = seconds{60};
  desk.now();
  desk.time.pass(seconds{29});
  EXPECT_EQ(desk.now(), "token-1");
  desk.time.pass(seconds{1});
  EXPECT_EQ(desk.now(), "token-2");
}

TEST(RenewedBearer, GoesOnWithALivingOneThatCanNotBeRenewed) {
  Desk desk;
  desk.now();
  desk.time.pass(seconds{3300});
  desk.failures = {unreachable};
  EXPECT_EQ(desk.now(), "token-1");
  EXPECT_EQ(desk.now(), "token-1");
  EXPECT_EQ(desk.asked, 2) << "each request would ask";
  desk.time.pass(seconds{30});
  EXPECT_EQ(desk.now(), "token-2");
}

TEST(RenewedBearer, NeverSendsADeadOne) {
  Desk desk;
  desk.now();
  desk.time.pass(seconds{3600});
  desk.failures = {unreachable};
  EXPECT_EQ(desk.now(), "no route");
  EXPECT_EQ(desk.now(), "token-2");
}

TEST(RenewedBearer, TakesARefusalForFinal) {
  Desk desk;
  desk.failures = {denied};
  EXPECT_EQ(desk.now(), "AADSTS7000215");
  EXPECT_EQ(desk.now(), "AADSTS7000215");
  EXPECT_EQ(desk.asked, 1) << "a wrong secret tried again and again locks the application out";
}

TEST(RenewedBearer, DoesNotHammerAServerThatIsAway) {
  Desk desk;
  desk.failures = {unreachable, unreachable, unreachable, unreachable, unreachable};
  for (int i = 0; i < 50; ++i) EXPECT_EQ(desk.now(), "no route");
  EXPECT_EQ(desk.asked, 5);
  EXPECT_EQ(desk.bearer.signature(plenty, {}).error().kind, Kind::sign_in_away);
}

TEST(RenewedBearer, IsRenewedAfterARefusal) {
  Desk desk;
  const std::size_t turn = desk.turn();
  const auto other = desk.bearer.after_refusal(turn, plenty, {});
  ASSERT_TRUE(other);
  EXPECT_EQ(other->credential.secret.reveal(), "token-2");
  EXPECT_EQ(desk.now(), "token-2");
}

TEST(RenewedBearer, IsRenewedOnceForAllThatWereRefused) {
  Desk desk;
  const std::size_t turn = desk.turn();
  for (int i = 0; i < 8; ++i) EXPECT_TRUE(desk.bearer.after_refusal(turn, plenty, {}));
  EXPECT_EQ(desk.asked, 2);
}

TEST(RenewedBearer, BelievesRefusalsThatANewOneDoesNotMend) {
  Desk desk;
  ASSERT_TRUE(desk.bearer.after_refusal(desk.turn(), plenty, {}));
  desk.bearer.refused_again();
  for (int i = 0; i < 8; ++i) EXPECT_FALSE(desk.bearer.after_refusal(desk.turn(), plenty, {}));
  EXPECT_EQ(desk.asked, 2);
  // Time still renews it.
  desk.time.pass(seconds{3300});
  EXPECT_EQ(desk.now(), "token-3");
}

TEST(RenewedBearer, ForgetsAnInterrupt) {
  Desk desk;
  desk.failures = {{Kind::stopped, "interrupted", false}};
  EXPECT_EQ(desk.now(), "interrupted");
  EXPECT_EQ(desk.now(), "token-1");
}

TEST(RenewedBearer, AsksNothingWhenItsTimeIsOver) {
  Desk desk;
  const auto signature = desk.bearer.signature(milliseconds{0}, {});
  ASSERT_FALSE(signature);
  EXPECT_EQ(signature.error().kind, Kind::timeout);
  EXPECT_EQ(desk.asked, 0);
}

}  // namespace
}  // namespace patrol::azdo
