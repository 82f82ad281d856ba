#include "auditor/model/trend.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Compliance, IsWhatPassesOfAllThatConcerns) {
  EXPECT_EQ(compliance_permille({.pass = 3, .fail = 1}), 750U);
  EXPECT_EQ(compliance_permille({.pass = 7}), 1000U);
  EXPECT_EQ(compliance_permille({.fail = 7}), 0U);
}

TEST(Compliance, IsNotHelpedByWaiversOrGaps) {
  EXPECT_EQ(compliance_permille({.pass = 1, .waived = 1}), 500U);
  EXPECT_EQ(compliance_permille({.pass = 1, .inconclusive = 3}), 250U);
}

TEST(Compliance, IsWholeOnlyWhereNothingIsMissing) {
  EXPECT_EQ(compliance_permille({.pass = 99'999, .inconclusive = 1}), 999U);
}

TEST(Compliance, OfNothingIsUnknown) {
  EXPECT_EQ(compliance_permille({}), std::nullopt);
}

}  // namespace
}  // namespace patrol
