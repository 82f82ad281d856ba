#include "examples/emulator/emulator.h"

#include "auditor/model/text.h"
#include "tests/examples/emulator/sample.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>

namespace patrol::emulator {
namespace {

using Json = nlohmann::json;

constexpr const char* dev = "/dev.azure.com/sample";
constexpr const char* vssps = "/vssps.dev.azure.com/sample";

class EmulatorAnswers : public testing::Test {
 protected:
  Response ask(const Request& request) { return emulator_.answer(request); }
  Response ask(const std::string& target, std::string_view token = "ada-token") {
    return ask(get(target, token));
  }
  Json body(const std::string& target, std::string_view token = "ada-token") {
    const Response response = ask(target, token);
    EXPECT_EQ(response.status, 200) << target << "\n" << response.body;
    return Json::parse(response.body, nullptr, false);
  }
  const Subject& subject(std::string_view word) const { return copy_.subject(id_of(copy_, word)); }

  Organization copy_ = organization_of(sample_yaml());
  Emulator emulator_{{organization_of(sample_yaml())},
                     {},
                     Settings{.now = parse_time("2026-11-23T09:00:00Z"), .page_size = 2}};
};

TEST_F(EmulatorAnswers, ARouteThatDoesNotExistWithPlainText) {
  const Response response = ask(std::string(dev) + "/_apis/graph/users?api-version=7.1-preview.1");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.content_type, "text/plain; charset=utf-8");
}

TEST_F(EmulatorAnswers, OnlyAPreviewVersionWhereThereIsNoOther) {
  const std::string users = std::string(vssps) + "/_apis/graph/users";
  EXPECT_EQ(ask(users).status, 400);
  EXPECT_EQ(Json::parse(ask(users + "?api-version=7.1").body)["typeKey"],
            "VssInvalidPreviewVersionException");
  EXPECT_EQ(ask(users + "?api-version=7.1-preview.1").status, 200);
  EXPECT_EQ(ask(std::string(dev) + "/_apis/projects?api-version=9.9").status, 400);
}

TEST_F(EmulatorAnswers, AVersionThatComesInTheAcceptHeader) {
  Request request = get(std::string(dev) + "/_apis/projects");
  request.headers["accept"] = "application/json;api-version=7.1";
  const Response response = ask(request);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json; charset=utf-8; api-version=7.1");
}

/// Asks Microsoft Graph of which of these Entra groups the person is a member.
class MicrosoftGraphAnswers : public testing::Test {
 protected:
  Response ask(Request request) { return emulator_.answer(request); }
  Response check(std::string_view person, const Json& groups, std::string_view bearer = "graph-bearer") {
    Request request =
        get("/graph.microsoft.com/v1.0/directoryObjects/" + object_id(person) + "/checkMemberGroups", bearer);
    request.method = "POST";
    request.body = Json{{"groupIds", groups}}.dump();
    return ask(request);
  }
  std::string object_id(std::string_view word) const { return copy_.subject(id_of(copy_, word)).origin_id; }

