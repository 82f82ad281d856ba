#include "tests/support/ask.h"

#include <gtest/gtest.h>

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
  EXPECT_NE(finding.remediation->advice.find("to two.example.com › Delete"), std::string::npos)
      << finding.remediation->advice;
  EXPECT_NE(finding.remediation->call.find("https://dev.azure.com/contoso/_apis/hooks/subscriptions/"),
            std::string::npos);
  expect_mended_by_its_calls(pushes(Rule::Mode::forbid), world);
}

}  // namespace
}  // namespace patrol
