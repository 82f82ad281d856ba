#include "auditor/model/holdings.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Excess, KindsAreTheWordsOfTheReports) {
  EXPECT_EQ(to_word(Excess::Kind::scope), "scope");
  EXPECT_EQ(to_word(Excess::Kind::access_level), "access_level");
}

}  // namespace
}  // namespace patrol
