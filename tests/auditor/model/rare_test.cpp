#include "auditor/model/rare.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

namespace patrol {
namespace {

TEST(Rare, HoldsNothingUntilItIsGiven) {
  Rare<std::string> text;
  EXPECT_FALSE(text);
  EXPECT_FALSE(text.has_value());
  EXPECT_EQ(text.value_or("none"), "none");
  EXPECT_EQ(text.to_optional(), std::nullopt);
  text = std::string("some");
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, "some");
  EXPECT_EQ(text->size(), 4U);
  EXPECT_EQ(text.to_optional(), "some");
  text = std::nullopt;
  EXPECT_FALSE(text);
}

TEST(Rare, ACopyIsAValueOfItsOwn) {
  Rare<std::string> first("one");
  Rare<std::string> second = first;
  *second += " more";
  EXPECT_EQ(*first, "one");
  EXPECT_EQ(*second, "one more");
  first = second;
  EXPECT_EQ(first, second);
  const Rare<std::string>& same = first;
  first = same;
  EXPECT_EQ(*first, "one more");
  const Rare<std::string> moved = std::move(first);
  EXPECT_EQ(*moved, "one more");
}

TEST(Rare, IsComparedByWhatIsHeld) {
  EXPECT_EQ(Rare<int>(1), Rare<int>(1));
  EXPECT_NE(Rare<int>(1), Rare<int>(2));
  EXPECT_NE(Rare<int>(0), Rare<int>());
  EXPECT_EQ(Rare<int>(), Rare<int>());
}

TEST(Rare, TakesAPointersRoom) {
  EXPECT_EQ(sizeof(Rare<std::string>), sizeof(void*));
}

}  // namespace
}  // namespace patrol
