#include "auditor/azdo/pages.h"

#include "auditor/azdo/judge.h"
#include "auditor/azdo/members.h"
#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace patrol::azdo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Parsed<std::string> name_of(const Json& entry) {
  Members members(entry);
  std::string name = members.text("name");
  return std::move(members).result(std::move(name));
}

Response page(const std::string& name, const std::string& next = "") {
  return json(R"({"value":[{"name":")" + name + R"("}]})",
              next.empty() ? Headers{} : Headers{{"X-MS-ContinuationToken", next}});
}

Fetched<Listing<std::string>> names(Bench& bench) {
  Fetched<Listing<std::string>> fetched;
  fetched.known =
      read_list(bench.client, {.endpoint = EndpointId::projects, .what = "names", .path = {"names"}},
                fetched.reads, name_of);
  return fetched;
}

Gap foreign(const std::string& what) {
  return {.kind = Gap::Kind::bad_answer,
          .what = "names",
          .reason = "the answer is not what the service is known to send: " + what,
          .grant = std::string(report_answer)};
}

TEST(ReadList, ReadsToTheEndAndEncodesTheToken) {
  Bench bench;
  bench.transport.on("continuationToken=b%2B/%3D%26", page("second")).on("names", page("first", "b+/=&"));
  const auto fetched = names(bench);
  EXPECT_THAT(fetched.known.items, ElementsAre("first", "second"));
  EXPECT_TRUE(fetched.known.complete());
  EXPECT_EQ(fetched.reads.size(), 2U);
  EXPECT_EQ(fetched.reads[1].url,
            "https://dev.azure.com/contoso/names?continuationToken=b%2B/%3D%26&api-version=7.1");
}

TEST(ReadList, DoesNotTakeAnEmptyPageForTheEnd) {
  Bench bench;
  bench.transport.on("continuationToken=2", page("x"))
      .on("names", json(R"({"value":[],"continuationToken":"2"})"));
  EXPECT_THAT(names(bench).known.items, ElementsAre("x"));
}

TEST(ReadList, BreaksOutOfACircle) {
  Bench bench;
  bench.transport.on("continuationToken=1", page("b", "2"))
      .on("continuationToken=2", page("c", "1"))
      .on("names", page("a", "1"));
  const auto fetched = names(bench);
  EXPECT_THAT(fetched.known.items, ElementsAre("a", "b", "c"));
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_EQ(fetched.known.rest->reason, "the pages of the list go in a circle");
  EXPECT_EQ(fetched.reads.size(), 3U);
}

TEST(ReadList, EndsAListWithoutEnd) {
  Bench bench(ClientOptions{.most_pages = 3});
  bench.transport.on("continuationToken=page1&", page("x", "page2"))
      .on("continuationToken=page2&", page("x", "page3"));
  bench.transport.on("names", page("x", "page1"));
  const auto fetched = names(bench);
  EXPECT_EQ(fetched.reads.size(), 3U);
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_EQ(fetched.known.rest->reason, "the list did not end after 3 pages");
}

TEST(ReadList, KeepsWhatEarlierPagesGave) {
  Bench bench;
  bench.transport.on("continuationToken=2", error(403, "no more")).on("names", page("first", "2"));
  const auto fetched = names(bench);
  EXPECT_THAT(fetched.known.items, ElementsAre("first"));
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_EQ(fetched.known.rest->kind, Gap::Kind::forbidden);
}

TEST(ReadList, NeverDropsAnEntryInSilence) {
  Bench bench;
  bench.transport.on("names", json(R"({"value":[{"name":"a"},null,{"name":7},{"name":"b"}]})"));
  const auto fetched = names(bench);
  EXPECT_THAT(fetched.known.items, ElementsAre("a", "b"));
  EXPECT_EQ(fetched.known.rest, foreign("entry 2: an object was expected"));
}

TEST(ReadList, TakesNothingFromAPageWhoseCountIsAnother) {
  Bench bench;
  bench.transport.on("continuationToken=2", json(R"({"count":3,"value":[{"name":"b"}]})"))
      .on("names", json(R"({"count":1,"value":[{"name":"a"}],"continuationToken":"2"})"));
  const auto fetched = names(bench);
  EXPECT_THAT(fetched.known.items, ElementsAre("a"));
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_EQ(fetched.known.rest->kind, Gap::Kind::bad_answer);
}

TEST(ReadList, CountsOnceWhatComesOnTwoPages) {
  Bench bench;
  bench.transport.on("continuationToken=2", json(R"({"value":[{"name":"b"},{"name":"c"}]})"))
      .on("names", json(R"({"value":[{"name":"a"},{"name":"b"}],"continuationToken":"2"})"));
  const auto fetched = names(bench);
  EXPECT_THAT(fetched.known.items, ElementsAre("a", "b", "c"));
  EXPECT_TRUE(fetched.known.complete());
}

TEST(ReadList, LeavesOutWhatIsNotMeant) {
  Bench bench;
  bench.transport.on("names", json(R"({"value":[{"name":"a"},{},{"name":"b"}]})"));
  std::vector<Read> reads;
  const auto list = read_list(bench.client, {.endpoint = EndpointId::projects, .path = {"names"}}, reads,
                              [](const Json& entry) -> Parsed<std::optional<std::string>> {
                                if (entry.empty()) return std::optional<std::string>{};
                                return std::optional(entry.at("name").get<std::string>());
                              });
  EXPECT_THAT(list.items, ElementsAre("a", "b"));
  EXPECT_TRUE(list.complete());
}

TEST(ReadList, TakesNoForeignShapeForAnEmptyList) {
  for (const auto* body : {"{}", "[]", "null", R"({"value":null})", R"({"value":{}})", R"({"count":0})"}) {
    Bench bench;
    bench.transport.on("names", json(body));
    EXPECT_EQ(names(bench).known.rest, foreign("`value` is no list")) << body;
  }
}

}  // namespace
}  // namespace patrol::azdo
