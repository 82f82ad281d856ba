#include "auditor/azdo/projects.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol::azdo {
namespace {

TEST(FetchProjects, ReadsTheRecordedAnswer) {
  Bench bench;
  bench.transport.on("https://dev.azure.com/contoso/_apis/projects?$top=500&api-version=7.1",
                     json(fixture("projects.json")));
  const auto fetched = fetch_projects(bench.client);
  EXPECT_TRUE(fetched.known.complete());
  ASSERT_EQ(fetched.known.items.size(), 3U);
  EXPECT_EQ(fetched.known.items[0], (Project{.id = "eb6e4656-77fc-42a1-9181-4c6d8e9da5d1",
                                             .name = "Fabrikam-Fiber-TFVC",
                                             .state = "wellFormed"}));
}

TEST(ParseProject, WantsIdAndName) {
  EXPECT_FALSE(parse_project(Json{{"id", "7"}, {"name", "x"}}));
  EXPECT_FALSE(parse_project(Json{{"id", "eb6e4656-77fc-42a1-9181-4c6d8e9da5d1"}}));
  EXPECT_FALSE(parse_project(Json{{"id", "eb6e4656-77fc-42a1-9181-4c6d8e9da5d1"}, {"name", ""}}));
}

}  // namespace
}  // namespace patrol::azdo
