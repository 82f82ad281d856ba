#include "auditor/model/base64.h"

#include <gtest/gtest.h>

namespace patrol {
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

TEST(Base64, IsReadInEitherAlphabetWithOrWithoutPadding) {
  EXPECT_EQ(from_base64("+/8="), "\xFB\xFF");
  EXPECT_EQ(from_base64("-_8"), "\xFB\xFF");
  EXPECT_EQ(from_base64("Zm9vYmFy"), "foobar");
  EXPECT_EQ(from_base64(""), "");
}

TEST(Base64, IsNotWhatHoldsAnotherCharacter) {
  EXPECT_EQ(from_base64("Zm9v YmFy"), std::nullopt);
  EXPECT_EQ(from_base64("Zg=a"), std::nullopt);
}

}  // namespace
}  // namespace patrol
