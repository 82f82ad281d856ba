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

}  // namespace
}  // namespace patrol::azdo
