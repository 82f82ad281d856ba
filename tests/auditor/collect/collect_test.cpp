#include "auditor/collect/collect.h"

#include "tests/auditor/azdo/fake_transport.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <latch>

namespace patrol {
namespace {

/// A service in which the search for the account answers one active user, and all else is refused.
class CollectTest : public ::testing::Test {
 protected:
  static azdo::Response found() {
    return azdo::json(R"({"count":1,"value":[{"id":"81fa6389-0872-6fdd-a451-7ba7880f566a",
          "descriptor":"Microsoft.IdentityModel.Claims.ClaimsIdentity;t\\svc@contoso.com",
          "subjectDescriptor":"aad.svc","providerDisplayName":"svc","isActive":true,"members":[],"memberOf":[],
          "memberIds":[],"properties":{"SchemaClassName":{"$type":"System.String","$value":"User"},
          "Account":{"$type":"System.String","$value":"svc@contoso.com"},
          "Mail":{"$type":"System.String","$value":"svc@contoso.com"}}}]})");
  }
  CollectTest() {
    bench.transport.on("searchFilter", found());
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

/// What an auditor with this id would be told that it is.
azdo::Response connection_of(const std::string& id) {
  std::string text = azdo::fixture("connection.json");
  const std::string descriptor = "auditor@contoso.com";
  text.replace(text.find(descriptor), descriptor.size(), id);
  return azdo::json(text);
}

TEST_F(CollectTest, GoesOnOnlyWhereTheSameIdentityHadRead) {
  Policy policy;
  policy.id = "test";
  policy.rules = {rule_of(active)};
  std::vector<Integration> integrations{flow_integration(), flow_integration()};
  integrations[1].name = "another";
  integrations[1].organization = "another";
  options.evaluate.now = test_now();
  options.evaluate.ask_auditor = true;
  std::vector<std::string> anew;
  options.read_anew = [&](const std::string& organization) { anew.push_back(organization); };
  const auto collect_as = [&](const std::string& here, const std::string& there, bool is_denied) {
    azdo::Bench one;
    azdo::Bench two;
    for (azdo::Bench* each : {&one, &two}) {
      each->transport.on("connectionData", connection_of(each == &one ? here : there));
      each->transport.on("searchFilter", is_denied ? azdo::error(403, "no") : found());
      each->transport.on("", azdo::error(403, "no"));
    }
    return collect(
        {{"test", policy}}, integrations, small_catalogue(),
        [&](const std::string& name) -> azdo::Client& { return name == "another" ? two.client : one.client; },
        options);
  };
  const Snapshot earlier = collect_as("ada", "ada", false);
  options.resume = &earlier;
  const Snapshot now = collect_as("ada", "bob", true);
  EXPECT_EQ(anew, std::vector<std::string>{"another"});
  EXPECT_EQ(now.organizations.at("contoso").accounts, earlier.organizations.at("contoso").accounts);
  EXPECT_TRUE(now.organizations.at("another").accounts.begin()->second.known.rest);
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

TEST_F(CollectTest, LeavesAllToTheLastOrganizationThatIsNotDone) {
  azdo::Bench done;
  done.transport.on("", azdo::error(403, "no"));
  std::latch both_asked(2);
  Integration first = flow_integration();
  Integration second = flow_integration();
  second.name += "2";
  second.account.value = second.email = "svc2@contoso.com";
  Integration other = flow_integration();
  other.name = "other";
  other.organization = "other";
  // Both accounts of the one are asked for side by side, once the other has given back its part of two
  // workers.
  azdo::Limiter limiter(2, bench.time.timing());
  struct Waiting final : azdo::Transport {
    explicit Waiting(std::latch& latch) : both(latch) {}
    Result<azdo::Response, azdo::TransportFailure> send(const azdo::Request&, std::chrono::milliseconds,
                                                        const std::stop_token&) override {
      if (asked++ < 2) both.arrive_and_wait();
      return azdo::error(403, "no");
    }
    std::latch& both;
    std::atomic<int> asked = 0;
  } waiting(both_asked);
  azdo::Client client("contoso", waiting, limiter, {.timing = bench.time.timing()});
  Policy policy;
  policy.id = "test";
  policy.rules = {rule_of(active)};
  options.concurrency = 2;
  options.evaluate.now = test_now();
  const Snapshot snapshot = collect(
      {{"test", policy}}, {first, second, other}, small_catalogue(),
      [&](const std::string& name) -> azdo::Client& { return name == "other" ? done.client : client; },
      options);
  EXPECT_EQ(snapshot.organizations.at("contoso").accounts.size(), 2U);
}

}  // namespace
}  // namespace patrol
