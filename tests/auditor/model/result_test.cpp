#include "auditor/model/result.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Result, HoldsAValueOrAnError) {
  const Result<int> value = 7;
  ASSERT_TRUE(value);
  EXPECT_EQ(value.value(), 7);
  const Result<int> error = Error{Error::Kind::policy, "a.yaml:1:2", "unknown key `x`"};
  ASSERT_FALSE(error);
  EXPECT_EQ(to_string(error.error()), "a.yaml:1:2: unknown key `x`");
  EXPECT_EQ(to_string({Error::Kind::usage, "", "no policy"}), "no policy");
}

}  // namespace
}  // namespace patrol
