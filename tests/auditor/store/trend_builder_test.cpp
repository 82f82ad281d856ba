#include "auditor/store/trend_builder.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr Verdict pass = Verdict::pass;
constexpr Verdict fail = Verdict::fail;
constexpr Verdict inconclusive = Verdict::inconclusive;

Time day(unsigned number) {
  return std::chrono::sys_days{std::chrono::November / number / 2026};
}

/// A rule of the integration `flow`, told day by day.
class OneRule {
 public:
  OneRule() : flow_(builder.add_integration("flow")) {
    PastFinding finding{.name = {.organization = "contoso", .integration = "flow", .rule = "rule"}};
    shop_ = builder.add_finding(flow_, finding, std::nullopt);
    finding.name.project = "Web";
    web_ = builder.add_finding(flow_, finding, std::nullopt);
  }

  OneRule& on(unsigned number, Verdict verdict, bool waived = false) {
    builder.begin_audit(day(number), false, {{.integration = flow_}});
    builder.add_verdict(shop_, verdict, waived);
    builder.end_audit();
    return *this;
  }
  /// Tells the rule of another project only.
  OneRule& elsewhere_on(unsigned number, Verdict verdict) {
    builder.begin_audit(day(number), false, {{.integration = flow_}});
    builder.add_verdict(web_, verdict, false);
    builder.end_audit();
    return *this;
  }
  OneRule& tokens_on(unsigned number, std::optional<std::vector<ExpiringToken>> tokens) {
    builder.begin_audit(day(number), false, {{.integration = flow_, .tokens = std::move(tokens)}});
    builder.end_audit();
    return *this;
  }
  Trend trend(Time since = Time::min()) const { return builder.finish(since); }

  TrendBuilder builder;

 private:
  std::size_t flow_;
  std::size_t shop_ = 0;
  std::size_t web_ = 0;
};

TEST(Trend, CountsEachAuditAsTotalsDo) {
  const Trend trend = OneRule().on(1, pass).on(2, fail).on(3, fail, true).on(4, inconclusive).trend();
  const std::vector<TrendPoint> wanted{{.at = day(1), .integrations = 1, .pass = 1},
                                       {.at = day(2), .integrations = 1, .fail = 1},
                                       {.at = day(3), .integrations = 1, .waived = 1},
                                       {.at = day(4), .integrations = 1, .inconclusive = 1}};
  EXPECT_EQ(trend.points, wanted);
}

TEST(Trend, DatesAFailureFromItsFirstAuditToItsPass) {
  const Trend trend = OneRule().on(1, pass).on(3, fail).on(4, fail).on(9, pass).trend();
  ASSERT_EQ(trend.mended.size(), 1U);
  EXPECT_EQ(trend.mended[0].since, day(3));
  EXPECT_EQ(trend.mended[0].mended, day(9));
  EXPECT_EQ(trend.median_days, 6U);
  EXPECT_EQ(trend.appeared, trend.mended);
  EXPECT_TRUE(trend.open.empty());
}

TEST(Trend, DoesNotSayThatTheFirstAuditsFailuresAppeared) {
  const Trend trend = OneRule().on(1, fail).trend();
  EXPECT_TRUE(trend.appeared.empty());
  ASSERT_EQ(trend.open.size(), 1U);
  EXPECT_EQ(trend.open[0].since, day(1));
}

TEST(Trend, TakesNothingForMendedThatCouldNotBeDecided) {
  const Trend trend = OneRule().on(1, fail).on(2, inconclusive).on(3, fail).on(4, inconclusive).trend();
  ASSERT_EQ(trend.open.size(), 1U);
  EXPECT_EQ(trend.open[0].since, day(1));
  EXPECT_TRUE(trend.mended.empty());
  EXPECT_TRUE(trend.appeared.empty());
}

TEST(Trend, TakesNoWaiverForAMending) {
  const Trend trend = OneRule().on(1, fail).on(2, fail, true).trend();
  ASSERT_EQ(trend.open.size(), 1U);
  EXPECT_EQ(trend.open[0].since, day(1));
  EXPECT_TRUE(trend.open[0].waived);
}

TEST(Trend, NeitherMendsNorKeepsWhatIsToldNoMore) {
  for (const Trend& trend : {OneRule().on(1, fail).elsewhere_on(2, pass).trend(),
                             OneRule().on(1, fail).on(2, Verdict::not_applicable).trend()}) {
    EXPECT_TRUE(trend.open.empty());
    EXPECT_TRUE(trend.mended.empty());
  }
}

