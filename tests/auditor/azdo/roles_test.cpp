#include "auditor/azdo/roles.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol::azdo {
namespace {

constexpr auto project = "28dfcdfe-1601-476a-9ce5-4f022eb6ee7f";

TEST(FetchRoleAssignments, ReadsTheRecordedAnswer) {
  Bench bench;
  bench.transport.on(
      "https://dev.azure.com/contoso/_apis/securityroles/scopes/distributedtask.serviceendpointrole/"
      "roleassignments/"
      "resources/a_b?api-version=7.1-preview.1",
      json(fixture("role_assignments.json")));
  const auto fetched = fetch_role_assignments(bench.client, "distributedtask.serviceendpointrole", "a_b");
  ASSERT_TRUE(fetched.known.complete()) << fetched.known.rest->reason;
  EXPECT_EQ(fetched.known.items, (std::vector<RoleAssignment>{{"cbb1d8ac-cee5-47c1-878a-e75c0e94ac89",
                                                               "Your Identity Name", "Administrator"}}));
}

TEST(FetchRoleAssignments, TakesNeitherOfTwoThatContradictEachOther) {
  Json answer = Json::parse(fixture("role_assignments.json"));
  Json other = answer["value"][0];
  answer["value"].push_back(other);
  answer["count"] = 2;
  Bench alike;
  alike.transport.on("roleassignments", json(answer.dump()));
  EXPECT_EQ(fetch_role_assignments(alike.client, "scope", "a_b").known.items.size(), 1U);

  other["role"]["name"] = "Reader";
  answer["value"][1] = other;
  Bench bench;
  bench.transport.on("roleassignments", json(answer.dump()));
  const auto fetched = fetch_role_assignments(bench.client, "scope", "a_b");
  EXPECT_TRUE(fetched.known.items.empty());
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_EQ(fetched.known.rest->reason,
            "the answer tells `cbb1d8ac-cee5-47c1-878a-e75c0e94ac89` twice, and differently");
}

TEST(ParseRoleAssignment, WantsAnIdentityAndARole) {
  const Json role{{"name", "User"}};
  const Json identity{{"id", project}};
  EXPECT_TRUE(parse_role_assignment(Json{{"identity", identity}, {"role", role}}));
  EXPECT_EQ(parse_role_assignment(Json{{"identity", identity}}).error().what, "`role` is missing or null");
  EXPECT_EQ(parse_role_assignment(Json{{"identity", {{"id", "x"}}}, {"role", role}}).error().what,
            "`identity.id` is no guid");
  EXPECT_EQ(parse_role_assignment(Json{{"identity", identity}, {"role", {{"name", ""}}}}).error().what,
            "`role.name` is empty");
}

TEST(ParseRoleAssignment, TellsWhatIsInheritedFromWhatIsAssigned) {
  Json entry{{"identity", {{"id", project}}}, {"role", {{"name", "User"}}}, {"access", "inherited"}};
  EXPECT_TRUE(parse_role_assignment(entry).value().inherited);
  entry["access"] = "assigned";
  EXPECT_FALSE(parse_role_assignment(entry).value().inherited);
}

TEST(FetchResources, ReadsTheRecordedAnswers) {
  Bench bench;
  bench.transport
      .on(std::string("contoso/") + project + "/_apis/serviceendpoint/endpoints?api-version=7.1",
          json(fixture("service_connections.json")))
      .on(std::string("contoso/") + project + "/_apis/distributedtask/variablegroups?",
          json(fixture("variable_groups.json")))
      .on("contoso/_apis/distributedtask/pools?", json(R"({"count":1,"value":[{"id":1,"name":"Default"}]})"));
  EXPECT_EQ(fetch_resources(bench.client, "service_connection", project).known.items,
            (std::vector<Resource>{{"4b16dc87-22a0-45f9-82d8-2e295c4597c6", "TestEndpoint"}}));
  EXPECT_EQ(fetch_resources(bench.client, "variable_group", project).known.items,
            (std::vector<Resource>{{"2", "TestVariableGroup2"}, {"1", "TestVariableGroup1"}}));
  EXPECT_EQ(fetch_resources(bench.client, "agent_pool", "").known.items,
            (std::vector<Resource>{{"1", "Default"}}));
}

TEST(FetchResources, OfAKindThatIsNotKnownIsAGapAndAsksNothing) {
  Bench bench;
  EXPECT_FALSE(fetch_resources(bench.client, "teapot", project).known.complete());
  EXPECT_TRUE(bench.transport.requests().empty());
}

TEST(ParseResource, WantsAnIdAndAName) {
  EXPECT_EQ(parse_resource(Json{{"id", "seven"}, {"name", "x"}}).error().what, "`id` is no guid");
  EXPECT_FALSE(parse_resource(Json{{"name", "x"}}));
  EXPECT_FALSE(parse_resource(Json{{"id", 7}}));
}

}  // namespace
}  // namespace patrol::azdo