  Organization copy_ = organization_of(sample_yaml() + R"(
entra_groups:
  Staff: {hidden: [rea@sample.com]}
  Secret: {hidden: [rea@sample.com], hidden_membership: true}
  Gone: {hidden: [rea@sample.com], unreadable: true}
graph_bearers: [graph-bearer]
)");
  Emulator emulator_{{copy_}, {}, Settings{.now = parse_time("2026-11-23T09:00:00Z"), .page_size = 2}};
};

TEST_F(MicrosoftGraphAnswers, WhatAzureDevOpsDoesNotShow) {
  const std::string staff = object_id("Staff");
  const Response response = check("rea@sample.com", {staff, object_id("Secret"), object_id("Gone")});
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(Json::parse(response.body)["value"], Json::array({staff}));
  EXPECT_EQ(Json::parse(check("nob@sample.com", Json::array({staff})).body)["value"], Json::array());
}

TEST_F(MicrosoftGraphAnswers, NothingWithATokenForAzureDevOps) {
  const Response response = check("rea@sample.com", Json::array({object_id("Staff")}), "ada-token");
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(Json::parse(response.body)["error"]["code"], "InvalidAuthenticationToken");
}

TEST_F(MicrosoftGraphAnswers, ErrorsForWhatItRefuses) {
  const std::string staff = object_id("Staff");
  EXPECT_EQ(check("rea@sample.com", {staff, "x"}).status, 400);
  EXPECT_EQ(check("rea@sample.com", std::vector<std::string>(21, staff)).status, 400);
  Request unknown = get("/graph.microsoft.com/v1.0/groups/" + copy_.id, "graph-bearer");
  EXPECT_EQ(ask(unknown).status, 404);
}

TEST_F(MicrosoftGraphAnswers, WhetherTheMembersOfAGroupAreHidden) {
  const auto visibility = [&](std::string_view group) {
    const Response response =
        ask(get("/graph.microsoft.com/v1.0/groups/" + object_id(group), "graph-bearer"));
    return Json::parse(response.body)["visibility"];
  };
  EXPECT_TRUE(visibility("Staff").is_null());
  EXPECT_EQ(visibility("Secret"), "HiddenMembership");
}

TEST_F(MicrosoftGraphAnswers, SeveralGroupsAtOnceAndNothingOfThoseThatItDoesNotShow) {
  const auto list = [&](const std::vector<std::string>& ids) {
    Request request = get("/graph.microsoft.com/v1.0/groups", "graph-bearer");
    std::string& filter = request.query["$filter"];
    for (const std::string& id : ids) filter += (filter.empty() ? "id in ('" : ",'") + id + "'";
    filter += ")";
    return ask(request);
  };
  const Response response = list({object_id("Gone"), fold_case(object_id("Secret")), object_id("Staff"),
                                  copy_.id, object_id("rea@sample.com")});
  ASSERT_EQ(response.status, 200) << response.body;
  std::map<std::string, Json> visibility;
  const Json answer = Json::parse(response.body);
  for (const Json& group : answer["value"]) {
    visibility[group["id"].get<std::string>()] = group["visibility"];
  }
  EXPECT_EQ(visibility, (std::map<std::string, Json>{{object_id("Staff"), Json()},
                                                     {object_id("Secret"), "HiddenMembership"}}));
  EXPECT_EQ(list(std::vector<std::string>(15, object_id("Staff"))).status, 200);
  EXPECT_EQ(list(std::vector<std::string>(16, object_id("Staff"))).status, 400);
  EXPECT_EQ(list({object_id("Staff"), "x"}).status, 400);
  EXPECT_EQ(ask(get("/graph.microsoft.com/v1.0/groups", "graph-bearer")).status, 400);
  EXPECT_EQ(ask(get("/graph.microsoft.com/v1.0/groups/" + object_id("Gone"), "graph-bearer")).status, 404);
}

TEST_F(EmulatorAnswers, ANarrowTokenWithAnEmpty401) {
  const Response response = ask(std::string(dev) + "/_apis/projects?api-version=7.1", "graph-token");
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(response.body, "");
}

TEST_F(EmulatorAnswers, AMissingPermissionWith403) {
  const Response response = ask(fmt::format("{}/_apis/tokenadmin/personalaccesstokens/{}?api-version=7.1",
                                            vssps, subject("ada@sample.com").descriptor),
                                "rea-token");
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(Json::parse(response.body)["typeKey"], "AccessCheckException");
}

TEST_F(EmulatorAnswers, OnlyTheProjectsThatTheCallerSees) {
  const std::string projects = std::string(dev) + "/_apis/projects?api-version=7.1";
  EXPECT_EQ(body(projects)["count"], 2);
  EXPECT_EQ(body(projects, "rea-token")["value"][0]["name"], "Shop");
  EXPECT_EQ(body(projects, "rea-token")["count"], 1);
  EXPECT_EQ(ask(std::string(dev) + "/_apis/projects/Stock?api-version=7.1", "rea-token").status, 404);
}

TEST_F(EmulatorAnswers, ListsPageByPage) {
  const std::string users = std::string(vssps) + "/_apis/graph/users?api-version=7.1-preview.1";
  const Response first = ask(users);
  ASSERT_TRUE(first.headers.contains("X-MS-ContinuationToken"));
  Request next = get(users);
  next.query["continuationtoken"] = first.headers.at("X-MS-ContinuationToken");
  const Json page = Json::parse(ask(next).body);
  EXPECT_EQ(page["count"], 2);
  EXPECT_NE(page["value"], Json::parse(first.body)["value"]);
}

TEST_F(EmulatorAnswers, ABatchOfIdentitiesInItsOrderWithNulls) {
  const Json answer =
      body(fmt::format("{}/_apis/identities?subjectDescriptors={},aad.none,{}&api-version=7.1", vssps,
                       subject("rea@sample.com").descriptor, subject("ada@sample.com").descriptor));
  ASSERT_EQ(answer["count"], 3);
  EXPECT_EQ(answer["value"][0]["providerDisplayName"], "rea@sample.com");
  EXPECT_TRUE(answer["value"][1].is_null());
  EXPECT_EQ(answer["value"][2]["providerDisplayName"], "ada@sample.com");
}

TEST_F(EmulatorAnswers, TheClosureOfASearchedIdentity) {
  const Json answer = body(std::string(vssps) +
                           "/_apis/identities?searchFilter=General&filterValue=REA@sample.com"
                           "&queryMembership=ExpandedUp&api-version=7.1");
  ASSERT_EQ(answer["count"], 1);
  EXPECT_EQ(answer["value"][0]["memberOf"].size(), 3U);
  EXPECT_TRUE(answer["value"][0]["members"].empty());
  EXPECT_FALSE(answer["value"][0].contains("isContainer"));
}

TEST_F(EmulatorAnswers, AccessControlListsWithoutWhatIsZero) {
  const std::string lists = std::string(dev) +
                            "/_apis/accesscontrollists/3e65f728-f8bc-4ecd-8764-7e378b19bfa7?token=NAMESPACE:"
                            "&includeExtendedInfo=true&api-version=7.1&descriptors=";
  const std::string nob = subject("nob@sample.com").identity_descriptor;
  const Json made_up = body(lists + nob)["value"][0]["acesDictionary"][nob];
  EXPECT_EQ(made_up,
            (Json{{"descriptor", nob}, {"allow", 0}, {"deny", 0}, {"extendedInfo", Json::object()}}));
}

TEST_F(EmulatorAnswers, ALookUpAsAMapAndRefusesMoreThan500Keys) {
  Request request = get(std::string(vssps) + "/_apis/graph/subjectlookup?api-version=7.1-preview.1");
  request.method = "POST";
  const std::string ada = subject("ada@sample.com").descriptor;
  request.body =
      Json{{"lookupKeys", Json::array({{{"descriptor", ada}}, {{"descriptor", "aad.none"}}})}}.dump();
  const Json answer = Json::parse(ask(request).body);
  EXPECT_EQ(answer["count"], 1);
  EXPECT_EQ(answer["value"][ada]["principalName"], "ada@sample.com");
  EXPECT_FALSE(Emulator::writes(request));

  Json keys = Json::array();
  for (int i = 0; i < 501; ++i) keys.push_back({{"descriptor", "aad.none"}});
  request.body = Json{{"lookupKeys", keys}}.dump();
  EXPECT_NE(ask(request).body.find("TF400049"), std::string::npos);
}

TEST_F(EmulatorAnswers, DirectMembershipsOnlyToHead) {
  Request request =
      get(fmt::format("{}/_apis/graph/memberships/{}/{}?api-version=7.1-preview.1", vssps,
                      subject("rea@sample.com").descriptor, subject("[Shop]\\Readers").descriptor));
  request.method = "HEAD";
  EXPECT_EQ(ask(request).status, 200);
  request = get(fmt::format("{}/_apis/graph/memberships/{}/{}?api-version=7.1-preview.1", vssps,
                            subject("rea@sample.com").descriptor,
                            subject("[Shop]\\Project Valid Users").descriptor));
  request.method = "HEAD";
  EXPECT_EQ(ask(request).status, 404);
}

TEST_F(EmulatorAnswers, NothingButReads) {
  for (const char* method : {"PATCH", "PUT", "DELETE", "POST"}) {
    Request request = get(std::string(dev) + "/_apis/projects?api-version=7.1");
    request.method = method;
    EXPECT_TRUE(Emulator::writes(request)) << method;
    EXPECT_EQ(ask(request).status, 404) << method;
  }
}

}  // namespace
}  // namespace patrol::emulator
