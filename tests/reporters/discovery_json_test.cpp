#include "reporters/discovery.h"
#include "tests/reporters/sample_discovery.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace patrol {
namespace {

TEST(DiscoveryJson, HoldsEverything) {
  std::ostringstream out;
  render_discovery_json(sample_discovery(), out);
  const auto document = nlohmann::json::parse(out.str());
  EXPECT_EQ(document["schema"], "patrol/discovery/1");
  EXPECT_EQ(document["complete"], false);
  EXPECT_EQ(document["summary"]["unclaimed_accounts"], 3);
  EXPECT_EQ(document["summary"]["unclaimed_tokens"], 4);
  ASSERT_EQ(document["accounts"].size(), 7U);
  EXPECT_EQ(document["accounts"][0]["application_id"], "2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60");
  EXPECT_EQ(document["accounts"][1]["signs"], (nlohmann::json{"hooks", "product", "name", "tokens"}));
  EXPECT_EQ(document["accounts"][1]["tokens"][1]["alive"], false);
  EXPECT_EQ(document["accounts"][4]["tokens"][0]["claim"], "unknown");
  EXPECT_EQ(document["accounts"][6]["tokens_known"], false);
  EXPECT_EQ(document["gaps"][0]["grant"], "grant it");
  EXPECT_EQ(document["notices"].size(), 1U);
  EXPECT_EQ(out.str().find("##vso["), std::string::npos) << "no command to a CI server";
}

}  // namespace
}  // namespace patrol
