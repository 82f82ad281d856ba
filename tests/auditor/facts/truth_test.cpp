#include "auditor/facts/truth.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Truth, FollowsKleene) {
  using enum Truth;
  EXPECT_EQ(unknown & no, no);
  EXPECT_EQ(unknown & yes, unknown);
  EXPECT_EQ(unknown | yes, yes);
  EXPECT_EQ(unknown | no, unknown);
  EXPECT_EQ(!unknown, unknown);
  EXPECT_EQ(!yes, no);
}

}  // namespace
}  // namespace patrol
