#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";

Rule pushes(Rule::Mode mode = Rule::Mode::require, ServiceHooks more = {}) {
  more.events = {"git.push"};
  Rule rule = rule_of({more}, mode);
  rule.for_each = Rule::ForEach::project;
  return rule;
}

World with(Subscription change, const char* project = "Shop", const char* email = svc) {
  return World().account(svc).hook(email, project, "git.push", std::move(change));
}

Finding asked(const World& world, const Rule& rule = pushes()) {
  return ask(rule, world.snapshot());
}

TEST(ServiceHooks, PassForAnEnabledOneOfTheAccountInTheProject) {
  const Finding finding = asked(with({.host = "flow.example.com"}));
  EXPECT_EQ(finding.verdict, Verdict::pass);
  EXPECT_EQ(finding.message,
            "the service hook for git.push of the project Shop, made by svc@contoso.com is enabled");
  ASSERT_EQ(finding.path.size(), 1U);
  EXPECT_NE(finding.path[0].find("to flow.example.com"), std::string::npos);
}

TEST(ServiceHooks, FailWhereThereIsNoneForEventOrProject) {
  EXPECT_EQ(asked(World().account(svc)).verdict, Verdict::fail);
  EXPECT_EQ(asked(with({}, "Web")).verdict, Verdict::fail);
  EXPECT_EQ(asked(World().account(svc).hook(svc, "Shop", "build.complete")).verdict, Verdict::fail);
}

TEST(ServiceHooks, OneOfAllProjectsIsOneOfEach) {
  const Finding finding = asked(with({}, ""));
  EXPECT_EQ(finding.verdict, Verdict::pass);
  EXPECT_NE(finding.path.at(0).find("of all projects"), std::string::npos);
}

TEST(ServiceHooks, FailWhereItIsDisabledOrOnProbationAndSayWhy) {
  for (const char* status :
       {"disabledByUser", "disabledBySystem", "disabledByInactiveIdentity", "onProbation"}) {
    EXPECT_EQ(asked(with({.status = status})).verdict, Verdict::fail) << status;
  }
  EXPECT_EQ(asked(with({.status = "onProbation"})).observed, "on probation, because its receiver fails");
}

TEST(ServiceHooks, AStateThatNobodyKnowsSettlesNothing) {
  EXPECT_EQ(asked(with({.status = "resting"})).verdict, Verdict::inconclusive);
  EXPECT_EQ(asked(with({.status = "resting"}), pushes(Rule::Mode::forbid)).verdict, Verdict::inconclusive);
}

TEST(ServiceHooks, OfOthersCountOnlyWhereAnyoneMayHaveMadeThem) {
  World world = World().account(svc).account("ada@contoso.com").hook("ada@contoso.com", "Shop", "git.push");
  EXPECT_EQ(asked(world).verdict, Verdict::fail);
  EXPECT_EQ(asked(world, pushes(Rule::Mode::require, {.by_anyone = true})).verdict, Verdict::pass);
}

TEST(ServiceHooks, AMakerWhomTheServiceDoesNotTellMayBeTheAccount) {
  const World world = with({}, "Shop", "");
  EXPECT_EQ(asked(world).verdict, Verdict::inconclusive);
  EXPECT_EQ(asked(world, pushes(Rule::Mode::forbid)).verdict, Verdict::inconclusive);
}

TEST(ServiceHooks, MayHaveToPostToTheProduct) {
  const Rule rule = pushes(Rule::Mode::require, {.to = "flow.example.com"});
  EXPECT_EQ(asked(with({.host = "flow.example.com"}), rule).verdict, Verdict::pass);
  EXPECT_EQ(asked(with({.host = "evil.example.com"}), rule).verdict, Verdict::fail);
  EXPECT_EQ(asked(with({}), rule).verdict, Verdict::inconclusive);
}

TEST(ServiceHooks, ForAPartOfTheProjectAreEnoughOnlyWhereTheRuleSaysSo) {
  const World branch = with({.limits = {"branch"}});
  EXPECT_EQ(asked(branch).verdict, Verdict::inconclusive);
  EXPECT_NE(asked(branch).message.find("limited by branch"), std::string::npos);
  EXPECT_EQ(asked(branch, pushes(Rule::Mode::require, {.limited = true})).verdict, Verdict::pass);
  EXPECT_EQ(asked(with({.repository_id = "5febef5a-833d-4e14-b9c0-14cb638f91e6"})).verdict,
            Verdict::inconclusive);
}

TEST(ServiceHooks, ForbiddenOnesAreThoseThatDeliver) {
  const Rule rule = pushes(Rule::Mode::forbid);
  EXPECT_EQ(asked(World().account(svc), rule).verdict, Verdict::pass);
  EXPECT_EQ(asked(with({}), rule).verdict, Verdict::fail);
  EXPECT_EQ(asked(with({.limits = {"branch"}}), rule).verdict, Verdict::fail);
  EXPECT_EQ(asked(with({.status = "onProbation"}), rule).verdict, Verdict::fail);
  EXPECT_EQ(asked(with({.status = "disabledByUser"}), rule).verdict, Verdict::pass);
}

