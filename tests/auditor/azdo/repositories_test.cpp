#include "auditor/azdo/repositories.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol::azdo {
namespace {

constexpr auto guid = "eb6e4656-77fc-42a1-9181-4c6d8e9da5d1";

TEST(FetchRepositories, ReadsTheRecordedAnswerOfTheWholeOrganization) {
  Bench bench;
  bench.transport.on("https://dev.azure.com/contoso/_apis/git/repositories?api-version=7.1",
                     json(fixture("repositories.json")));
  const auto fetched = fetch_repositories(bench.client, false);
  ASSERT_TRUE(fetched.known.complete()) << fetched.known.rest->reason;
  ASSERT_EQ(fetched.known.items.size(), 3U);
  EXPECT_EQ(fetched.known.items[0], (Repository{.id = "5febef5a-833d-4e14-b9c0-14cb638f91e6",
                                                .name = "AnotherRepository",
                                                .project_id = "6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c"}));
}

TEST(FetchRepositories, AsksForHiddenOnesWhereEveryOneIsWanted) {
  Bench bench;
  bench.transport.on("/_apis/git/repositories?includeHidden=true&api-version=7.1",
                     json(fixture("repositories.json")));
  EXPECT_EQ(fetch_repositories(bench.client, true).known.items.size(), 3U);
}

TEST(ParseRepository, WantsItsProjectAndTellsWhetherItIsDisabled) {
  Json entry{{"id", guid}, {"name", "x"}, {"isDisabled", true}};
  EXPECT_EQ(parse_repository(entry).error().what, "`project` is missing or null");
  entry["project"] = {{"name", "Shop"}};
  EXPECT_EQ(parse_repository(entry).error().what, "`project.id` is missing or null");
  entry["project"]["id"] = guid;
  EXPECT_TRUE(parse_repository(entry).value().is_disabled);
}

}  // namespace
}  // namespace patrol::azdo
