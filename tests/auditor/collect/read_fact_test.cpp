#include "auditor/collect/read_fact.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

FactKey group(int number) {
  const std::string descriptor = "Microsoft.TeamFoundation.Identity;S-1-9-" + std::to_string(number);
  return {FactKey::Kind::group, "microsoft.teamfoundation.identity;s-1-9-" + std::to_string(number),
          descriptor};
}

TEST(PlanJobs, PutsGroupsManyToARequest) {
  std::vector<FactKey> keys;
  for (int i = 0; i < 120; ++i) keys.push_back(group(i));
  EXPECT_EQ(plan_jobs(keys).size(), 3U);
}

TEST(PlanJobs, AsksForTwoSpellingsOfOneThingOnce) {
  EXPECT_EQ(plan_jobs({{FactKey::Kind::account, "email:svc@x", "Svc@x"},
                       {FactKey::Kind::account, "email:svc@x", "svc@x"},
                       {FactKey::Kind::access_control, "ns", "NAMESPACE:"},
                       {FactKey::Kind::access_control, "ns", "namespace"},
                       {FactKey::Kind::lists_below, "ns", "repoV2/1"},
                       {FactKey::Kind::lists_below, "ns", "repoV2/1/"}})
                .size(),
            3U);
}

TEST(PlanJobs, AsksMicrosoftGraphForAtMostTwentyGroupsOfOneAccountAtATime) {
  std::vector<FactKey> keys;
  for (int i = 0; i < 41; ++i)
    keys.push_back({FactKey::Kind::entra_membership, "a", "g" + std::to_string(i)});
  keys.push_back({FactKey::Kind::entra_membership, "b", "g0"});
  EXPECT_EQ(plan_jobs(keys).size(), 4U);
}

FactKey entra_group(int number) {
  const std::string digits = std::to_string(1000 + number);
  return {FactKey::Kind::entra_group, "aaaaaaaa-0000-4000-8000-00000000" + digits, ""};
}

TEST(PlanJobs, AsksMicrosoftGraphAboutFifteenGroupsAtATimeInWhateverOrderTheKeysCome) {
  const auto asked_for = [](const std::vector<FactKey>& keys) {
    azdo::Bench graph;
    graph.transport.on("v1.0/groups?$filter=id%20in%20", azdo::json(R"({"value":[]})"));
    azdo::Bench devops{azdo::ClientOptions{.directory = &graph.client}};
    Organization organization;
    for (const Job& job : plan_jobs(keys)) job(devops.client)(organization);
    EXPECT_EQ(organization.entra_groups.size(), keys.size());
    for (const FactKey& key : keys) EXPECT_FALSE(organization.entra_groups.at(key.key).known);
    return graph.transport.urls();
  };
  std::vector<FactKey> keys;
  for (int i = 0; i < 31; ++i) keys.push_back(entra_group(i));
  const std::vector<std::string> urls = asked_for(keys);
  EXPECT_EQ(urls.size(), 3U);
  std::ranges::reverse(keys);
  EXPECT_EQ(asked_for(keys), urls);
}

TEST(PlanJobs, KeepsWhatMicrosoftGraphTellsOfEachGroupOfABatch) {
  azdo::Bench graph;
  graph.transport.on("v1.0/groups?",
                     azdo::json(R"({"value":[{"id":")" + entra_group(2).key +
                                R"(","displayName":"B","visibility":"HiddenMembership"},)" + R"({"id":")" +
                                entra_group(1).key + R"(","displayName":"A","visibility":null}]})"));
  azdo::Bench devops{azdo::ClientOptions{.directory = &graph.client}};
  Organization organization;
  for (const Job& job : plan_jobs({entra_group(1), entra_group(2), entra_group(3)})) {
    job(devops.client)(organization);
  }
  EXPECT_EQ(organization.entra_groups.at(entra_group(1).key).known.value(), (EntraGroup{"A", false}));
  EXPECT_EQ(organization.entra_groups.at(entra_group(2).key).known.value(), (EntraGroup{"B", true}));
  EXPECT_FALSE(organization.entra_groups.at(entra_group(3).key).known);
  EXPECT_EQ(organization.entra_groups.at(entra_group(3).key).reads, std::vector<ReadId>{0});
  EXPECT_EQ(organization.reads.size(), 1U);
}

TEST(PlanJobs, KeepsAnAnswerWhereItsKeySays) {
  azdo::Bench bench;
  bench.transport.on(
      "/_apis/projects",
      azdo::json(
          R"({"count":1,"value":[{"id":"0F8A2C61-5b7e-4a7d-9c33-7f1e2d4b6a90","name":"Shop","state":"wellFormed"}]})"));
  Organization organization;
  for (const Job& job : plan_jobs({{FactKey::Kind::projects, "", ""}})) job(bench.client)(organization);
  ASSERT_TRUE(organization.projects);
  ASSERT_EQ(organization.projects->known.items.size(), 1U);
  EXPECT_EQ(organization.projects->known.items[0].id, "0f8a2c61-5b7e-4a7d-9c33-7f1e2d4b6a90");
  EXPECT_EQ(organization.projects->reads, std::vector<ReadId>{0});
  EXPECT_EQ(organization.reads.size(), 1U);
}

TEST(PlanJobs, KeepsARefusalAsAGapInThePlaceOfTheFact) {
  azdo::Bench bench;
  bench.transport.on("", azdo::error(403, "no"));
  Organization organization;
  for (const Job& job : plan_jobs({{FactKey::Kind::tokens, "aad.x", ""}, group(1)})) {
    job(bench.client)(organization);
  }
  EXPECT_FALSE(organization.tokens.at("aad.x").known.complete());
  EXPECT_FALSE(organization.groups.at(group(1).key).known);
}

}  // namespace
}  // namespace patrol
