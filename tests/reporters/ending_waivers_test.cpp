#include "reporters/ending_waivers.h"

#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <chrono>
#include <gmock/gmock.h>

namespace patrol {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(EndingWaivers, AreThoseOfTheNextThirtyDays) {
  Audit audit = sample_audit();
  audit.generated_at = audit.findings[3].waiver->expires - std::chrono::days{30};
  EXPECT_THAT(ending_waivers(audit), IsEmpty());
  EXPECT_EQ(ending_waivers_sentence(audit), "");
  audit.generated_at += std::chrono::seconds{1};
  EXPECT_EQ(ending_waivers(audit).size(), 1U);
  EXPECT_EQ(ending_waivers_sentence(audit),
            "1 waiver runs out within 30 days, the first on 2026-12-31: what is excused so fails then.");
}

TEST(EndingWaivers, AreToldWhereFailuresAre) {
  Audit audit = sample_audit();
  audit.generated_at = audit.findings[3].waiver->expires - std::chrono::days{1};
  EXPECT_THAT(rendered(ConsoleOptions{.width = 0}, audit), HasSubstr("1 waiver runs out"));
  EXPECT_THAT(rendered("markdown", audit), HasSubstr("1 waiver runs out"));
  EXPECT_THAT(rendered("html", audit), HasSubstr("1 waiver runs out"));
}

}  // namespace
}  // namespace patrol
