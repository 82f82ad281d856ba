#include "auditor/azdo/graph.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <gmock/gmock.h>

namespace patrol::azdo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string part_timers =
    "aadgp."
    "Uy0xLTktMTU1MTM3NDI0NS0xMjA0NDAwOTY5LTI0MDI5ODY0MTMtMjE3OTQwODYxNi0zLTE5MTI3MjIxNjAtMjUyNDcwNjM3MC0yN"
    "Dg2NjA0ODIwLTg2MjI3NjQyNA";

TEST(FetchGroupNames, ReadsTheRecordedAnswer) {
  Bench bench;
  bench.transport.on(
      "https://vssps.dev.azure.com/contoso/_apis/graph/"
      "groups?subjectTypes=vssgp,aadgp&api-version=7.1-preview.1",
      json(fixture("groups.json")));
  const auto fetched = fetch_group_names(bench.client);
  EXPECT_TRUE(fetched.known.complete());
  ASSERT_EQ(fetched.known.items.size(), 3U);
  EXPECT_EQ(fetched.known.items[1].principal_name, "[Fabrikam]\\Project Collection Build Service Accounts");
  EXPECT_EQ(fetched.known.items[1].domain,
            "vstfs:///Framework/IdentityDomain/10feb381-82c3-4902-8e1f-840299a48ae4");
  EXPECT_EQ(fetched.known.items[1].origin, "vsts");
}

TEST(FetchNamedGroups, AnswersInTheOrderAskedAndTellsWhatIsMissing) {
  Bench bench;
  bench.transport.on("graph/subjectlookup", json(fixture("subject_lookup.json")));
  const std::vector<std::string> asked{"vssgp.unknown", part_timers};
  const auto fetched = fetch_named_groups(bench.client, asked);
  ASSERT_EQ(fetched.known.size(), 2U);
  ASSERT_FALSE(fetched.known[0]);
  EXPECT_EQ(fetched.known[0].error().kind, Gap::Kind::not_found);
  ASSERT_TRUE(fetched.known[1]);
  EXPECT_EQ(fetched.known[1].value(),
            (GroupName{.descriptor = part_timers,
                       .principal_name = "[TEAM FOUNDATION]\\Part Time Engineers",
                       .domain = "vstfs:///Framework/IdentityDomain/9b4f7336-c130-40bd-87f3-4201361ddbd1",
                       .origin = "aad",
                       .origin_id = "f0d20172-7b96-42f6-9436-941433654b48"}));
  EXPECT_EQ(bench.transport.requests()[0].body,
            R"({"lookupKeys":[{"descriptor":"vssgp.unknown"},{"descriptor":")" + part_timers + R"("}]})");
}

TEST(FetchNamedGroups, AsksForFiveHundredAtMost) {
  Bench bench;
  bench.transport.on("subjectlookup", json(R"({"value":{}})"));
  const std::vector<std::string> asked(1001, "vssgp.x");
  EXPECT_EQ(fetch_named_groups(bench.client, asked).known.size(), 1001U);
  EXPECT_EQ(bench.transport.requests().size(), 3U);
}

TEST(FetchNamedGroups, IsAGapForEachWhereTheAnswerIsNone) {
  for (const auto& response : {status(401), json(R"({"value":[]})"), json("[]"),
                               json(R"({"value":{"a":null}})"), json(R"({"value":{"a":7}})")}) {
    Bench bench;
    bench.transport.on("subjectlookup", response).on("_apis", status(401));
    const auto fetched = fetch_named_groups(bench.client, std::vector<std::string>{"a", "b"});
    ASSERT_EQ(fetched.known.size(), 2U);
    EXPECT_FALSE(fetched.known[0]);
    EXPECT_FALSE(fetched.known[1]);
    EXPECT_EQ(fetched.known[1].error().what, "the name of the group `b`");
  }
}

TEST(FetchMemberships, ReadsTheGroupsThatASubjectIsDirectlyIn) {
  Bench bench;
  bench.transport.on("graph/memberships/aad.MDA0NzBlMzQtZGE2MS03YTY5LWJkOTYtNDg3YTg0OWVjNTU4?direction=up&",
                     json(fixture("memberships_up.json")));
  const auto fetched =
      fetch_memberships(bench.client, "aad.MDA0NzBlMzQtZGE2MS03YTY5LWJkOTYtNDg3YTg0OWVjNTU4");
  EXPECT_TRUE(fetched.known.complete());
  EXPECT_THAT(fetched.known.items, ElementsAre("vssgp.Uy0xLTktMQ", "vssgp.Uy0xLTktMg"));
}

TEST(FetchMemberships, TakesNoMembershipOfAnotherSubject) {
  Bench bench;
  bench.transport.on("memberships", json(fixture("memberships_up.json")));
  const auto fetched = fetch_memberships(bench.client, "aad.MDA");
  EXPECT_TRUE(fetched.known.items.empty());
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_THAT(fetched.known.rest->reason, HasSubstr("entry 1: a membership of another subject"));
}

TEST(FetchServicePrincipals, ReadsTheRecordedAnswer) {
  Bench bench;
  bench.transport.on("graph/serviceprincipals?", json(fixture("service_principals.json")));
  const auto fetched = fetch_service_principals(bench.client);
  ASSERT_EQ(fetched.known.items.size(), 2U);
  EXPECT_EQ(fetched.known.items[0],
            (Principal{.descriptor = "aadsp.OGY2Njg2ODQtOTAzMi03NWE2LWFiZDctMGJhMDUzYjhiNTIx",
                       .display_name = "ServicePrincipalDisplayName",
                       .principal_name = "db2b37a2-4d17-4de2-b935-59d43396a001",
                       .mail = "",
                       .application_id = "57227acc-068c-4bd0-b122-76af4ca8156d",
                       .object_id = "db2b37a2-4d17-4de2-b935-59d43396a001",
                       .meta_type = ""}));
}

TEST(FetchUsers, ReadsTheRecordedAnswer) {
  Bench bench;
  bench.transport.on("graph/users?", json(fixture("users.json")));
  const auto fetched = fetch_users(bench.client);
  EXPECT_TRUE(fetched.known.complete());
  ASSERT_EQ(fetched.known.items.size(), 2U);
  EXPECT_EQ(fetched.known.items[1].principal_name, "fabrikamfiber4@hotmail.com");
  EXPECT_EQ(fetched.known.items[1].mail, "fabrikamfiber4@hotmail.com");
}

TEST(ParsePrincipal, TakesOnlyAGuidForAnObjectId) {
  const Json user = Json::parse(R"({"descriptor": "msa.x", "originId": "0006BFFD2F02A1B3"})");
  EXPECT_EQ(parse_principal(user).value().object_id, "");
  const Json application = Json::parse(R"({"descriptor": "aadsp.x", "originId": "0006BFFD2F02A1B3"})");
  EXPECT_FALSE(parse_principal(application)) << "it would be looked for by that id";
}

}  // namespace
}  // namespace patrol::azdo
