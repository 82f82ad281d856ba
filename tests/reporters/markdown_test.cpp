#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>

namespace patrol {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Markdown, BeginsWithTheVerdict) {
  EXPECT_TRUE(rendered("markdown", sample_audit()).starts_with("## patrol: Fail\n\n3 findings fail"));
}

TEST(Markdown, IsBoundedAndSaysWhatItLeavesOut) {
  const std::string text = rendered("markdown", large_audit(10'000));
  EXPECT_LE(text.size(), 60'000U);
  EXPECT_GE(text.size(), 50'000U);
  EXPECT_THAT(text, HasSubstr("\nFailed: "));
  EXPECT_THAT(text, HasSubstr(" more are left out here; the other reports hold all of them.\n"));
  EXPECT_THAT(text, HasSubstr("\nInconclusive: 1000 more are left out here"));
}

TEST(Markdown, HasTheMostSevereFirst) {
  const std::string text = rendered("markdown", sample_audit());
  EXPECT_LT(text.find("| critical | `flow-admin`"), text.find("| high | `flow-production`"));
}

TEST(Markdown, TellsWhatWasNotHeldAgainstTheNeed) {
  Audit audit = sample_audit();
  for (AuditedAccount& account : audit.accounts) account.not_compared = {"the access level: nobody asks"};
  EXPECT_THAT(rendered("markdown", audit), HasSubstr("### Not held against the need (2)\n\n| what | of |\n"));
  EXPECT_THAT(rendered("markdown", audit),
              HasSubstr("| the access level: nobody asks | `svc-admin@contoso.com` and 2 more |\n"));
}

TEST(Markdown, MarksWhatIsNew) {
  const std::string text = rendered("markdown", compared_audit());
  EXPECT_THAT(
      text,
      HasSubstr("Since the audit of 2026-11-16 09:00 UTC: 1 new, 1 worse, 1 better, 12 unchanged, 1 gone."));
  EXPECT_THAT(text, HasSubstr("| **new** svc-flow is not in Readers"));
  EXPECT_THAT(text, HasSubstr("| **worse** svc-admin is an administrator"));
  EXPECT_THAT(text, HasSubstr("| what was found | first seen | what to do |"));
  EXPECT_THAT(text, HasSubstr(" | 2026-11-23 | "));
  EXPECT_THAT(text, HasSubstr("was fail, first seen on 2026-10-05 |"));
  EXPECT_THAT(rendered("markdown", sample_audit()), Not(HasSubstr("first seen")));
}

TEST(Markdown, TellsOfManyOrganizations) {
  const std::string text = rendered("markdown", organizations_audit(4));
  EXPECT_THAT(text, HasSubstr("\n### Organizations (4)\n"));
  EXPECT_THAT(text, HasSubstr("| `organization-003` | fail | 1 (1 critical) | 0 | 2 | wholly |"));
  EXPECT_THAT(text,
              HasSubstr("| `organization-002` | inconclusive | 0 | 2 | 0 | not at all: the tokens of "));
  EXPECT_THAT(text, HasSubstr("| Pluralsight Flow: flow | `organization-003` | "
                              "`organization-002`, `organization-004` | `organization-001` |  |"));
  EXPECT_THAT(rendered("markdown", sample_audit()), Not(HasSubstr("Organizations")));
}

TEST(Markdown, IsBoundedWhereThereAreManyOrganizations) {
  const std::string text = rendered("markdown", organizations_audit(2'000));
  EXPECT_LE(text.size(), 60'000U);
  EXPECT_THAT(text, HasSubstr("Organizations: 1940 more are left out here"));
  EXPECT_THAT(text, HasSubstr("`organization-008`, `organization-009` and 1991 more |"));
}

TEST(Markdown, TellsTheFirstStepWholeWhateverTheNamesInIt) {
  Audit audit = sample_audit();
  audit.findings[0].remediation = Remediation{"take it out of a\nb", "", ""};
  EXPECT_THAT(rendered("markdown", audit), HasSubstr("| take it out of a\\[U+000A\\]b |\n"));
}

TEST(Markdown, LetsNoNameLeaveItsCell) {
  Audit audit = sample_audit();
  audit.integrations[0].name = "a | b\n| c";
  audit.findings[0].message = "<img src=x onerror=alert(1)> @everyone #1 ](javascript:x)";
  const std::string text = rendered("markdown", audit);
  EXPECT_THAT(text, HasSubstr("| critical | `a \\| b[U+000A]\\| c` | `org.no-admin` | "
                              "`<img src=x onerror=alert(1)> @everyone #1 ](javascript:x)` |"));
}

TEST(Markdown, HasAsManyCellsInEachRowAsInItsHead) {
  std::istringstream text(rendered("markdown", hostile_audit()));
  std::size_t columns = 0;
  for (std::string line; std::getline(text, line);) {
    if (!line.starts_with('|')) {
      columns = 0;
      continue;
    }
    std::size_t bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i)
      bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
    if (columns == 0) columns = bars;
    EXPECT_EQ(bars, columns) << line;
  }
}

}  // namespace
}  // namespace patrol
