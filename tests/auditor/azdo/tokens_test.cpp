#include "auditor/azdo/tokens.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <gmock/gmock.h>

namespace patrol::azdo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Json recorded() {
  return Json::parse(fixture("tokens.json"))["value"][1];
}

TEST(FetchTokens, ReadsTheRecordedAnswer) {
  Bench bench;
  bench.transport.on(
      "https://vssps.dev.azure.com/contoso/_apis/tokenadmin/personalaccesstokens/aad.x"
      "?pageSize=100&isPublic=false&api-version=7.1",
      json(fixture("tokens.json")));
  const auto fetched = fetch_tokens(bench.client, "aad.x");
  EXPECT_TRUE(fetched.known.complete());
  ASSERT_EQ(fetched.known.items.size(), 3U);
  EXPECT_EQ(fetched.known.items[1], (Token{.authorization_id = "c2e0abd5-85a8-40b0-a179-88e98538ec7c",
                                           .display_name = "",
                                           .scopes = {"vso.dashboards", "vso.taskgroups_manage"},
                                           .target_accounts = std::nullopt,
                                           .valid_from = parse_time("2018-07-19"),
                                           .valid_to = parse_time("2018-07-19"),
                                           .is_valid = true}));
  EXPECT_EQ(fetched.reads.at(0).count, 3U);
}

TEST(FetchTokens, FollowsTheTokenInTheBody) {
  Json first = Json::parse(fixture("tokens.json"));
  Json second = first;
  first["continuationToken"] = "952858d3-7084-4635-964e-3c2a57645185";
  second["value"].erase(1);
  second["value"][0]["authorizationId"] = "00000000-0000-4000-8000-000000000001";
  second["value"][1]["authorizationId"] = "00000000-0000-4000-8000-000000000002";
  Bench bench;
  bench.transport
      .on("pageSize=100&isPublic=false&continuationToken=952858d3-7084-4635-964e-3c2a57645185",
          json(second.dump()))
      .on("personalaccesstokens", json(first.dump()));
  EXPECT_EQ(fetch_tokens(bench.client, "aad.x").known.items.size(), 5U);
}

TEST(FetchTokens, CountsATokenOnceThatComesOnTwoPages) {
  Json first = Json::parse(fixture("tokens.json"));
  Json second = first;
  first["continuationToken"] = "2";
  Bench bench;
  bench.transport.on("continuationToken=2", json(second.dump()))
      .on("personalaccesstokens", json(first.dump()));
  const auto fetched = fetch_tokens(bench.client, "aad.x");
  EXPECT_TRUE(fetched.known.complete());
  EXPECT_EQ(fetched.known.items.size(), 3U);
}

TEST(FetchTokens, TakesATokenThatIsToldDifferentlyForUnread) {
  Json first = Json::parse(fixture("tokens.json"));
  Json second = first;
  first["continuationToken"] = "2";
  second["value"][1]["authorizationId"] = "C2E0ABD5-85A8-40B0-A179-88E98538EC7C";
  second["value"][1]["isValid"] = false;
  Bench bench;
  bench.transport.on("continuationToken=2", json(second.dump()))
      .on("personalaccesstokens", json(first.dump()));
  const auto fetched = fetch_tokens(bench.client, "aad.x");
  ASSERT_EQ(fetched.known.items.size(), 2U);
  EXPECT_EQ(fetched.known.items[1].authorization_id, "e1bd9361-1120-4227-a258-da80545884b9");
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_EQ(fetched.known.rest->what, "the personal access tokens of `aad.x`");
  EXPECT_EQ(fetched.known.rest->reason,
            "the answer tells `c2e0abd5-85a8-40b0-a179-88e98538ec7c` twice, and differently");
}

TEST(FetchTokens, LeavesThePageSizeOutWhereItIsRefused) {
  Bench bench;
  bench.transport.on("?pageSize=100", error(400, "page size"))
      .on("?isPublic=false", json(fixture("tokens.json")));
  const auto fetched = fetch_tokens(bench.client, "aad.x");
  EXPECT_TRUE(fetched.known.complete());
  EXPECT_EQ(fetched.known.items.size(), 3U);
  EXPECT_EQ(fetched.reads.size(), 2U);
}