TEST(ServiceHooks, AreInconclusiveWhereTheListWasNotRead) {
  Snapshot snapshot = with({}).snapshot();
  hide(snapshot, FactKey::Kind::subscriptions);
  EXPECT_EQ(ask(pushes(), snapshot).verdict, Verdict::inconclusive);
  EXPECT_EQ(ask(pushes(Rule::Mode::forbid), snapshot).verdict, Verdict::inconclusive);
}

TEST(ServiceHooks, AListThatMayHideSomeProvesPresenceAlone) {
  EXPECT_EQ(asked(World().account(svc).humble_auditor()).verdict, Verdict::inconclusive);
  EXPECT_EQ(asked(World().account(svc).humble_auditor(), pushes(Rule::Mode::forbid)).verdict,
            Verdict::inconclusive);
  EXPECT_EQ(asked(with({}).humble_auditor()).verdict, Verdict::pass);
}

TEST(ServiceHooks, NeedTheAccountOnlyWhereItHasToHaveMadeThem) {
  Snapshot snapshot = with({}).snapshot();
  hide(snapshot, FactKey::Kind::account);
  EXPECT_EQ(ask(pushes(), snapshot).verdict, Verdict::inconclusive);
  EXPECT_EQ(ask(pushes(Rule::Mode::require, {.by_anyone = true}), snapshot).verdict, Verdict::pass);
}

TEST(ServiceHooks, ForbiddenOnesAreAllDeletedByTheirIds) {
  World world = with({.host = "one.example.com"});
  world.hook(svc, "Shop", "git.push", {.host = "two.example.com"});
  world.hook(svc, "Shop", "git.push", {.status = "disabledByUser"});
  const Finding finding = asked(world, pushes(Rule::Mode::forbid));
  EXPECT_NE(finding.remediation->advice.text().find("to two.example.com › Delete"), std::string::npos)
      << finding.remediation->advice.text();
  EXPECT_NE(finding.remediation->call.text().find("https://dev.azure.com/contoso/_apis/hooks/subscriptions/"),
            std::string::npos);
  expect_mended_by_its_calls(pushes(Rule::Mode::forbid), world);
}

// Who edits a service hook leaves it its id.
TEST(ServiceHooks, AreAFaultMoreForEachThingThatDoesNotNarrowThemDown) {
  const auto facts_of = [](const World& world, bool is_by_project = true) {
    Rule rule = pushes(Rule::Mode::forbid);
    if (!is_by_project) rule.for_each = Rule::ForEach::nothing;
    return asked(world, rule).facts;
  };
  const std::string some_repository = "5febef5a-833d-4e14-b9c0-14cb638f91e6";
  const auto narrow = facts_of(with({.repository_id = some_repository, .limits = {"branch"}}));
  const auto of_all_repositories = facts_of(with({.limits = {"branch"}}));
  const auto wide = facts_of(with({}));
  EXPECT_EQ(narrow.size(), 1U);
  EXPECT_EQ(of_all_repositories.size(), 2U);
  EXPECT_EQ(wide.size(), 3U);
  EXPECT_TRUE(std::ranges::includes(of_all_repositories, narrow));
  EXPECT_TRUE(std::ranges::includes(wide, of_all_repositories));
  EXPECT_EQ(facts_of(with({.repository_id = some_repository})), narrow);
  EXPECT_EQ(facts_of(with({}, "")), wide) << "what others are told of is no matter of the project";
  EXPECT_EQ(facts_of(with({}), false).size(), 3U);
  EXPECT_EQ(facts_of(with({}, ""), false).size(), 4U);
}

TEST(ServiceHooks, ThatMayDeliverBesideOneThatDoesAreNotExcusedWithIt) {
  const Rule rule = pushes(Rule::Mode::forbid);
  const World world = with({});
  const auto sure = asked(world, rule).facts;
  World more = world;
  const Finding beside = asked(more.hook(svc, "Shop", "git.push", {.status = "resting"}), rule);
  EXPECT_EQ(beside.verdict, Verdict::fail);
  EXPECT_EQ(beside.facts.size(), sure.size() + 1);
  Snapshot cut = world.snapshot();
  cut.organizations.at("contoso").subscriptions->known.rest =
      Gap{Gap::Kind::unauthorized, "a read", "HTTP 401", "grant the scope"};
  const Finding unread = ask(rule, cut);
  EXPECT_EQ(unread.verdict, Verdict::fail);
  EXPECT_EQ(unread.facts.size(), sure.size() + 1);
}

}  // namespace
}  // namespace patrol
