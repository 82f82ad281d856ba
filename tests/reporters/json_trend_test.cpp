#include "reporters/json_trend.h"

#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(JsonTrend, HoldsWhatTheHistorySays) {
  const Trend trend = compared_audit().trend.value_or(Trend{});
  const Json json = to_json(trend);
  EXPECT_EQ(json["points"].size(), trend.points.size());
  EXPECT_EQ(json["points"][0]["at"], "2026-09-21T06:00:00Z");
  EXPECT_EQ(json["open"][0]["rule"], "pat.scopes");
  EXPECT_EQ(json["open"][0]["since"], "2026-09-21T06:00:00Z");
  EXPECT_TRUE(json["open"][0]["mended"].is_null());
  EXPECT_EQ(json["mended"][0]["mended"], "2026-10-05T06:00:00Z");
  EXPECT_EQ(json["expiring"][0]["within"], 60);
  EXPECT_EQ(json["expiring"][0]["integrations"], Json({"flow-production"}));
  EXPECT_EQ(json["median_days"], 14);
}

TEST(JsonTrend, SaysNothingOfWhatIsNotThere) {
  Trend trend;
  trend.points.emplace_back();
  const Json json = to_json(trend);
  EXPECT_TRUE(json["points"][0]["compliance_permille"].is_null());
  EXPECT_TRUE(json["median_days"].is_null());
  EXPECT_EQ(json["expiring"], Json::array());
}

}  // namespace
}  // namespace patrol
