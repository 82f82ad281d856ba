#include "auditor/azdo/directory.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace patrol::azdo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string account = "55c8c7b6-0000-4000-8000-000000000001";
const std::string platform = "aaaaaaaa-0000-4000-8000-000000000001";
const std::string readers = "bbbbbbbb-0000-4000-8000-000000000002";

/// A client of contoso that asks Microsoft Graph through a transport of its own.
struct TwoServices {
  Bench graph;
  Bench devops{ClientOptions{.directory = &graph.client}};
};

TEST(FetchEntraMemberships, AsksMicrosoftGraphWithItsOwnCredential) {
  TwoServices services;
  services.graph.transport.on("v1.0/directoryObjects/" + account + "/checkMemberGroups",
                              json(R"({"value":["AAAAAAAA-0000-4000-8000-000000000001"]})"));
  const auto fetched =
      fetch_entra_memberships(services.devops.client, account, std::vector{readers, platform});
  ASSERT_EQ(fetched.known.size(), 2U);
  EXPECT_FALSE(fetched.known[0].value());
  EXPECT_TRUE(fetched.known[1].value());
  EXPECT_TRUE(services.devops.transport.requests().empty());
  const Request& request = services.graph.transport.requests().at(0);
  EXPECT_EQ(request.host, "graph.microsoft.com");
  EXPECT_EQ(request.body, "{\"groupIds\":[\"" + readers + "\",\"" + platform + "\"]}");
  EXPECT_THAT(fetched.reads, ElementsAre(Read{"POST",
                                              "https://graph.microsoft.com/v1.0/directoryObjects/" + account +
                                                  "/checkMemberGroups",
                                              200, 1}));
}

TEST(FetchEntraMemberships, IsAGapForEachGroupWithoutACredential) {
  Bench bench;
  const auto fetched = fetch_entra_memberships(bench.client, account, std::vector{readers, platform});
  ASSERT_EQ(fetched.known.size(), 2U);
  EXPECT_EQ(fetched.known[1].error().reason, "there is no credential for Microsoft Graph");
  EXPECT_TRUE(fetched.reads.empty());
}

TEST(FetchEntraMemberships, IsAGapWhereTheAnswerIsNone) {
  for (const auto& response : {json("[]"), json(R"({"value":null})"), json(R"({"value":["x"]})"),
                               json(R"({"value":[7]})"), status(404), status(403), status(203)}) {
    TwoServices services;
    services.graph.transport.on("checkMemberGroups", response);
    const auto fetched = fetch_entra_memberships(services.devops.client, account, std::vector{readers});
    ASSERT_EQ(fetched.known.size(), 1U);
    EXPECT_FALSE(fetched.known[0]);
  }
}

TEST(FetchEntraMemberships, ARefusedTokenIsNoReasonToAskAzureDevOpsWithIt) {
  TwoServices services;
  Response refused = json(R"({"error":{"code":"InvalidAuthenticationToken","message":"Lifetime expired."}})");
  refused.status = 401;
  services.graph.transport.on("checkMemberGroups", refused);
  const auto fetched = fetch_entra_memberships(services.devops.client, account, std::vector{readers});
  EXPECT_EQ(fetched.known[0].error().reason, "HTTP 401: Lifetime expired.");
  EXPECT_EQ(fetched.known[0].error().grant, "give patrol a token for Microsoft Graph that is valid");
  EXPECT_EQ(services.graph.transport.requests().size(), 1U);
}

TEST(FetchEntraMemberships, SaysWhichPermissionIsMissing) {
  TwoServices services;
  Response refused = json(R"({"error":{"code":"Authorization_RequestDenied","message":"Insufficient."}})");
  refused.status = 403;
  services.graph.transport.on("checkMemberGroups", refused);
  const auto fetched = fetch_entra_memberships(services.devops.client, account, std::vector{readers});
  EXPECT_EQ(fetched.known[0].error().reason, "HTTP 403: Insufficient.");
  EXPECT_THAT(fetched.known[0].error().grant, HasSubstr("GroupMember.Read.All"));
}

/// Asks about `platform` and `readers`.
Fetched<std::vector<Evidence<EntraGroup>>> fetch_groups_from(const Response& response) {
  TwoServices services;
  services.graph.transport.on("v1.0/groups?", response);
  auto fetched = fetch_entra_groups(services.devops.client, std::vector{platform, readers});
  EXPECT_EQ(fetched.known.size(), 2U);
  EXPECT_TRUE(services.devops.transport.requests().empty());
  return fetched;
}

