#include "auditor/azdo/identities.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <gmock/gmock.h>

namespace patrol::azdo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Kind = AccountSelector::Kind;

const std::string user =
    "Microsoft.IdentityModel.Claims.ClaimsIdentity;7a394543-62fd-4274-a7d2-8fac775942b6\\jtseng@vscsi.us";
const std::string user_subject = "aad.MDA0NzBlMzQtZGE2MS03YTY5LWJkOTYtNDg3YTg0OWVjNTU4";
const std::string valid_users =
    "Microsoft.TeamFoundation.Identity;S-1-9-1551374245-1725938060-2279921994-2555521242-2616350130-0-0-0-0-"
    "3";

std::string group(const std::string& descriptor, const std::string& member,
                  const std::string& id = "7c86b535-818b-423f-b0fd-19a2e9f32710") {
  return Json{{"id", id},         {"descriptor", descriptor}, {"isContainer", true},
              {"isActive", true}, {"members", {member}},      {"memberOf", Json::array()}}
      .dump();
}

Response entries(const std::string& list) {
  return json(R"({"value":[)" + list + "]}");
}

TEST(FetchAccount, SearchesByEmailForTheWholeClosure) {
  Bench bench;
  bench.transport.on(
      "https://vssps.dev.azure.com/contoso/_apis/identities?searchFilter=General"
      "&filterValue=JTseng@vscsi.us&queryMembership=ExpandedUp&api-version=7.1",
      json(fixture("identities_by_email.json")));
  const auto fetched = fetch_account(bench.client, {Kind::email, "JTseng@vscsi.us"});
  EXPECT_TRUE(fetched.known.complete());
  EXPECT_THAT(fetched.known.items, ElementsAre(Identity{.id = "81fa6389-0872-6fdd-a451-7ba7880f566a",
                                                        .descriptor = user,
                                                        .subject_descriptor = user_subject,
                                                        .display_name = "Jia-hao Tseng",
                                                        .account = "jtseng@vscsi.us",
                                                        .mail = "jtseng@vscsi.us",
                                                        .domain = "7a394543-62fd-4274-a7d2-8fac775942b6",
                                                        .object_id = "55c8c7b6-7ace-43bc-918f-304dfa2b6317",
                                                        .schema_class = "User",
                                                        .meta_type = "member",
                                                        .is_active = true,
                                                        .is_container = false,
                                                        .member_of = {},
                                                        .members = {}}));
}

TEST(FetchAccount, KeepsAllThatTheSearchGaveButGroups) {
  Json answer = Json::parse(fixture("identities_by_descriptors.json"));
  Json former = answer["value"][0];
  former.erase("isActive");
  former["id"] = "00000000-0000-0000-0000-00000000000A";
  answer["value"].push_back(former);
  answer["count"] = answer["value"].size();
  Bench bench;
  bench.transport.on("identities", json(answer.dump()));
  const auto fetched = fetch_account(bench.client, {Kind::email, "jtseng@vscsi.us"});
  ASSERT_EQ(fetched.known.items.size(), 2U);
  EXPECT_TRUE(fetched.known.items[0].is_active);
  EXPECT_FALSE(fetched.known.items[1].is_active);
  EXPECT_EQ(fetched.known.items[1].id, "00000000-0000-0000-0000-00000000000a");
}

TEST(FetchAccount, KnowsThatTheSearchFoundNobody) {
  Bench bench;
  bench.transport.on("identities", json(R"({"count":0,"value":[]})"));
  const auto fetched = fetch_account(bench.client, {Kind::email, "nobody@contoso.com"});
  EXPECT_TRUE(fetched.known.items.empty());
  EXPECT_TRUE(fetched.known.complete());
}

TEST(FetchAccount, DoesNotKnowThatNobodyHasTheAddressWhereANameIsNotTold) {
  Json answer = Json::parse(fixture("identities_by_email.json"));
  Json nameless = answer["value"][0];
  nameless["properties"].erase("Mail");
  nameless["properties"].erase("Account");
  nameless["id"] = "00000000-0000-0000-0000-00000000000A";
  const auto rest_with = [&](const Json& value) {
    Bench bench;
    bench.transport.on("identities", json(Json{{"value", value}}.dump()));
    return fetch_account(bench.client, {Kind::email, "jtseng@vscsi.us"}).known.rest;
  };
  for (const Json& value : {Json::array({nameless}), Json::array({answer["value"][0], nameless})}) {
    const auto rest = rest_with(value);
    ASSERT_TRUE(rest);
    EXPECT_EQ(rest->kind, Gap::Kind::bad_answer);
    EXPECT_EQ(rest->what, "the account `jtseng@vscsi.us`");
    EXPECT_THAT(rest->reason, HasSubstr("00000000-0000-0000-0000-00000000000a"));
  }
  nameless["isActive"] = false;
  EXPECT_TRUE(rest_with(Json::array({nameless})));
  EXPECT_FALSE(rest_with(Json::array({answer["value"][0], nameless}))) << "the one that is active is meant";
  nameless["isActive"] = true;
  nameless.erase("properties");
  EXPECT_TRUE(rest_with(Json::array({nameless})));
  nameless["isContainer"] = true;
  EXPECT_FALSE(rest_with(Json::array({nameless}))) << "a group is no account";
  nameless["isContainer"] = false;
  nameless["properties"]["Account"] = {{"$type", "System.String"}, {"$value", "somebody"}};
  EXPECT_FALSE(rest_with(Json::array({nameless}))) << "somebody else";
}

