#include "auditor/collect/collect.h"

#include "tests/auditor/azdo/fake_transport.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <latch>

namespace patrol {
namespace {

/// A service in which the search for the account answers one active user, and all else is refused.
class CollectTest : public ::testing::Test {
 protected:
  CollectTest() {
    bench.transport.on("searchFilter",
                       azdo::json(R"({"count":1,"value":[{"id":"81fa6389-0872-6fdd-a451-7ba7880f566a",
          "descriptor":"Microsoft.IdentityModel.Claims.ClaimsIdentity;t\\svc@contoso.com",
          "subjectDescriptor":"aad.svc","providerDisplayName":"svc","isActive":true,"members":[],"memberOf":[],
          "memberIds":[],"properties":{"SchemaClassName":{"$type":"System.String","$value":"User"},
          "Account":{"$type":"System.String","$value":"svc@contoso.com"},
          "Mail":{"$type":"System.String","$value":"svc@contoso.com"}}}]})"));
    bench.transport.on("", azdo::error(403, "no"));
  }

  Snapshot collect_for(std::vector<Rule> rules, std::vector<Integration> integrations) {
    Policy policy;
    policy.id = "test";
    policy.rules = std::move(rules);
    policies = {{"test", policy}};
    options.evaluate.now = test_now();
    return collect(
        policies, integrations, small_catalogue(),
        [this](const std::string&) -> azdo::Client& { return bench.client; }, options);
  }
  std::size_t requests_with(const std::string& part) {
    const auto urls = bench.transport.urls();
    return static_cast<std::size_t>(std::ranges::count_if(
        urls, [&](const std::string& url) { return url.find(part) != std::string::npos; }));
  }

  azdo::Bench bench;
  PolicySet policies;
  CollectOptions options;
};

const Requirement active{AccountState{.active = true}};

TEST_F(CollectTest, ReadsNothingThatNoRuleAsksFor) {
  const Snapshot snapshot = collect_for({rule_of(active)}, {flow_integration()});
  EXPECT_EQ(bench.transport.requests().size(), 1U);
  EXPECT_EQ(snapshot.collected_at, test_now());
  EXPECT_FALSE(snapshot.cut_short);
  EXPECT_EQ(evaluate(policies, {flow_integration()}, small_catalogue(), snapshot, options.evaluate)
                .findings.at(0)
                .verdict,
            Verdict::pass);
}

TEST_F(CollectTest, SharesAnAccountBetweenItsIntegrations) {
  Integration second = flow_integration();
  second.name = "another";
  collect_for({rule_of(active)}, {flow_integration(), second});
  EXPECT_EQ(bench.transport.requests().size(), 1U);
}

TEST_F(CollectTest, FollowsWhatTheFirstAnswersLeadTo) {
  const Snapshot snapshot = collect_for({rule_of({PatScopes{{"vso.code"}}})}, {flow_integration()});
  EXPECT_EQ(requests_with("/tokenadmin/personalaccesstokens/aad.svc"), 1U);
  EXPECT_TRUE(snapshot.organizations.at("contoso").tokens.contains("aad.svc"));
}

TEST_F(CollectTest, EndsAlthoughEverythingIsRefused) {
  Rule readers = rule_of({Roles{{{{.kind = Place::Kind::each_project}, RoleHeld::Role::reader, false}}}});
  readers.for_each = Rule::ForEach::project;
  const std::vector<Rule> rules{readers,
                                rule_of({Roles{{{{}, RoleHeld::Role::admin, false}}}}, Rule::Mode::forbid)};
  const Snapshot snapshot = collect_for(rules, {flow_integration()});
  const Audit audit = evaluate(policies, {flow_integration()}, small_catalogue(), snapshot, options.evaluate);
  for (const Finding& finding : audit.findings) EXPECT_EQ(finding.verdict, Verdict::inconclusive);
}

TEST_F(CollectTest, GivesTheSameSnapshotHoweverManyWorkersThereAre) {
  std::vector<Integration> integrations;
  for (int i = 0; i < 20; ++i) {
    integrations.push_back(flow_integration());
    integrations.back().name += std::to_string(i);
    integrations.back().account.value = integrations.back().email =
        "svc" + std::to_string(i) + "@contoso.com";
  }
  options.concurrency = 1;
  const Snapshot one = collect_for({rule_of(active), rule_of({PatScopes{{"vso.code"}}})}, integrations);
  options.concurrency = 8;
  EXPECT_EQ(collect_for({rule_of(active), rule_of({PatScopes{{"vso.code"}}})}, integrations), one);
}

TEST_F(CollectTest, TellsHowFarItIs) {
  std::size_t last = 0;
  options.progress = [&](const CollectProgress& progress) {
    EXPECT_GE(progress.requests, last);
    last = progress.requests;
  };
  collect_for({rule_of({PatScopes{{"vso.code"}}})}, {flow_integration()});
  EXPECT_GE(last, 2U);
}

TEST_F(CollectTest, ReadsAnOrganizationWhileAnotherDoesNotAnswer) {
  azdo::Bench hanging;
  std::latch other_is_read(1);
  hanging.transport.on("", azdo::error(403, "no"));
  hanging.transport.meanwhile = [&](const azdo::Request&) { other_is_read.wait(); };
  // The last that is read of the other: it follows from an answer.
  bench.transport.meanwhile = [&](const azdo::Request& request) {
    if (azdo::url_of(request).find("personalaccesstokens") != std::string::npos) other_is_read.count_down();
  };
  Policy policy;
  policy.id = "test";
  policy.rules = {rule_of({PatScopes{{"vso.code"}}})};
  std::vector<Integration> integrations{flow_integration()};
  // More than there are workers.
  for (int i = 0; i < 5; ++i) {
    Integration another = flow_integration();
    another.name += std::to_string(i);
    another.organization = "another";
    another.account.value = another.email = "svc" + std::to_string(i) + "@contoso.com";
    integrations.push_back(another);
  }
  options.concurrency = 2;
  options.evaluate.now = test_now();
  const Snapshot snapshot = collect(
      {{"test", policy}}, integrations, small_catalogue(),
      [&](const std::string& name) -> azdo::Client& {
        return name == "another" ? hanging.client : bench.client;
      },
      options);
  EXPECT_TRUE(snapshot.organizations.at("contoso").tokens.contains("aad.svc"));
  EXPECT_EQ(snapshot.organizations.at("another").accounts.size(), 5U);
}

}  // namespace
}  // namespace patrol