const std::string platform_entry = R"({"id":")" + platform + R"(","displayName":"P","visibility":null})";
const std::string readers_entry = R"({"id":")" + readers + R"(","displayName":"R","visibility":null})";

TEST(FetchEntraGroups, AsksForAllAtOnce) {
  const auto fetched = fetch_groups_from(
      json(R"({"value":[{"id":")" + readers + R"(","displayName":"R","visibility":"Private"},
    {"id":"AAAAAAAA-0000-4000-8000-000000000001","displayName":"P","visibility":"HiddenMembership"}]})"));
  EXPECT_EQ(fetched.known[0].value(), (EntraGroup{"P", true}));
  EXPECT_EQ(fetched.known[1].value(), (EntraGroup{"R", false}));
  const std::string url = "https://graph.microsoft.com/v1.0/groups?$filter=id%20in%20%28%27" + platform +
                          "%27,%27" + readers + "%27%29&$select=id,displayName,visibility";
  EXPECT_THAT(fetched.reads, ElementsAre(Read{"GET", url, 200, 2}));
}

TEST(FetchEntraGroups, AreAGapWhereTheAnswerLeavesThemOut) {
  const auto fetched = fetch_groups_from(json(R"({"value":[)" + readers_entry + "]}"));
  EXPECT_EQ(fetched.known[1].value(), (EntraGroup{"R", false}));
  const Gap& gap = fetched.known[0].error();
  EXPECT_EQ(gap.kind, Gap::Kind::not_found);
  EXPECT_EQ(gap.what, "the Entra group `" + platform + "`");
  EXPECT_EQ(gap.reason, "the service knows no such group, or hides it");
  EXPECT_THAT(gap.grant, HasSubstr("GroupMember.Read.All"));
}

TEST(FetchEntraGroups, AreEachAGapWhereTheRequestFails) {
  Response refused = json(R"({"error":{"code":"Authorization_RequestDenied","message":"Insufficient."}})");
  refused.status = 403;
  const auto fetched = fetch_groups_from(refused);
  EXPECT_EQ(fetched.known[0].error().what, "the Entra group `" + platform + "`");
  EXPECT_EQ(fetched.known[1].error().what, "the Entra group `" + readers + "`");
  for (const auto& group : fetched.known) EXPECT_EQ(group.error().reason, "HTTP 403: Insufficient.");
}

TEST(FetchEntraGroups, AreNotSaidToBeGoneWhereTheAnswerIsNotTheWholeOne) {
  const std::string foreign = R"({"id":"cccccccc-0000-4000-8000-000000000003","displayName":"C"})";
  for (const std::string& rest :
       {"[" + readers_entry + "," + foreign + "]", "[null," + readers_entry + "]",
        "[" + readers_entry + ",7]",
        "[" + readers_entry + R"(],"@odata.nextLink":"https://graph.microsoft.com/v1.0/groups?$skiptoken=x")",
        "[" + readers_entry + "," + platform_entry + R"(,{"id":")" + platform +
            R"(","displayName":"P","visibility":"HiddenMembership"}])",
        "[" + readers_entry + R"(,{"id":")" + platform + R"(","displayName":null,"visibility":null}])",
        "[" + readers_entry + R"(,{"id":")" + platform + R"(","displayName":"P","visibility":7}])"}) {
    const auto fetched = fetch_groups_from(json(R"({"value":)" + rest + "}"));
    ASSERT_FALSE(fetched.known[0]) << rest;
    EXPECT_EQ(fetched.known[0].error().kind, Gap::Kind::bad_answer) << rest;
    EXPECT_TRUE(fetched.known[1]) << rest;
  }
}

TEST(FetchEntraGroups, CountOnceWhereTheyAreToldTwice) {
  const auto fetched = fetch_groups_from(
      json(R"({"value":[)" + platform_entry + "," + readers_entry + "," + platform_entry + "]}"));
  EXPECT_EQ(fetched.known[0].value(), (EntraGroup{"P", false}));
  EXPECT_EQ(fetched.known[1].value(), (EntraGroup{"R", false}));
}

TEST(FetchEntraGroups, AreGapsWhereTheAnswerIsNone) {
  for (const auto& response : {json("[]"), json(R"({"value":null})"), json(R"({"value":{}})"),
                               json(platform_entry), status(404), status(203)}) {
    const auto fetched = fetch_groups_from(response);
    for (const auto& group : fetched.known) EXPECT_FALSE(group);
  }
}

TEST(FetchEntraGroups, AreNotAskedForWithoutACredential) {
  Bench bench;
  const auto fetched = fetch_entra_groups(bench.client, std::vector{readers});
  EXPECT_EQ(fetched.known.at(0).error().reason, "there is no credential for Microsoft Graph");
  EXPECT_TRUE(fetched.reads.empty());
}

TEST(FetchEntraGroups, FitIntoAUrl) {
  const std::vector<std::string> most(most_entra_groups, platform);
  TwoServices services;
  services.graph.transport.on("v1.0/groups?", json(R"({"value":[]})"));
  fetch_entra_groups(services.devops.client, most);
  // Microsoft Graph takes fewer bytes than Azure DevOps.
  EXPECT_LT(services.graph.transport.urls().at(0).size(), 2'048U);
}

}  // namespace
}  // namespace patrol::azdo