TEST(FetchAccount, ReadsADescriptorOfEitherKind) {
  Bench subject;
  subject.transport.on("identities?subjectDescriptors=" + user_subject + "&queryMembership=ExpandedUp",
                       json(fixture("identities_by_email.json")));
  EXPECT_EQ(fetch_account(subject.client, {Kind::descriptor, user_subject}).known.items.size(), 1U);

  Bench identity;
  identity.transport.on(
      "identities?descriptors=Microsoft.IdentityModel.Claims.ClaimsIdentity%3B7a394543-62fd-4274-"
      "a7d2-8fac775942b6%5CJTSENG@vscsi.us&queryMembership=ExpandedUp",
      json(fixture("identities_by_email.json")));
  std::string written = user;
  written.replace(written.find("jtseng"), 6, "JTSENG");
  EXPECT_EQ(fetch_account(identity.client, {Kind::descriptor, written}).known.items.size(), 1U);
}

TEST(FetchAccount, IsNotReadWhereADescriptorGivesNullNothingOrAnother) {
  for (const auto* list : {"null", ""}) {
    Bench bench;
    bench.transport.on("identities", entries(list));
    const auto fetched = fetch_account(bench.client, {Kind::descriptor, "aad.x"});
    EXPECT_TRUE(fetched.known.items.empty());
    EXPECT_FALSE(fetched.known.complete());
  }
  Bench bench;
  bench.transport.on("identities", json(fixture("identities_by_email.json")));
  const auto fetched = fetch_account(bench.client, {Kind::descriptor, "aad.x"});
  EXPECT_TRUE(fetched.known.items.empty());
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_THAT(fetched.known.rest->reason, HasSubstr("an identity that was not asked for"));
}

TEST(FetchAccount, FindsAServicePrincipalByEitherOfItsIds) {
  for (const auto* id : {"57227ACC-068c-4bd0-b122-76af4ca8156d", "db2b37a2-4d17-4de2-b935-59d43396a001"}) {
    Bench bench;
    bench.transport.on("graph/serviceprincipals", json(fixture("service_principals.json")))
        .on("identities?subjectDescriptors=aadsp.OGY2Njg2ODQtOTAzMi03NWE2LWFiZDctMGJhMDUzYjhiNTIx&"
            "queryMembership="
            "ExpandedUp",
            json(fixture("identities_by_email.json")));
    const auto fetched = fetch_account(bench.client, {Kind::service_principal, id});
    EXPECT_EQ(fetched.known.items.size(), 1U);
    EXPECT_EQ(fetched.reads.size(), 2U);
  }
}

/// What identities answer of the service principal of the fixture, with this in front of its object id.
Response principal_without_property(const std::string& descriptor) {
  return entries(Json{{"id", "7c86b535-818b-423f-b0fd-19a2e9f32710"},
                      {"descriptor", descriptor},
                      {"subjectDescriptor", "aadsp.OGY2Njg2ODQtOTAzMi03NWE2LWFiZDctMGJhMDUzYjhiNTIx"},
                      {"isActive", true},
                      {"members", Json::array()},
                      {"memberOf", Json::array()}}
                     .dump());
}
const std::string of_principal =
    "Microsoft.VisualStudio.Services.Claims.AadServicePrincipal;7a394543-62fd-4274-a7d2-8fac775942b6\\";

TEST(FetchAccount, TakesTheObjectIdOfAServicePrincipalFromGraph) {
  Bench bench;
  bench.transport.on("graph/serviceprincipals", json(fixture("service_principals.json")))
      .on("identities?subjectDescriptors",
          principal_without_property(of_principal + "11111111-2222-4333-8444-555555555555"));
  const auto fetched =
      fetch_account(bench.client, {Kind::service_principal, "57227acc-068c-4bd0-b122-76af4ca8156d"});
  ASSERT_EQ(fetched.known.items.size(), 1U);
  EXPECT_EQ(fetched.known.items[0].object_id, "db2b37a2-4d17-4de2-b935-59d43396a001");
}

