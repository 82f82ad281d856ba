#include "auditor/collect/read_fact.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>

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
