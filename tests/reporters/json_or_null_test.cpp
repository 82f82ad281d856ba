#include "reporters/json_or_null.h"

#include "auditor/model/words.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(JsonOrNull, IsNullWhereNothingIsThere) {
  EXPECT_EQ(text_or_null(""), nullptr);
  EXPECT_EQ(time_or_null(std::nullopt), nullptr);
  EXPECT_EQ(value_or_null(std::optional<int>{}), nullptr);
  EXPECT_EQ(word_or_null(std::optional<Verdict>{}), nullptr);
}

TEST(JsonOrNull, IsTheValueWhereThereIsOne) {
  EXPECT_EQ(text_or_null("a"), "a");
  EXPECT_EQ(time_or_null(parse_time("2026-11-23T09:00:00Z")), "2026-11-23T09:00:00Z");
  EXPECT_EQ(value_or_null(std::optional{0}), 0);
  EXPECT_EQ(word_or_null(std::optional{Verdict::pass}), "pass");
}

}  // namespace
}  // namespace patrol
