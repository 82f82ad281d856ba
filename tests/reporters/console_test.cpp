#include "reporters/display_width.h"
#include "tests/reporters/golden.h"
#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <sstream>
#include <string>
#include <vector>

namespace patrol {
namespace {

using testing::HasSubstr;
using testing::Not;

using Detail = ConsoleOptions::Detail;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(Console, IsAsReviewed) {
  expect_golden("sample.console", rendered(ConsoleOptions{}, sample_audit()));
  expect_golden("sample.console-verbose",
                rendered(ConsoleOptions{.detail = Detail::verbose}, sample_audit()));
  expect_golden("sample.console-log", rendered(ConsoleOptions{.width = 0}, sample_audit()));
  expect_golden("hostile.console", rendered(ConsoleOptions{}, hostile_audit()));
  expect_golden("empty.console", rendered(ConsoleOptions{}, empty_audit()));
}

TEST(Console, BeginsWithTheVerdictAndTheNumbers) {
  EXPECT_EQ(lines_of(rendered(ConsoleOptions{}, sample_audit()))[0],
            "Fail: 5 failed, 2 inconclusive, 4 passed, 1 waived, 3 not applicable");
}

TEST(Console, IsOneLineWhereQuiet) {
  EXPECT_EQ(rendered(ConsoleOptions{.detail = Detail::quiet}, sample_audit()),
            "Fail: 5 failed, 2 inconclusive, 4 passed, 1 waived, 3 not applicable\n");
}

TEST(Console, TakesAboutTwentyLinesHoweverLargeTheAudit) {
  EXPECT_LE(lines_of(rendered(ConsoleOptions{}, large_audit(10'000))).size(), 24U);
}

TEST(Console, StaysWithinTheWidth) {
  for (const std::size_t width : {60U, 80U, 132U}) {
    for (const std::string& line : lines_of(rendered(ConsoleOptions{.width = width}, hostile_audit()))) {
      EXPECT_LE(display_width(line), width) << line;
    }
  }
}

TEST(Console, LetsNoNameReachTheTerminalOrTheServer) {
  for (const Detail detail : {Detail::normal, Detail::verbose}) {
    for (const std::size_t width : {0U, 20U, 80U}) {
      const std::string text = rendered(ConsoleOptions{.width = width, .detail = detail}, hostile_audit());
      EXPECT_THAT(text, Not(HasSubstr("\x1b")));
      EXPECT_THAT(text, Not(HasSubstr("\xC2\x9B")));
      EXPECT_THAT(text, Not(HasSubstr("\r")));
      EXPECT_THAT(text, Not(HasSubstr("\u202E")));
      EXPECT_THAT(text, Not(HasSubstr("##")));
      EXPECT_THAT(text, Not(HasSubstr("::")));
    }
  }
}

TEST(Console, HasColourOnlyOnRequest) {
  const std::string plain = rendered(ConsoleOptions{}, sample_audit());
  const std::string coloured = rendered(ConsoleOptions{.colour = true}, sample_audit());
  EXPECT_THAT(plain, Not(HasSubstr("\x1b")));
  EXPECT_THAT(coloured, HasSubstr("\x1b[1;31mFail\x1b[0m: 5 failed"));
}

TEST(Console, ListsInconclusiveFindingsWhereNoGapStandsBehindThem) {
  Audit audit = sample_audit();
  audit.gaps.clear();
  EXPECT_THAT(
      rendered(ConsoleOptions{.width = 0}, audit),
      HasSubstr("high      flow-gap  pat.scopes     The tokens of svc-gap@contoso.com could not be read"));
}

TEST(Console, SaysWhereTheCollectionWasCutShort) {
  Audit audit = sample_audit();
  audit.cut_short = true;
  EXPECT_THAT(rendered(ConsoleOptions{.detail = Detail::quiet}, audit),
              HasSubstr("The collection was cut short"));
}

}  // namespace
}  // namespace patrol
