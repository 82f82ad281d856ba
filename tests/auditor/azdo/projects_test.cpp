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

/// The recorded list with an entry that was on it before.
Fetched<Listing<Project>> with_one_more(const Json& entry) {
  Json answer = Json::parse(fixture("projects.json"));
  answer["value"].push_back(entry);
  answer["count"] = answer["value"].size();
  Bench bench;
  bench.transport.on("_apis/projects", json(answer.dump()));
  return fetch_projects(bench.client);
}

TEST(FetchProjects, CountsAProjectOnceThatIsListedTwice) {
  Json again = Json::parse(fixture("projects.json"))["value"][0];
  again["id"] = "EB6E4656-77FC-42A1-9181-4C6D8E9DA5D1";
  const auto fetched = with_one_more(again);
  EXPECT_TRUE(fetched.known.complete());
  EXPECT_EQ(fetched.known.items.size(), 3U);
}

TEST(FetchProjects, TakesAProjectThatIsRenamedMeanwhileForUnread) {
  Json renamed = Json::parse(fixture("projects.json"))["value"][0];
  renamed["name"] = "Fiber";
  const auto fetched = with_one_more(renamed);
  EXPECT_EQ(fetched.known.items.size(), 2U);
  EXPECT_EQ(fetched.known.rest,
            (Gap{Gap::Kind::bad_answer, "the projects of contoso",
                 "the answer tells `eb6e4656-77fc-42a1-9181-4c6d8e9da5d1` twice, and differently",
                 "read it again, by an audit or a collection: it may have changed meanwhile"}));
}

TEST(ParseProject, WantsIdAndName) {
  EXPECT_FALSE(parse_project(Json{{"id", "7"}, {"name", "x"}}));
  EXPECT_FALSE(parse_project(Json{{"id", "eb6e4656-77fc-42a1-9181-4c6d8e9da5d1"}}));
  EXPECT_FALSE(parse_project(Json{{"id", "eb6e4656-77fc-42a1-9181-4c6d8e9da5d1"}, {"name", ""}}));
}

}  // namespace
}  // namespace patrol::azdo
