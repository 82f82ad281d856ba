#include "auditor/azdo/percent.h"

#include <gtest/gtest.h>

namespace patrol::azdo {
namespace {

TEST(PercentDecoded, UndoesPairsOnly) {
  EXPECT_EQ(percent_decoded("a%40b%3a%2F"), "a@b:/");
  EXPECT_EQ(percent_decoded("100%"), "100%");
  EXPECT_EQ(percent_decoded("%4"), "%4");
  EXPECT_EQ(percent_decoded("%zz%-1%41"), "%zz%-1A");
  EXPECT_EQ(percent_decoded(""), "");
}

TEST(PercentEncoded, KeepsWhatStandsForItself) {
  EXPECT_EQ(percent_encoded("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encoded("a b+c&d=e%\xC3\xA4"), "a%20b%2Bc%26d%3De%25%C3%A4");
  EXPECT_EQ(percent_encoded("$:/", "$:/"), "$:/");
}

}  // namespace
}  // namespace patrol::azdo
