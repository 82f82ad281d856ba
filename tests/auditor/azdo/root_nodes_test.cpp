#include "auditor/azdo/root_nodes.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol::azdo {
namespace {

constexpr auto project = "6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c";

TEST(FetchRootNode, ReadsTheRecordedAnswer) {
  Bench bench;
  bench.transport.on(std::string("https://dev.azure.com/contoso/") + project +
                         "/_apis/wit/classificationnodes/areas?api-version=7.1",
                     json(fixture("root_area.json")));
  const auto fetched = fetch_root_node(bench.client, project, "area");
  ASSERT_TRUE(fetched.known);
  EXPECT_EQ(fetched.known.value(), "2e5e8ec1-40d1-4da1-bcca-49949b2e5607");
  EXPECT_EQ(fetched.reads.size(), 1U);
}

TEST(FetchRootNode, IsAGapWhereItIsRefusedOrOfAForeignShape) {
  Bench bench;
  bench.transport.on("iterations", error(403, "no")).on("areas", json(R"({"id":7})"));
  const auto refused = fetch_root_node(bench.client, project, "iteration");
  ASSERT_FALSE(refused.known);
  EXPECT_EQ(refused.known.error().kind, Gap::Kind::forbidden);
  const auto foreign = fetch_root_node(bench.client, project, "area");
  ASSERT_FALSE(foreign.known);
  EXPECT_NE(foreign.known.error().reason.find("`identifier` is missing or null"), std::string::npos);
}

}  // namespace
}  // namespace patrol::azdo
