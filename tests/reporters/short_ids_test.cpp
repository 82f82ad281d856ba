#include "reporters/short_ids.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(WithShortIds, KeepsTheFirstDigitsOfEach) {
  EXPECT_EQ(
      with_short_ids("flow (efe232ca-f5e0-3376-658c-a3241a009899) and 0C7CC2C3-AAC0-D888-0717-A3354396E0E8"),
      "flow (efe232ca…) and 0C7CC2C3…");
}

TEST(WithShortIds, LeavesAllElse) {
  for (const char* text : {"", "2026-11-01", "efe232ca-f5e0-3376-658c-a3241a00989", "Zahlungsverkehr-Ü",
                           "gfe232ca-f5e0-3376-658c-a3241a009899", "efe232ca-f5e0-3376-658ca-3241a009899"}) {
    EXPECT_EQ(with_short_ids(text), text);
  }
}

}  // namespace
}  // namespace patrol
