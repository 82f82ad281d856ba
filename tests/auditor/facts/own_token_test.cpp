#include "auditor/facts/own_token.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <set>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr const char* variable = "FLOW_PAT";

/// The account, and what its token was answered.
class Bench {
 public:
  Bench() : world_(World().account(svc)), snapshot_(world_.snapshot()) {}

  Bench& token(const ProbedToken& token) {
    organization().probed_tokens.insert_or_assign(variable, Fact<Evidence<ProbedToken>>{token, {}});
    return *this;
  }
  Bench& probe(const char* name, Evidence<bool> answer) {
    organization().probes.insert_or_assign(fact_name(variable, name),
                                           Fact<Evidence<bool>>{std::move(answer), {}});
    return *this;
  }
  Connection owner(const std::string& email) {
    const Identity& identity = world_.identity(email);
    return {.identity_descriptor = identity.descriptor,
            .subject_descriptor = identity.subject_descriptor,
            .display_name = identity.display_name,
            .account = identity.account};
  }
  OwnToken own() { return own_token(view(), variable, &world_.identity(svc)); }
  Truth holds(const char* scope, const std::string& project = "p") {
    Support support;
    return probe_scope(view(), small_catalogue_, variable, project, scope, support);
  }
  const std::set<FactKey>& missing() const { return missing_; }

 private:
  Organization& organization() { return snapshot_.organizations.begin()->second; }
  View view() { return {&organization(), "contoso", &missing_}; }

  World world_;
  Snapshot snapshot_;
  Catalogue small_catalogue_ = small_catalogue();
  std::set<FactKey> missing_;
};

TEST(OwnToken, IsTheAccountsOrSomebodyElses) {
  Bench bench;
  bench.token({.is_accepted = true, .owner = bench.owner(svc)});
  EXPECT_EQ(bench.own().state, OwnToken::State::the_account);
  bench.token({.is_accepted = true, .owner = bench.owner(World::auditor_email)});
  EXPECT_EQ(bench.own().state, OwnToken::State::others);
  EXPECT_NE(bench.own().owner.find(World::auditor_email), std::string::npos);
}

TEST(OwnToken, IsNobodysWhereTheServiceDidNotTell) {
  Bench bench;
  bench.token({.is_accepted = true});
  EXPECT_EQ(bench.own().state, OwnToken::State::unknown);
  EXPECT_EQ(bench.own().support.gaps.size(), 1U);
}

TEST(OwnToken, IsDeadWithTheReason) {
  Bench bench;
  bench.token({.is_accepted = false, .refusal = "HTTP 401"});
  EXPECT_EQ(bench.own().state, OwnToken::State::dead);
  EXPECT_EQ(bench.own().refusal, "HTTP 401");
}

TEST(OwnToken, IsAskedForWhereNobodyTriedIt) {
  Bench bench;
  EXPECT_EQ(bench.own().state, OwnToken::State::unknown);
  EXPECT_TRUE(bench.missing().contains({FactKey::Kind::probed_token, variable, ""}));
}

TEST(ProbeScope, IsThereByAnAnswerAndNotThereByARefusal) {
  Bench bench;
  bench.probe("repositories", true);
  EXPECT_EQ(bench.holds("vso.code"), Truth::yes);
  bench.probe("repositories", false);
  EXPECT_EQ(bench.holds("vso.code"), Truth::no);
  bench.probe("repositories", Gap{});
  EXPECT_EQ(bench.holds("vso.code"), Truth::unknown);
}

TEST(ProbeScope, DoesNotTellAWriteScopeFromTheReadingOneThatItIncludes) {
  Bench bench;
  bench.probe("repositories", true);
  EXPECT_EQ(bench.holds("vso.code_write"), Truth::unknown);
  bench.probe("repositories", false);
  EXPECT_EQ(bench.holds("vso.code_write"), Truth::no);
}

TEST(ProbeScope, OneRefusalShowsThatItIsNotFullAccess) {
  Bench bench;
  for (const char* name : {"repositories", "projects"}) bench.probe(name, true);
  EXPECT_EQ(bench.holds("app_token"), Truth::unknown);
  bench.probe("repositories", false);
  EXPECT_EQ(bench.holds("app_token"), Truth::no);
}

TEST(ProbeScope, NeedsAProjectForSomeAndAsksForNothingElse) {
  Bench bench;
  EXPECT_EQ(bench.holds("vso.build", ""), Truth::unknown);
  EXPECT_FALSE(bench.missing().contains({FactKey::Kind::probe, variable, "pipelines"}));
  EXPECT_EQ(bench.holds("vso.build", "p-1"), Truth::unknown);
  EXPECT_TRUE(bench.missing().contains({FactKey::Kind::probe, variable, "pipelines/p-1"}));
  EXPECT_FALSE(bench.missing().contains({FactKey::Kind::probe, variable, "repositories"}));
}

}  // namespace
}  // namespace patrol
