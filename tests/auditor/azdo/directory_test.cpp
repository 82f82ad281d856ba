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

TEST(FetchEntraGroup, TellsWhetherItsMembersAreHidden) {
  TwoServices services;
  services.graph.transport.on(
      "v1.0/groups/" + platform + "?$select=id,displayName,visibility",
      json(
          R"({"id":"aaaaaaaa-0000-4000-8000-000000000001","displayName":"P","visibility":"HiddenMembership"})"));
  services.graph.transport.on("v1.0/groups/" + readers,
                              json(R"({"id":"bbbbbbbb-0000-4000-8000-000000000002","visibility":null})"));
  EXPECT_EQ(fetch_entra_group(services.devops.client, platform).known.value(), (EntraGroup{"P", true}));
  EXPECT_EQ(fetch_entra_group(services.devops.client, readers).known.value(), (EntraGroup{"", false}));
}

TEST(FetchEntraGroup, IsAGapWhereTheAnswerIsForeign) {
  TwoServices services;
  services.graph.transport.on("v1.0/groups", json(R"({"displayName":"P"})"));
  EXPECT_FALSE(fetch_entra_group(services.devops.client, platform).known);
}

}  // namespace
}  // namespace patrol::azdo
