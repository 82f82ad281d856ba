#include "auditor/model/time.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(ParseTime, ReadsADateAsMidnightUtc) {
  ASSERT_TRUE(parse_time("2026-11-23"));
  EXPECT_EQ(format_time(*parse_time("2026-11-23")), "2026-11-23T00:00:00Z");
}

TEST(ParseTime, ReadsEveryFormThatAzureDevOpsSends) {
  const auto wanted = parse_time("2026-11-23T04:04:38Z");
  ASSERT_TRUE(wanted);
  for (const char* text : {"2026-11-23T04:04:38", "2026-11-23T04:04:38.5Z", "2026-11-23T04:04:38.5233333Z",
                           "2026-11-23T05:04:38+01:00", "2026-11-22T23:04:38-0500"}) {
    EXPECT_EQ(parse_time(text), wanted) << text;
  }
}

TEST(ParseTime, ReadsTheYearThatMeansNever) {
  EXPECT_TRUE(parse_time("0001-01-01T00:00:00Z"));
}

TEST(ParseTime, RefusesWhatIsNoTime) {
  for (const char* text : {"", "2026", "2026-13-01", "2026-02-30", "2026-11-23T", "2026-11-23T25:00:00Z",
                           "2026-11-23T04:04:38.Z", "2026-11-23T04:04:38Zx", "2026-11-23T04:04:38+1",
                           "23.11.2026", "2026-11-23 later", "-026-11-23"}) {
    EXPECT_EQ(parse_time(text), std::nullopt) << text;
  }
}

TEST(FormatDate, GivesTheDayAlone) {
  EXPECT_EQ(format_date(*parse_time("2026-01-05T23:59:59Z")), "2026-01-05");
}

}  // namespace
}  // namespace patrol
