#include "auditor/model/evidence.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(GapKind, EveryWordReadsBack) {
  for (int i = 0; i <= static_cast<int>(Gap::Kind::not_decidable); ++i) {
    const auto kind = static_cast<Gap::Kind>(i);
    EXPECT_NE(to_word(kind), "?");
    EXPECT_EQ(gap_kind_from(to_word(kind)), kind);
  }
  EXPECT_EQ(gap_kind_from("nonsense"), std::nullopt);
}

TEST(Listing, AnEmptyListAndAnUnreadOneAreNotTheSame) {
  const Listing<int> empty;
  const Listing<int> unread{{}, Gap{Gap::Kind::forbidden, "", "", ""}};
  EXPECT_TRUE(empty.complete());
  EXPECT_FALSE(unread.complete());
  EXPECT_NE(empty, unread);
}

}  // namespace
}  // namespace patrol
