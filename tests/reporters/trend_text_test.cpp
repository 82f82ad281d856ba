#include "reporters/trend_text.h"

#include "reporters/display_width.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <sstream>

namespace patrol {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Time day(unsigned number) {
  return std::chrono::sys_days{std::chrono::November / number / 2026};
}

FailureSpell spell(const std::string& rule, unsigned since, std::optional<Time> mended = {}) {
  return {.finding = {"contoso", "flow", "policy", rule, {}, {}},
          .title = "Title",
          .severity = Severity::high,
          .since = day(since),
          .mended = mended};
}

Trend sample() {
  Trend trend;
  trend.points = {{.at = day(1), .integrations = 2, .pass = 1, .fail = 1},
                  {.at = day(2), .integrations = 1, .pass = 9},
                  {.at = day(3), .integrations = 2, .pass = 7, .fail = 1, .cut_short = true}};
  trend.appeared = {spell("new", 3)};
  trend.mended = {spell("old", 1, day(3))};
  trend.open = {spell("new", 3)};
  trend.open[0].waived = true;
  trend.median_days = 2;
  trend.expiring = {{.organization = "contoso",
                     .account = "svc",
                     .integrations = {"flow", "jira"},
                     .name = "night",
                     .id = "id",
                     .expires = day(20),
                     .days_left = 17,
                     .within = 30}};
  return trend;
}

std::string rendered(const Trend& trend, const ConsoleOptions& options = {.width = 0}) {
  std::ostringstream out;
  render_trend(trend, options, out);
  return out.str();
}

TEST(TrendText, SaysWhereItStandsAndWhatChangedSinceAnAuditOfAsMuch) {
  EXPECT_THAT(
      trend_summary(sample()),
      ElementsAre(
          "87.5 % of the findings pass, 50.0 % on 2026-11-01; since then 1 appeared and 1 were mended",
          "1 token ends within 30 days, 1 within 60, 1 within 90; the first on 2026-11-20, in 17 days: "
          "night of svc in contoso, used by flow, jira"));
}

TEST(TrendText, SaysWhereAnIntegrationWasNotAuditedForSomeTime) {
  Trend trend = sample();
  trend.open = {spell("old", 1)};
  EXPECT_THAT(rendered(trend), HasSubstr("Title (last audited on 2026-11-01)\n"));
  trend.open[0].audited = day(2);
  EXPECT_THAT(rendered(trend), Not(HasSubstr("last audited")));
  EXPECT_EQ(stale_text(trend, spell("old", 1, day(1))), "") << "it is mended";
}

TEST(TrendText, ComparesNothingThatCanNotBeCompared) {
  Trend trend = sample();
  trend.points.erase(trend.points.begin());
  EXPECT_THAT(trend_summary(trend)[0], HasSubstr("; no audit before was of as many integrations"));
  EXPECT_THAT(trend_summary({}), ElementsAre("No audit of these integrations is in the history."));
}

TEST(TrendText, IsAsReviewed) {
  EXPECT_EQ(
      rendered(sample()).substr(rendered(sample()).find("\n\n") + 2),
      "Compliance, audit by audit\n"
      "  2026-11-01 00:00 UTC      50.0 %  ██████████··········  1 failed, 0 inconclusive of 2 integrations\n"
      "  2026-11-02 00:00 UTC     100.0 %  ████████████████████  0 failed, 0 inconclusive of 1 integration\n"
      "  2026-11-03 00:00 UTC      87.5 %  █████████████████···  1 failed, 0 inconclusive of 2 integrations, "
      "cut "
      "short\n"
      "\n"
      "Appeared: 1 failure\n"
      "  2026-11-03  high      contoso flow new: Title\n"
      "\n"
      "Mended: 1 failure mended, half of them within 2 days\n"
      "  2026-11-03 after   2 days  high      contoso flow old: Title\n"
      "\n"
      "Open, the oldest first: 1 failure\n"
      "  2026-11-03 for   0 days  high      contoso flow new: Title (waived)\n"
      "\n"
      "Tokens that end soon: 1 token ends within 30 days, 1 within 60, 1 within 90\n"
      "  2026-11-20, in 17 days: night of svc in contoso, used by flow, jira\n");
}

TEST(TrendText, CutsLongListsAndSaysSo) {
  Trend trend = sample();
  trend.open.assign(30, spell("open", 1));
  trend.points.insert(trend.points.begin(), 40, trend.points.front());
  EXPECT_THAT(rendered(trend), HasSubstr("  and 22 more: --verbose\n"));
  EXPECT_THAT(rendered(trend), HasSubstr("  28 earlier: --verbose\n"));
  const ConsoleOptions verbose{.width = 0, .detail = ConsoleOptions::Detail::verbose};
  EXPECT_THAT(rendered(trend, verbose), Not(HasSubstr("--verbose")));
}

TEST(TrendText, LetsNoNameReachTheTerminalAndStaysWithinTheWidth) {
  Trend trend = sample();
  trend.open[0].finding.rule = "\x1b[31m##vso[task.complete result=Succeeded]" + std::string(100, 'x');
  trend.expiring[0].name = trend.open[0].finding.rule;
  std::istringstream lines(rendered(trend, {.width = 60}));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(display_width(line), 60U) << line;
    EXPECT_THAT(line, Not(HasSubstr("\x1b")));
    EXPECT_THAT(line, Not(HasSubstr("##vso[")));
  }
}

}  // namespace
}  // namespace patrol
