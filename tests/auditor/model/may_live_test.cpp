#include "auditor/model/may_live.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr Time now = std::chrono::sys_days{std::chrono::November / 23 / 2026};
constexpr std::chrono::days day{1};

TEST(MayLive, OneThatIsAliveOrBeginsLaterOrOfNoToldEnd) {
  EXPECT_TRUE(may_live({.valid_from = now - day, .valid_to = now + day, .is_alive = true}, now));
  EXPECT_TRUE(may_live({.valid_from = now + day, .valid_to = now + 2 * day}, now));
  EXPECT_TRUE(may_live({.valid_from = now - day}, now));
}

TEST(MayLive, NotOneThatIsOver) {
  EXPECT_FALSE(may_live({.valid_from = now - 2 * day, .valid_to = now - day}, now));
  EXPECT_FALSE(may_live({.valid_from = now - day, .valid_to = now + day}, now)) << "revoked";
  EXPECT_FALSE(may_live({.valid_to = now + day}, now)) << "revoked";
}

}  // namespace
}  // namespace patrol