TEST(Trend, KeepsAFailureWhileItsRuleCouldNotBeDecidedElsewhere) {
  // Where the projects can not be read, a rule for each of them speaks of none.
  const Trend trend = OneRule().on(1, fail).elsewhere_on(2, inconclusive).on(3, fail).trend();
  ASSERT_EQ(trend.open.size(), 1U);
  EXPECT_EQ(trend.open[0].since, day(1));
}

TEST(Trend, KnowsWhatCameBefore) {
  TrendBuilder builder;
  const std::size_t flow = builder.add_integration("flow");
  const std::size_t rule = builder.add_finding(flow, {}, day(1));
  builder.begin_audit(day(20), false, {{.integration = flow}});
  builder.add_verdict(rule, pass, false);
  builder.end_audit();
  EXPECT_EQ(builder.finish(Time::min()).median_days, 19U);
}

TEST(Trend, OfALateTimeListsOnlyWhatChangedSinceAndAllThatIsOpen) {
  const OneRule rule = OneRule().on(1, pass).on(2, fail).on(3, pass).on(5, fail);
  const Trend trend = rule.trend(day(4));
  EXPECT_EQ(trend.points.size(), 1U);
  EXPECT_EQ(trend.appeared.size(), 1U);
  EXPECT_TRUE(trend.mended.empty());
  EXPECT_EQ(trend.median_days, std::nullopt);
  EXPECT_EQ(rule.trend(day(6)).open.size(), 1U);
}

TEST(Trend, PutsTheNewestChangeFirstAndTheOldestFailure) {
  TrendBuilder builder;
  const std::size_t flow = builder.add_integration("flow");
  const std::size_t early = builder.add_finding(flow, {.name = {.rule = "z"}}, std::nullopt);
  const std::size_t late = builder.add_finding(flow, {.name = {.rule = "a"}}, std::nullopt);
  for (const unsigned number : {1U, 2U, 3U}) {
    builder.begin_audit(day(number), false, {{.integration = flow}});
    builder.add_verdict(early, number >= 2 ? fail : pass, false);
    builder.add_verdict(late, number >= 3 ? fail : pass, false);
    builder.end_audit();
  }
  const Trend trend = builder.finish(Time::min());
  ASSERT_EQ(trend.open.size(), 2U);
  EXPECT_EQ(trend.open[0].finding.rule, "z");
  EXPECT_EQ(trend.appeared[0].finding.rule, "a");
}

TEST(ExpiringTokens, StandBelowTheSmallestHorizonThatHoldsThem) {
  const auto token = [](const std::string& id, int days_left) {
    return ExpiringToken{.id = id, .expires = day(1) + std::chrono::days(days_left)};
  };
  const Trend trend = OneRule()
                          .tokens_on(1, std::vector{token("a", 91), token("b", 90), token("c", 61),
                                                    token("d", 60), token("e", 30), token("f", 0)})
                          .trend();
  std::vector<std::pair<std::string, std::size_t>> seen;
  for (const ExpiringToken& one : trend.expiring) seen.emplace_back(one.id, one.within);
  const std::vector<std::pair<std::string, std::size_t>> wanted{{"e", 30}, {"d", 60}, {"c", 90}, {"b", 90}};
  EXPECT_EQ(seen, wanted);
  EXPECT_EQ(trend.expiring.front().integrations, std::vector<std::string>{"flow"});
  EXPECT_EQ(trend.expiring.front().days_left, 30U);
}

TEST(ExpiringTokens, AreForgottenOnlyWhenTheListWasRead) {
  const std::vector<ExpiringToken> one{{.id = "a", .expires = day(20)}};
  EXPECT_EQ(OneRule().tokens_on(1, one).tokens_on(2, std::nullopt).trend().expiring.size(), 1U);
  EXPECT_TRUE(
      OneRule().tokens_on(1, one).tokens_on(2, std::vector<ExpiringToken>{}).trend().expiring.empty());
}

TEST(ExpiringTokens, ThatTwoIntegrationsUseStandOnce) {
  TrendBuilder builder;
  const std::size_t b = builder.add_integration("b");
  const std::size_t a = builder.add_integration("a");
  const std::vector<ExpiringToken> one{{.id = "a", .expires = day(20)}};
  builder.begin_audit(day(1), false, {{.integration = b, .tokens = one}, {.integration = a, .tokens = one}});
  builder.end_audit();
  const Trend trend = builder.finish(Time::min());
  ASSERT_EQ(trend.expiring.size(), 1U);
  EXPECT_EQ(trend.expiring[0].integrations, (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace patrol