TEST(FetchAccount, TakesTheObjectIdOfAServicePrincipalFromItsDescriptorWhereNothingElseTellsIt) {
  const auto object_id = [](const std::string& descriptor) {
    Bench bench;
    bench.transport.on("identities?descriptors", principal_without_property(descriptor));
    const auto fetched = fetch_account(bench.client, {Kind::descriptor, descriptor});
    return fetched.known.items.empty() ? "nobody" : fetched.known.items[0].object_id;
  };
  EXPECT_EQ(object_id(of_principal + "DB2B37A2-4d17-4de2-b935-59d43396a001"),
            "db2b37a2-4d17-4de2-b935-59d43396a001");
  EXPECT_EQ(object_id(of_principal + "flow@contoso.com"), "");
  EXPECT_EQ(
      object_id("Microsoft.IdentityModel.Claims.ClaimsIdentity;t\\db2b37a2-4d17-4de2-b935-59d43396a001"), "");
}

TEST(FetchAccount, KnowsNoServicePrincipalOnlyIfAllWereListed) {
  Bench whole;
  whole.transport.on("graph/serviceprincipals", json(fixture("service_principals.json")));
  EXPECT_TRUE(fetch_account(whole.client, {Kind::service_principal, "x"}).known.complete());
  Json nameless = Json::parse(fixture("service_principals.json"));
  nameless["value"][0].erase("applicationId");
  Bench untold;
  untold.transport.on("graph/serviceprincipals", json(nameless.dump()));
  const auto open = fetch_account(untold.client, {Kind::service_principal, "x"});
  ASSERT_TRUE(open.known.rest) << "it may be the one whose id is not told";
  EXPECT_THAT(open.known.rest->reason, HasSubstr("did not tell both ids"));
  Bench refused;
  refused.transport.on("graph/serviceprincipals", error(403, "no"));
  const auto fetched = fetch_account(refused.client, {Kind::service_principal, "x"});
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_EQ(fetched.known.rest->what, "the service principal `x`");
}

TEST(FetchGroups, MatchesByDescriptorAndKeepsTheOrder) {
  Bench bench;
  bench.transport.on(
      "identities?descriptors=Microsoft.TeamFoundation.Identity%3BS-1-9-1,Microsoft.TeamFoundation.Identity%"
      "3BS-1-9-2,"
      "Microsoft.TeamFoundation.Identity%3BS-1-9-3&queryMembership=Direct",
      entries(
          group("microsoft.teamfoundation.identity;s-1-9-3", "C", "00000000-0000-4000-8000-000000000003") +
          ",null," + group("Microsoft.TeamFoundation.Identity;S-1-9-1", "A")));
  const std::vector<std::string> asked{"Microsoft.TeamFoundation.Identity;S-1-9-1",
                                       "Microsoft.TeamFoundation.Identity;S-1-9-2",
                                       "Microsoft.TeamFoundation.Identity;S-1-9-3"};
  const auto fetched = fetch_groups(bench.client, asked);
  ASSERT_EQ(fetched.known.size(), 3U);
  ASSERT_TRUE(fetched.known[0]);
  EXPECT_THAT(fetched.known[0].value().members, ElementsAre("A"));
  ASSERT_FALSE(fetched.known[1]);
  EXPECT_EQ(fetched.known[1].error().what,
            "the memberships of the group `Microsoft.TeamFoundation.Identity;S-1-9-2`");
  ASSERT_TRUE(fetched.known[2]);
  EXPECT_THAT(fetched.known[2].value().members, ElementsAre("C"));
}

TEST(FetchGroups, IsAGapForEachWhereTheRequestFails) {
  Bench bench;
  bench.transport.on("identities", error(403, "no"));
  const auto fetched = fetch_groups(bench.client, std::vector<std::string>{"a", "b"});
  ASSERT_EQ(fetched.known.size(), 2U);
  for (const auto& known : fetched.known) {
    ASSERT_FALSE(known);
    EXPECT_EQ(known.error().kind, Gap::Kind::forbidden);
  }
}

TEST(FetchGroups, AsksNothingForNothing) {
  Bench bench;
  EXPECT_TRUE(fetch_groups(bench.client, {}).known.empty());
}