TEST(FetchTokens, IsAGapWhereItIsRefusedTwice) {
  Bench bench;
  bench.transport.on("personalaccesstokens", error(400, "bad descriptor"));
  const auto fetched = fetch_tokens(bench.client, "aad.x");
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_EQ(fetched.known.rest->reason, "HTTP 400: bad descriptor");
  EXPECT_EQ(fetched.reads.size(), 2U);
}

TEST(FetchTokens, LeavesSshKeysOut) {
  Json answer = Json::parse(fixture("tokens.json"));
  answer["value"][0] = {{"isPublic", true}, {"publicData", "ssh-rsa AAAA"}};
  Bench bench;
  bench.transport.on("personalaccesstokens", json(answer.dump()));
  const auto fetched = fetch_tokens(bench.client, "aad.x");
  EXPECT_EQ(fetched.known.items.size(), 2U);
  EXPECT_TRUE(fetched.known.complete());
}

TEST(FetchTokens, KeepsTheOthersWhereOneCanNotBeRead) {
  Json answer = Json::parse(fixture("tokens.json"));
  answer["value"][2]["validTo"] = "soon";
  Bench bench;
  bench.transport.on("personalaccesstokens", json(answer.dump()));
  const auto fetched = fetch_tokens(bench.client, "aad.x");
  EXPECT_EQ(fetched.known.items.size(), 2U);
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_THAT(fetched.known.rest->reason, HasSubstr("entry 3: `validTo` is no time"));
}

TEST(ParseToken, MasksATokenThatWasPastedAsItsName) {
  Json token = recorded();
  token["displayName"] = std::string(76, 'a') + "AZDO" + "1234";
  EXPECT_EQ(parse_token(token).value()->display_name, "***");
}

TEST(ParseToken, ReadsWhichOrganizationsItIsFor) {
  Json token = recorded();
  token["targetAccounts"] = {"8CB9DF66-e487-4ad9-9852-28da9bf255b2"};
  EXPECT_THAT(parse_token(token).value()->target_accounts.value(),
              ElementsAre("8cb9df66-e487-4ad9-9852-28da9bf255b2"));
  token["targetAccounts"] = {"contoso"};
  EXPECT_FALSE(parse_token(token));
  token["targetAccounts"] = {nullptr};
  EXPECT_FALSE(parse_token(token));
}

TEST(ParseToken, TakesAMissingMemberForNoAnswer) {
  for (const auto* name : {"authorizationId", "scope", "isValid", "targetAccounts"}) {
    Json token = recorded();
    token.erase(name);
    const auto parsed = parse_token(token);
    ASSERT_FALSE(parsed) << name;
    EXPECT_THAT(parsed.error().what, HasSubstr("`" + std::string(name) + "` is missing"));
  }
}

TEST(FetchTokens, CountsAScopeAndAnOrganizationOnce) {
  Json answer = Json::parse(fixture("tokens.json"));
  answer["value"][1]["scope"] = "vso.code VSO.Code vso.work";
  answer["value"][1]["targetAccounts"] = {"8cb9df66-e487-4ad9-9852-28da9bf255b2",
                                          "8CB9DF66-E487-4AD9-9852-28DA9BF255B2"};
  Bench bench;
  bench.transport.on("personalaccesstokens", json(answer.dump()));
  const auto fetched = fetch_tokens(bench.client, "aad.x");
  EXPECT_THAT(fetched.known.items.at(1).scopes, ElementsAre("vso.code", "vso.work"));
  EXPECT_THAT(fetched.known.items.at(1).target_accounts.value(),
              ElementsAre("8cb9df66-e487-4ad9-9852-28da9bf255b2"));
}

TEST(ParseToken, FoldsScopes) {
  Json token = recorded();
  token["scope"] = "  vso.Code  app_token ";
  EXPECT_THAT(parse_token(token).value()->scopes, ElementsAre("vso.code", "app_token"));
}

}  // namespace
}  // namespace patrol::azdo
