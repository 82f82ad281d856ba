#include "auditor/model/change.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Change, EachHasAWordThatReadsBack) {
  for (const Change change : changes) EXPECT_EQ(change_from(to_word(change)), change);
  EXPECT_EQ(to_word(Change::added), "new");
  EXPECT_EQ(change_from("added"), std::nullopt);
}

TEST(Baseline, OneFindingThatIsGoneIsAChange) {
  Baseline baseline;
  baseline.unchanged = 7;
  EXPECT_TRUE(baseline.nothing_changed());
  baseline.gone.emplace_back();
  EXPECT_FALSE(baseline.nothing_changed());
}

}  // namespace
}  // namespace patrol
