#include "auditor/azdo/base64.h"

#include <gtest/gtest.h>

namespace patrol::azdo {
namespace {

TEST(Base64, HasThePaddingOfTheStandard) {
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(to_base64("\xFB\xFF"), "+/8=");
}

TEST(Base64Url, HasNone) {
  EXPECT_EQ(to_base64url("f"), "Zg");
  EXPECT_EQ(to_base64url("\xFB\xFF"), "-_8");
}

}  // namespace
}  // namespace patrol::azdo
