#include "examples/emulator/faults.h"

#include "examples/emulator/answers.h"

#include <gtest/gtest.h>

namespace patrol::emulator {
namespace {

Response honest(const Request&) {
  return list_answer(Json::array({{{"id", 1}}, {{"id", 2}}}));
}

Response strike(FaultRule rule) {
  Faults faults({std::move(rule)});
  return faults.apply(make_request("GET", "/vssps.dev.azure.com/contoso/_apis/graph/users"), honest);
}

TEST(Faults, LeaveAloneWhatNoRuleMatches) {
  EXPECT_EQ(strike({.path = "tokenadmin", .answer = "html"}).body, honest({}).body);
  EXPECT_EQ(strike({.host = "vsaex", .answer = "html"}).body, honest({}).body);
  EXPECT_EQ(strike({.method = "POST", .answer = "html"}).body, honest({}).body);
  EXPECT_EQ(strike({.organization = "fabrikam", .answer = "html"}).body, honest({}).body);
}

TEST(Faults, MatchWithoutRegardToLetterCase) {
  EXPECT_EQ(strike({.host = "VSSPS", .path = "Graph/Users", .method = "get", .answer = "sign-in"}).status,
            203);
}

TEST(Faults, StrikeOnlyTheNthOrTheFirst) {
  const Request request = make_request("GET", "/h/o/x");
  Faults nth({{.nth = 2, .answer = "unauthorized"}});
  EXPECT_EQ(nth.apply(request, honest).status, 200);
  EXPECT_EQ(nth.apply(request, honest).status, 401);
  EXPECT_EQ(nth.apply(request, honest).status, 200);
  Faults first({{.first = 1, .answer = "throttled"}});
  EXPECT_EQ(first.apply(request, honest).status, 429);
  EXPECT_EQ(first.apply(request, honest).status, 200);
}

TEST(Faults, SpoilTheBody) {
  EXPECT_EQ(strike({.answer = "empty"}).body, "");
  EXPECT_FALSE(Json::accept(strike({.answer = "truncated"}).body));
  EXPECT_EQ(Json::parse(strike({.answer = "nulls"}).body)["value"], Json::parse("[null,null]"));
  EXPECT_EQ(Json::parse(strike({.answer = "wrong-count"}).body), Json::parse(R"({"count":3,"value":[]})"));
  EXPECT_TRUE(strike({.answer = "repeated-keys"}).body.ends_with(R"(],"value":[],"count":0})"));
  EXPECT_EQ(Json::parse(strike({.answer = "doubled"}).body),
            Json::parse(R"({"count":4,"value":[{"id":1},{"id":2},{"id":1},{"id":2}]})"));
  EXPECT_TRUE(strike({.answer = "bom"}).body.starts_with("\xEF\xBB\xBF{"));
  EXPECT_TRUE(strike({.answer = "html"}).content_type.starts_with("text/html"));
}

TEST(Faults, PromiseMoreThanIsSentWhereTheConnectionIsToEnd) {
  EXPECT_GT(strike({.answer = "drop"}).withheld, 0U);
  EXPECT_EQ(strike({.answer = "drop"}).body, "");
  EXPECT_GT(strike({.answer = "cut-off"}).withheld, 0U);
}

TEST(Faults, SendAClientRoundInCircles) {
  EXPECT_EQ(strike({.answer = "paging-loop"}).headers["X-MS-ContinuationToken"], "the-same-page-again");
}

TEST(Faults, TakeAnyStatusBodyHeadersAndDelay) {
  const Response response = strike({.status = 503,
                                    .body = "{}",
                                    .headers = {{"Retry-After", "7"}, {"content-type", "x/y"}},
                                    .delay_ms = 9});
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.body, "{}");
  EXPECT_EQ(response.content_type, "x/y");
  EXPECT_EQ(response.headers.at("Retry-After"), "7");
  EXPECT_EQ(response.delay, std::chrono::milliseconds(9));
}

TEST(Faults, KnowEveryWordOfTheirList) {
  for (const std::string& word : fault_answers()) {
    const Response response = strike({.answer = word});
    const bool same = response.status == 200 && response.body == honest({}).body && response.withheld == 0 &&
                      !response.headers.contains("X-MS-ContinuationToken");
    EXPECT_EQ(same, word == "honest") << word;
  }
}

}  // namespace
}  // namespace patrol::emulator
