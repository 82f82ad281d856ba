#include "auditor/azdo/security.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <gmock/gmock.h>

namespace patrol::azdo {
namespace {

using testing::HasSubstr;
using namespace std::string_literals;

constexpr auto git = "2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87";
constexpr auto project_namespace = "52d39943-cb85-4d7f-8fa8-c6baac873819";

Response answer_with(const std::string& token, bool inherits, const std::string& entries) {
  return json(R"({"count":1,"value":[{"inheritPermissions":)" + std::string(inherits ? "true" : "false") +
              R"(,"token":")" + token + R"(","acesDictionary":{)" + entries + "}}]}");
}
const std::string one_entry = R"("d":{"descriptor":"d","allow":1,"deny":0})";

Response list_of(const std::string& token) {
  return answer_with(token, true, one_entry);
}
/// What the service tells, with extended information, of a token that has no list (API.md 3.5).
Response made_up(const std::string& token) {
  return answer_with(token, true, "");
}
const Response no_list = json(R"({"count":0,"value":[]})");

std::string lists_of(const std::vector<std::string>& tokens) {
  Json lists = Json::array();
  for (const std::string& token : tokens) {
    lists.push_back({{"inheritPermissions", true},
                     {"token", token},
                     {"acesDictionary", Json::parse("{" + one_entry + "}")}});
  }
  return Json{{"count", tokens.size()}, {"value", lists}}.dump();
}

TEST(FetchNamespaces, ReadsTheRecordedAnswer) {
  Bench bench;
  bench.transport.on("https://dev.azure.com/contoso/_apis/securitynamespaces?",
                     json(fixture("namespaces.json")));
  const auto fetched = fetch_namespaces(bench.client);
  ASSERT_TRUE(fetched.known.complete()) << fetched.known.rest->reason;
  ASSERT_EQ(fetched.known.items.size(), 2U);
  const auto& identity = fetched.known.items[0];
  EXPECT_EQ(identity.name, "Identity");
  EXPECT_EQ(identity.separator, "\\");
  EXPECT_TRUE(identity.hierarchical);
  EXPECT_EQ(
      identity.actions.at(0),
      (SecurityNamespace::Action{.bit = 1, .name = "Read", .display_name = "View identity information"}));
  EXPECT_FALSE(fetched.known.items[1].hierarchical);
  EXPECT_EQ(fetched.known.items[1].separator, "");
}

TEST(ParseNamespace, RefusesAForeignShape) {
  Json space = Json::parse(fixture("namespaces.json"))["value"][0];
  space["separatorValue"] = "";
  EXPECT_FALSE(parse_namespace(space));
  space["separatorValue"] = "/";
  EXPECT_TRUE(parse_namespace(space));
  space["actions"][0]["bit"] = "1";
  EXPECT_EQ(parse_namespace(space).error().what, "`actions`: `bit` is no whole number");
  space["actions"] = nullptr;
  EXPECT_FALSE(parse_namespace(space));
  space["actions"] = Json::array();
  EXPECT_EQ(parse_namespace(space).error().what, "`actions` is empty");
}

TEST(FetchAccessControl, ReadsTheRecordedAnswer) {
  const std::string token = "1ba198c0-7a12-46ed-a96b-f4e77554c6d4";
  Bench bench;
  bench.transport.on("accesscontrollists/5a27515b-ccd7-42c9-84f1-54c998f03866?token=" + token +
                         "&includeExtendedInfo=true&api-version=7.1",
                     json(fixture("access_control.json")));
  const auto fetched = fetch_access_control(bench.client, "5a27515b-ccd7-42c9-84f1-54c998f03866", token);
  ASSERT_TRUE(fetched.known);
  ASSERT_TRUE(fetched.known.value());
  const AccessControlList& list = *fetched.known.value();
  EXPECT_EQ(list.token, token);
  EXPECT_TRUE(list.inherits);
  ASSERT_EQ(list.entries.size(), 3U);
  EXPECT_EQ(list.entries[0].allow, 31);
  EXPECT_EQ(list.entries[0].effective_allow, 31);
  EXPECT_EQ(list.entries[0].effective_deny, 0);
}

TEST(FetchAccessControl, FindsTheListInAnyLetterCaseAndForm) {
  Bench bench;
  bench.transport.on("accesscontrollists", list_of("$PROJECT:vstfs:///Classification/TeamProject/ABC:"));
  const auto fetched = fetch_access_control(bench.client, project_namespace,
                                            "$project:vstfs:///classification/teamproject/abc");
  ASSERT_TRUE(fetched.known);
  EXPECT_TRUE(fetched.known.value());
  EXPECT_EQ(fetched.reads.size(), 1U);
}

TEST(FetchAccessControl, AsksForTheOtherFormOfATokenThatHasNoList) {
  Bench bench;
  bench.transport.on("token=repoV2/1/&", list_of("repoV2/1/")).on("token=repoV2/1&", no_list);
  EXPECT_TRUE(fetch_access_control(bench.client, git, "repoV2/1").known.value());
  EXPECT_EQ(bench.transport.requests().size(), 2U);

  Bench colon;
  colon.transport.on("token=$project:&", list_of("$PROJECT:")).on("token=$project&", no_list);
  EXPECT_TRUE(fetch_access_control(colon.client, project_namespace, "$project").known.value());

  Bench bare;
  bare.transport.on("token=repoV2&", list_of("repoV2")).on("token=repoV2/&", no_list);
  EXPECT_TRUE(fetch_access_control(bare.client, git, "repoV2/").known.value());
}

TEST(FetchAccessControl, IsNotMisledByAListThatWasMadeUp) {
  Bench bench;
  bench.transport.on("token=repoV2/1/&", list_of("repoV2/1/")).on("token=repoV2/1&", made_up("repoV2/1"));
  const auto fetched = fetch_access_control(bench.client, git, "repoV2/1");
  ASSERT_TRUE(fetched.known && fetched.known.value());
  EXPECT_EQ(fetched.known.value()->entries.size(), 1U);
  EXPECT_EQ(fetched.reads.size(), 2U);
}

TEST(FetchAccessControl, TakesTheListBesideOneThatWasMadeUp) {
  Bench bench;
  bench.transport.on("accesscontrollists",
                     json(R"({"value":[{"inheritPermissions":true,"token":"repoV2/1","acesDictionary":{}},)"
                          R"({"inheritPermissions":true,"token":"repoV2/1/","acesDictionary":{)" +
                          one_entry + "}}]}"));
  const auto fetched = fetch_access_control(bench.client, git, "repoV2/1");
  ASSERT_TRUE(fetched.known && fetched.known.value());
  EXPECT_EQ(fetched.known.value()->token, "repoV2/1/");
  EXPECT_EQ(fetched.reads.size(), 1U);
}

TEST(FetchAccessControl, TakesAListThatSaysNothingForNone) {
  Bench bench;
  bench.transport.on("token=repoV2/1/&", made_up("repoV2/1/")).on("token=repoV2/1&", made_up("repoV2/1"));
  const auto fetched = fetch_access_control(bench.client, git, "repoV2/1");
  ASSERT_TRUE(fetched.known);
  EXPECT_FALSE(fetched.known.value());
}

TEST(FetchAccessControl, AListWithoutEntriesThatDoesNotInheritIsOne) {
  Bench bench;
  bench.transport.on("accesscontrollists", answer_with("repoV2/1", false, ""));
  const auto fetched = fetch_access_control(bench.client, git, "repoV2/1");
  ASSERT_TRUE(fetched.known && fetched.known.value());
  EXPECT_FALSE(fetched.known.value()->inherits);
  EXPECT_EQ(fetched.reads.size(), 1U);
}

TEST(FetchAccessControl, KnowsThatThereIsNoList) {
  Bench bench;
  bench.transport.on("accesscontrollists", no_list);
  const auto fetched = fetch_access_control(bench.client, git, "repoV2/1");
  ASSERT_TRUE(fetched.known);
  EXPECT_FALSE(fetched.known.value());
  EXPECT_EQ(fetched.reads.size(), 2U);
}

TEST(FetchAccessControl, IsAGapWhereOtherTokensListsAreGiven) {
  for (const auto* token : {"repoV2/12", "repoV2/1/2", "repoV2", ""}) {
    Bench bench;
    bench.transport.on("accesscontrollists", list_of(token));
    const auto fetched = fetch_access_control(bench.client, git, "repoV2/1");
    ASSERT_FALSE(fetched.known) << token;
    EXPECT_EQ(fetched.known.error().kind, Gap::Kind::bad_answer);
    EXPECT_EQ(fetched.known.error().what, "the access control list of `repoV2/1`");
    EXPECT_THAT(fetched.known.error().reason, HasSubstr("a list of a token that was not asked for"));
  }
}

/// The list of `repoV2/1` and another one.
Response two_lists(const std::string& token, const std::string& entries) {
  return json(R"({"value":[{"inheritPermissions":true,"token":"repoV2/1","acesDictionary":{)" + one_entry +
              R"(}},{"inheritPermissions":true,"token":")" + token + R"(","acesDictionary":{)" + entries +
              "}}]}");
}

TEST(FetchAccessControl, TakesNeitherOfTwoListsThatContradictEachOther) {
  for (const auto* token : {"repoV2/1", "REPOV2/1", "repoV2/1/"}) {
    Bench alike;
    alike.transport.on("accesscontrollists", two_lists(token, one_entry));
    const auto once = fetch_access_control(alike.client, git, "repoV2/1");
    ASSERT_TRUE(once.known && once.known.value()) << token;
    EXPECT_EQ(once.known.value()->entries.size(), 1U);

    Bench bench;
    bench.transport.on("accesscontrollists",
                       two_lists(token, R"("d":{"descriptor":"d","allow":0,"deny":1})"));
    const auto fetched = fetch_access_control(bench.client, git, "repoV2/1");
    ASSERT_FALSE(fetched.known) << token;
    EXPECT_EQ(fetched.known.error().reason,
              "the answer tells `" + std::string(token) + "` twice, and differently");
  }
}

TEST(FetchAccessControl, TakesTwoEntriesOfOnePrincipalForOneOrForNone) {
  Bench alike;
  alike.transport.on("accesscontrollists",
                     answer_with("t", true, one_entry + R"(,"D":{"descriptor":"D","allow":1,"deny":0})"));
  const auto once = fetch_access_control(alike.client, git, "t");
  ASSERT_TRUE(once.known && once.known.value());
  EXPECT_EQ(once.known.value()->entries.size(), 1U);

  Bench bench;
  bench.transport.on("accesscontrollists",
                     answer_with("t", true, one_entry + R"(,"e":{"descriptor":"D","allow":0,"deny":1})"));
  const auto fetched = fetch_access_control(bench.client, git, "t");
  ASSERT_FALSE(fetched.known);
  EXPECT_EQ(fetched.known.error().reason, "the answer tells `D` at `t` twice, and differently");
}

TEST(FetchNamespaces, TakesNoneThatHasAnActionAtTwoBits) {
  Json answer = Json::parse(fixture("namespaces.json"));
  Json again = answer["value"][0]["actions"][0];
  answer["value"][0]["actions"].push_back(again);
  Bench alike;
  alike.transport.on("securitynamespaces", json(answer.dump()));
  const auto once = fetch_namespaces(alike.client);
  EXPECT_TRUE(once.known.complete());
  EXPECT_EQ(once.known.items.at(0).actions.size(), answer["value"][0]["actions"].size() - 1);

  again["bit"] = 64;
  answer["value"][0]["actions"].push_back(again);
  Bench bench;
  bench.transport.on("securitynamespaces", json(answer.dump()));
  const auto fetched = fetch_namespaces(bench.client);
  EXPECT_EQ(fetched.known.items.size(), 1U);
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_EQ(fetched.known.rest->reason,
            "the answer tells `Read` of the namespace `5a27515b-ccd7-42c9-84f1-54c998f03866` twice, and "
            "differently");
}

TEST(FetchAccessControl, IsAGapWhereTheOtherFormIsAnsweredWithAnotherToken) {
  Bench bench;
  bench.transport.on("token=repoV2/1/&", list_of("repoV2/12")).on("token=repoV2/1&", no_list);
  const auto fetched = fetch_access_control(bench.client, git, "repoV2/1");
  EXPECT_FALSE(fetched.known);
  EXPECT_EQ(fetched.reads.size(), 2U);
}

TEST(FetchAccessControl, TakesTheListAmongThoseOfOtherTokens) {
  Bench bench;
  bench.transport.on("accesscontrollists", json(lists_of({"repoV2/12", "repoV2/1"})));
  const auto fetched = fetch_access_control(bench.client, git, "repoV2/1");
  ASSERT_TRUE(fetched.known && fetched.known.value());
  EXPECT_EQ(fetched.known.value()->token, "repoV2/1");
}

TEST(FetchAccessControl, OfTheEmptyTokenIsNoneAmongAllThatAreGiven) {
  Bench bench;
  bench.transport.on("accesscontrollists", json(lists_of({"/1", "/2"})));
  const auto fetched = fetch_access_control(bench.client, "bb50f182-8e5e-40b8-bc21-e8752a1e7ae2", "");
  ASSERT_TRUE(fetched.known);
  EXPECT_FALSE(fetched.known.value());
}

TEST(FetchListsBelow, GivesThoseUnderTheTokenInOneRequest) {
  Bench bench;
  bench.transport.on("token=repoV2/1&includeExtendedInfo=true&recurse=true&api-version=7.1",
                     json(lists_of({"repoV2/1", "REPOV2/1/2", "repoV2/1/2/refs/heads/"})));
  const auto fetched = fetch_lists_below(bench.client, git, "repoV2/1");
  EXPECT_TRUE(fetched.known.complete());
  ASSERT_EQ(fetched.known.items.size(), 2U);
  EXPECT_EQ(fetched.known.items[0].token, "REPOV2/1/2");
  EXPECT_EQ(fetched.reads.size(), 1U);
}

TEST(FetchListsBelow, AsksForTheOtherFormOfATokenThatIsNotKnown) {
  Bench bench;
  bench.transport.on("token=repoV2/1/&", json(lists_of({"repoV2/1/2"}))).on("token=repoV2/1&", no_list);
  EXPECT_EQ(fetch_lists_below(bench.client, git, "repoV2/1").known.items.size(), 1U);
}

TEST(FetchListsBelow, IsNotMisledByAListThatWasMadeUp) {
  Bench bench;
  bench.transport.on("token=repoV2/1/&", json(lists_of({"repoV2/1/2"})))
      .on("token=repoV2/1&", made_up("repoV2/1"));
  EXPECT_EQ(fetch_lists_below(bench.client, git, "repoV2/1").known.items.size(), 1U);
}

TEST(FetchListsBelow, LeavesOutWhatSaysNothing) {
  Bench bench;
  bench.transport.on("accesscontrollists", made_up("repoV2/1/2"));
  const auto fetched = fetch_lists_below(bench.client, git, "repoV2/1");
  EXPECT_TRUE(fetched.known.complete());
  EXPECT_TRUE(fetched.known.items.empty());
}

TEST(FetchListsBelow, LeavesOutListsThatAreNotBelowAndIsNotWholeThen) {
  for (const auto* stranger : {"repoV2/12", "repoV2/2/1", "repoV2", ""}) {
    Bench bench;
    bench.transport.on("accesscontrollists", json(lists_of({"repoV2/1", stranger, "repoV2/1/2"})));
    const auto fetched = fetch_lists_below(bench.client, git, "repoV2/1");
    ASSERT_EQ(fetched.known.items.size(), 1U) << stranger;
    EXPECT_EQ(fetched.known.items[0].token, "repoV2/1/2");
    ASSERT_TRUE(fetched.known.rest) << stranger;
    EXPECT_EQ(fetched.known.rest->kind, Gap::Kind::bad_answer);
    EXPECT_THAT(fetched.known.rest->reason, HasSubstr("a list of a token that was not asked for"));
    EXPECT_EQ(fetched.reads.size(), 1U);
  }
}

TEST(FetchListsBelow, KnowsEachFormOfATokenBelow) {
  const std::string repository = "repoV2/1/2";
  Bench bench;
  bench.transport.on("accesscontrollists",
                     json(lists_of({"REPOV2/1/", repository + "/", repository + "/refs/heads/6D00/",
                                    repository + "/refs^heads^main^"})));
  const auto fetched = fetch_lists_below(bench.client, git, "repoV2/1");
  EXPECT_TRUE(fetched.known.complete());
  EXPECT_EQ(fetched.known.items.size(), 3U);
}

TEST(FetchListsBelow, AllAreBelowTheEmptyToken) {
  Bench bench;
  bench.transport.on("accesscontrollists", json(lists_of({"", "/1", "/2"})));
  const auto fetched = fetch_lists_below(bench.client, "bb50f182-8e5e-40b8-bc21-e8752a1e7ae2", "");
  EXPECT_TRUE(fetched.known.complete());
  EXPECT_EQ(fetched.known.items.size(), 2U);
}

TEST(FetchListsBelow, CountsAListOnceAndTakesNeitherOfTwoThatContradictEachOther) {
  Bench alike;
  alike.transport.on("accesscontrollists", json(lists_of({"repoV2/1", "repoV2/1/2", "repoV2/1/2/"})));
  const auto once = fetch_lists_below(alike.client, git, "repoV2/1");
  EXPECT_TRUE(once.known.complete());
  EXPECT_EQ(once.known.items.size(), 1U);

  Json lists = Json::parse(lists_of({"repoV2/1", "repoV2/1/2", "repoV2/1/2", "repoV2/1/3"}));
  lists["value"][2]["inheritPermissions"] = false;
  Bench bench;
  bench.transport.on("accesscontrollists", json(lists.dump()));
  const auto fetched = fetch_lists_below(bench.client, git, "repoV2/1");
  ASSERT_EQ(fetched.known.items.size(), 1U);
  EXPECT_EQ(fetched.known.items[0].token, "repoV2/1/3");
  ASSERT_TRUE(fetched.known.rest);
  EXPECT_EQ(fetched.known.rest->reason, "the answer tells `repoV2/1/2` twice, and differently");
}

TEST(FetchListsBelow, TakesNoTokenThatWouldBreakALine) {
  Bench bench;
  bench.transport.on("accesscontrollists", json(lists_of({"repoV2/1", "repoV2/1/2\nrm -rf ~"})));
  const auto fetched = fetch_lists_below(bench.client, git, "repoV2/1");
  ASSERT_FALSE(fetched.known.complete());
  EXPECT_EQ(fetched.known.rest->kind, Gap::Kind::bad_answer);
}

TEST(FetchListsBelow, KnowsThatThereAreNoneAndWhyItKnowsNothing) {
  Bench bench;
  bench.transport.on("accesscontrollists", no_list);
  const auto none = fetch_lists_below(bench.client, git, "repoV2/1");
  EXPECT_TRUE(none.known.complete());
  EXPECT_TRUE(none.known.items.empty());
  Bench refused;
  refused.transport.on("accesscontrollists", status(403, "{}"));
  EXPECT_EQ(fetch_lists_below(refused.client, git, "repoV2/1").known.rest->kind, Gap::Kind::forbidden);
}

TEST(FetchAccessControl, AsksOnceForTheEmptyToken) {
  Bench bench;
  bench.transport.on("accesscontrollists", list_of(""));
  EXPECT_TRUE(fetch_access_control(bench.client, "bb50f182-8e5e-40b8-bc21-e8752a1e7ae2", "").known.value());
  EXPECT_EQ(bench.transport.requests().size(), 1U);
}

TEST(FetchAccessControl, IsAGapWhereAnEntryCanNotBeRead) {
  for (const auto* entry : {"null", "{}", R"({"descriptor":"d","allow":1})", R"({"allow":"1","deny":0})"}) {
    Bench bench;
    bench.transport.on("accesscontrollists",
                       json(R"({"value":[{"inheritPermissions":true,"token":"t","acesDictionary":{"d":)" +
                            std::string(entry) + "}}]}"));
    const auto fetched = fetch_access_control(bench.client, git, "t");
    ASSERT_FALSE(fetched.known) << entry;
    EXPECT_EQ(fetched.known.error().kind, Gap::Kind::bad_answer);
    EXPECT_THAT(fetched.known.error().reason, HasSubstr("`acesDictionary`: "));
  }
}

TEST(ParseAccessControlList, WantsToKnowWhetherItInherits) {
  EXPECT_EQ(parse_access_control_list(Json{{"token", "t"}, {"acesDictionary", Json::object()}}).error().what,
            "`inheritPermissions` is missing or null");
}

TEST(ParseAccessControlList, TellsWhetherExtendedInformationWasSent) {
  const auto entry = [](const Json& ace) {
    return parse_access_control_list(
               Json{{"inheritPermissions", false}, {"token", "t"}, {"acesDictionary", {{"d", ace}}}})
        .value()
        .entries.at(0);
  };
  EXPECT_EQ(entry({{"allow", 1}, {"deny", 0}}),
            (AccessControlEntry{
                .descriptor = "d", .allow = 1, .deny = 0, .effective_allow = {}, .effective_deny = {}}));
  EXPECT_EQ(entry({{"allow", 0}, {"deny", 4}, {"extendedInfo", Json::object()}}),
            (AccessControlEntry{
                .descriptor = "d", .allow = 0, .deny = 4, .effective_allow = 0, .effective_deny = 0}));
}

}  // namespace
}  // namespace patrol::azdo