TEST(FetchGroups, TakesContradictingEntriesOfOneGroupForNone) {
  Bench bench;
  bench.transport.on("identities", entries(group("G", "A") + "," + group("g", "B")));
  const auto fetched = fetch_groups(bench.client, std::vector<std::string>{"G"});
  ASSERT_FALSE(fetched.known.at(0));
  EXPECT_EQ(fetched.known[0].error().reason,
            "the answer tells `7c86b535-818b-423f-b0fd-19a2e9f32710` twice, and differently");
  Bench two_ids;
  two_ids.transport.on(
      "identities", entries(group("G", "A") + "," + group("g", "A", "00000000-0000-4000-8000-000000000003")));
  EXPECT_FALSE(fetch_groups(two_ids.client, std::vector<std::string>{"G"}).known.at(0));
}

TEST(FetchGroups, TakesAGroupThatIsToldTwiceForOne) {
  Bench bench;
  bench.transport.on("identities", entries(group("G", "A") + "," + group("G", "A")));
  const auto fetched = fetch_groups(bench.client, std::vector<std::string>{"g"});
  ASSERT_TRUE(fetched.known.at(0));
  EXPECT_THAT(fetched.known[0].value().members, ElementsAre("A"));
}

TEST(FetchGroups, KeepsAsManyMembersAsAreTold) {
  Json twice = Json::parse(group("G", "A"));
  twice["members"] = {"A", "B", "A"};
  Bench bench;
  bench.transport.on("identities", entries(twice.dump()));
  const auto fetched = fetch_groups(bench.client, std::vector<std::string>{"G"});
  EXPECT_THAT(fetched.known.at(0).value().members, ElementsAre("A", "B", "A"))
      << "from so many on the list may be cut";
}

TEST(FetchAccount, TakesAnIdentityThatIsToldDifferentlyForUnread) {
  Json answer = Json::parse(fixture("identities_by_email.json"));
  Json other = answer["value"][0];
  answer["value"].push_back(other);
  answer["count"] = 2;
  Bench alike;
  alike.transport.on("identities", json(answer.dump()));
  const auto once = fetch_account(alike.client, {Kind::email, "jtseng@vscsi.us"});
  EXPECT_EQ(once.known.items.size(), 1U);
  EXPECT_TRUE(once.known.complete());

  other.erase("isActive");
  answer["value"][1] = other;
  Bench bench;
  bench.transport.on("identities", json(answer.dump()));
  const auto fetched = fetch_account(bench.client, {Kind::email, "jtseng@vscsi.us"});
  EXPECT_TRUE(fetched.known.items.empty());
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_EQ(fetched.known.rest->reason,
            "the answer tells `81fa6389-0872-6fdd-a451-7ba7880f566a` twice, and differently");
}

TEST(ParseIdentity, TakesAMissingListForUnread) {
  Json identity = Json::parse(fixture("identities_by_email.json"))["value"][0];
  identity["memberOf"] = nullptr;
  EXPECT_EQ(parse_identity(identity).error().what, "`memberOf` is missing or null");
  identity["memberOf"] = {"g", nullptr};
  EXPECT_EQ(parse_identity(identity).error().what, "`memberOf[1]` is no text");
}

TEST(ParseIdentity, TakesAbsentFlagsForFalse) {
  Json identity = Json::parse(fixture("identities_by_email.json"))["value"][0];
  identity.erase("isActive");
  EXPECT_FALSE(parse_identity(identity).value().is_active);
  identity["isActive"] = "true";
  EXPECT_EQ(parse_identity(identity).error().what, "`isActive` is neither true nor false");
}

TEST(ParseIdentity, PrefersTheNameThatPeopleChose) {
  Json identity = Json::parse(fixture("identities_by_email.json"))["value"][0];
  identity["customDisplayName"] = "Flow";
  EXPECT_EQ(parse_identity(identity).value().display_name, "Flow");
}

TEST(SplitForFetchGroups, KeepsToFiftyAndToTheLengthOfAUrl) {
  EXPECT_TRUE(split_for_fetch_groups({}).empty());
  const auto sizes = [](const std::vector<std::string>& descriptors) {
    std::vector<std::size_t> counts;
    for (const auto& part : split_for_fetch_groups(descriptors)) counts.push_back(part.size());
    return counts;
  };
  EXPECT_THAT(sizes(std::vector<std::string>(120, "short")), ElementsAre(50U, 50U, 20U));
  EXPECT_THAT(sizes(std::vector<std::string>(3, std::string(3000, 'x'))), ElementsAre(2U, 1U));
  EXPECT_THAT(sizes(std::vector<std::string>(3, std::string(1500, ';'))), ElementsAre(1U, 1U, 1U));
  EXPECT_THAT(sizes({std::string(20'000, 'x')}), ElementsAre(1U));
}

}  // namespace
}  // namespace patrol::azdo
