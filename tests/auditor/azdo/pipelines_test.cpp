#include "auditor/azdo/pipelines.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol::azdo {
namespace {

constexpr auto project = "6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c";

TEST(FetchPipelines, ReadsAnAnswerOfTheProjectWithFolders) {
  Bench bench;
  bench.transport.on(
      std::string("https://dev.azure.com/contoso/") + project +
          "/_apis/build/definitions?$top=1000&queryOrder=definitionNameAscending&api-version=7.1",
      json(fixture("pipelines.json")));
  const auto fetched = fetch_pipelines(bench.client, project);
  ASSERT_TRUE(fetched.known.complete()) << fetched.known.rest->reason;
  EXPECT_EQ(fetched.known.items,
            (std::vector<Pipeline>{{"12", "Linux", "\\Nightly\\Linux"}, {"13", "Website CI", "\\"}}));
}

TEST(FetchPipelines, FollowsThePages) {
  Bench bench;
  bench.transport.on("continuationToken=next", json(R"({"value":[{"id":2,"name":"b","path":"\\"}]})"))
      .on("definitions",
          json(R"({"value":[{"id":1,"name":"a","path":"\\"}]})", {{"x-ms-continuationtoken", "next"}}));
  EXPECT_EQ(fetch_pipelines(bench.client, project).known.items.size(), 2U);
}

TEST(ParsePipeline, IsNotReadWhereItsFolderLooksLikeASecret) {
  const std::string folder = "\\" + std::string(26, 'q') + std::string(26, '7');
  const auto parsed = parse_pipeline(Json{{"id", 1}, {"name", "a"}, {"path", folder}});
  ASSERT_FALSE(parsed) << "masked it would be another folder, with another list";
  EXPECT_EQ(parsed.error().what, "`path` holds what looks like a secret");
}

TEST(ParsePipeline, WantsTheFolderBecauseTheSecurityTokenHoldsIt) {
  EXPECT_EQ(parse_pipeline(Json{{"id", 1}, {"name", "a"}}).error().what, "`path` is missing or null");
  EXPECT_FALSE(parse_pipeline(Json{{"id", "1"}, {"name", "a"}, {"path", "\\"}}));
}

}  // namespace
}  // namespace patrol::azdo
