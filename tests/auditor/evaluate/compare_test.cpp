#include "auditor/evaluate/compare.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace patrol {
namespace {

const Time before = *parse_time("2026-11-01");
const Time now = *parse_time("2026-11-23");

/// An audit of one integration with one rule, with a finding for each project.
Audit audit_at(Time time, std::vector<Finding> findings) {
  Audit audit;
  audit.generated_at = time;
  audit.rules = {{.policy = "flow", .id = "r", .title = "Rule"}};
  audit.integrations = {{.name = "flow", .policy = "flow", .organization = "contoso"}};
  audit.findings = std::move(findings);
  audit.totals = count(audit);
  return audit;
}

Finding finding(Verdict verdict, const std::string& project, std::vector<std::string> facts = {}) {
  Finding result;
  result.verdict = verdict;
  result.project = project;
  result.facts = std::move(facts);
  return result;
}

Finding waived(const std::string& project) {
  Finding result = finding(Verdict::fail, project);
  result.waiver = Waiver{.reason = "r", .owner = "o", .approved_by = "a", .expires = now};
  return result;
}

SinceBaseline since(const Finding& earlier, const Finding& later) {
  Audit audit = audit_at(now, {later});
  compare(audit, as_earlier(audit_at(before, {earlier})));
  return *audit.findings[0].since;
}

TEST(Compare, GoesByTheVerdict) {
  // Each is worse than the one before.
  const std::vector<Finding> ranks{finding(Verdict::pass, "P"), finding(Verdict::inconclusive, "P"),
                                   waived("P"), finding(Verdict::fail, "P")};
  for (std::size_t a = 0; a < ranks.size(); ++a) {
    for (std::size_t b = 0; b < ranks.size(); ++b) {
      // What was excused counts again where it can not be decided any more.
      const bool begins_to_count = a == 2 && b == 1;
      const Change wanted = a == b                     ? Change::unchanged
                            : a < b || begins_to_count ? Change::worse
                                                       : Change::better;
      EXPECT_EQ(since(ranks[a], ranks[b]).change, wanted) << a << " " << b;
    }
  }
}

TEST(Compare, WhatNoLongerAppliesIsNeitherWorseNorBetter) {
  const Finding none = finding(Verdict::not_applicable, "P");
  for (const Verdict verdict : {Verdict::pass, Verdict::inconclusive, Verdict::fail}) {
    EXPECT_EQ(since(finding(verdict, "P"), none).change, Change::no_longer_applies);
  }
  EXPECT_EQ(since(none, none).change, Change::unchanged);
  EXPECT_EQ(since(none, finding(Verdict::pass, "P")).change, Change::better);
  EXPECT_EQ(since(none, finding(Verdict::inconclusive, "P")).change, Change::worse);
  EXPECT_EQ(since(none, finding(Verdict::fail, "P")).change, Change::worse);
  Audit audit = audit_at(now, {none});
  compare(audit, as_earlier(audit_at(before, {finding(Verdict::pass, "P")})), {.only_new_counts = true});
  EXPECT_EQ(audit.baseline->no_longer_applies, 1U);
  EXPECT_FALSE(audit.baseline->nothing_changed());
  EXPECT_EQ(exit_code(audit), 0);
}

/// The audit with another severity and need of its rule.
Audit rated(Audit audit, Severity severity, Need need = Need::required) {
  audit.rules[0].severity = severity;
  audit.rules[0].need = need;
  audit.totals = count(audit);
  return audit;
}

Change between(const Audit& earlier, Audit later) {
  compare(later, as_earlier(earlier));
  return later.findings[0].since->change;
}

// No false pass: a failure that nobody counted is news once the policy makes it count.
TEST(Compare, WhatBeginsToCountIsWorse) {
  for (const Verdict verdict : {Verdict::fail, Verdict::inconclusive}) {
    const Audit audit = audit_at(before, {finding(verdict, "P")});
    const Audit info = rated(audit, Severity::info);
    const Audit critical = rated(audit, Severity::critical);
    const Audit recommended = rated(audit, Severity::critical, Need::recommended);
    EXPECT_EQ(between(info, critical), Change::worse);
    EXPECT_EQ(between(recommended, critical), Change::worse);
    EXPECT_EQ(between(critical, info), Change::better);
    EXPECT_EQ(between(critical, recommended), Change::better);
    Audit later = critical;
    compare(later, as_earlier(info), {.only_new_counts = true});
    EXPECT_NE(exit_code(later), 0);
  }
  const Audit failed = rated(audit_at(before, {finding(Verdict::fail, "P")}), Severity::info);
  const Audit open = rated(audit_at(before, {finding(Verdict::inconclusive, "P")}), Severity::high);
  EXPECT_EQ(between(failed, open), Change::worse);
}

// The earlier audit was held against one before it, and most of it was no news then.
TEST(Compare, WhatWasNoNewsBeforeIsNoNewsNow) {
  const Audit first = audit_at(before, {finding(Verdict::fail, "P")});
  Audit second = audit_at(now, {finding(Verdict::fail, "P")});
  compare(second, as_earlier(first), {.only_new_counts = true});
  Audit third = second;
  compare(third, as_earlier(second), {.only_new_counts = true});
  EXPECT_EQ(third.findings[0].since->change, Change::unchanged);
  EXPECT_EQ(exit_code(third), 0);
}

TEST(Compare, AnotherBarMakesNothingWorse) {
  Audit low = rated(audit_at(before, {finding(Verdict::fail, "P")}), Severity::low);
  Audit high = low;
  high.fail_on = Severity::high;
  high.totals = count(high);
  EXPECT_EQ(between(high, low), Change::unchanged);
  EXPECT_EQ(between(low, high), Change::unchanged);
}

TEST(Compare, WhatCountsAsBeforeIsRatedDifferently) {
  const Audit passes = audit_at(before, {finding(Verdict::pass, "P")});
  EXPECT_EQ(between(rated(passes, Severity::critical), rated(passes, Severity::low)),
            Change::rated_differently);
  EXPECT_EQ(between(passes, rated(passes, Severity::medium, Need::recommended)), Change::rated_differently);
  const Audit fails = audit_at(before, {finding(Verdict::fail, "P")});
  EXPECT_EQ(between(rated(fails, Severity::low), rated(fails, Severity::critical)),
            Change::rated_differently);
  Audit later = rated(fails, Severity::critical);
  compare(later, as_earlier(rated(fails, Severity::low)), {.only_new_counts = true});
  EXPECT_EQ(later.baseline->rated_differently, 1U);
  EXPECT_FALSE(later.baseline->nothing_changed());
  EXPECT_EQ(exit_code(later), 0);
}

TEST(Compare, AFailureWithMoreWrongIsWorseAndWithLessBetter) {
  const Finding one = finding(Verdict::fail, "P", {"h1"});
  const Finding two = finding(Verdict::fail, "P", {"h1", "h2"});
  const Finding other = finding(Verdict::fail, "P", {"h3"});
  EXPECT_EQ(since(one, one).change, Change::unchanged);
  EXPECT_EQ(since(one, two).change, Change::worse);
  EXPECT_EQ(since(two, one).change, Change::better);
  EXPECT_EQ(since(one, other).change, Change::worse);
  EXPECT_EQ(since(finding(Verdict::fail, "P"), two).change, Change::worse) << "nothing that was known";
}

// Two audits know a fault by its hash alone: each thing that is wrong has to be one of its own.
TEST(Compare, HeldInOnePlaceMoreIsWorseAndInOneLessBetter) {
  constexpr const char* svc = "svc@contoso.com";
  const auto held_at = [](std::size_t places) {
    World world;
    world.account(svc).entitlement(svc, {.account_license_type = "express", .status = "active"});
    const std::string shop = world.token(git_namespace, Permission::Level::project, world.ids("Shop"));
    const std::vector<std::string> all{shop + "/0a/refs/heads/6d00", shop + "/0b", shop};
    for (std::size_t i = 0; i < places; ++i) world.entry(git_namespace, all.at(i), svc, 8, 0);
    return ask(rule_about_git("ForcePush", "Force push", Rule::Mode::forbid), world.snapshot());
  };
  for (const std::size_t places : {1U, 2U}) {
    EXPECT_EQ(since(held_at(places), held_at(places + 1)).change, Change::worse) << places;
    EXPECT_EQ(since(held_at(places + 1), held_at(places)).change, Change::better) << places;
  }
}

TEST(Compare, ATokenMoreThatMayTooMuchIsWorseAndOneLessBetter) {
  const auto with_tokens = [](std::size_t tokens) {
    World world;
    world.account("svc@contoso.com");
    for (std::size_t i = 0; i < tokens; ++i) {
      Token token = living_token({"vso.code_write"});
      token.authorization_id = std::to_string(i);
      world.token("svc@contoso.com", token);
    }
    return ask(rule_of({PatScopes{{"vso.code"}}}, Rule::Mode::at_most), world.snapshot());
  };
  for (const std::size_t tokens : {1U, 2U}) {
    EXPECT_EQ(since(with_tokens(tokens), with_tokens(tokens + 1)).change, Change::worse) << tokens;
    EXPECT_EQ(since(with_tokens(tokens + 1), with_tokens(tokens)).change, Change::better) << tokens;
  }
}

TEST(Compare, CarriesTheDayOnWhichAVerdictWasFirstSeen) {
  EXPECT_EQ(since(finding(Verdict::fail, "P"), finding(Verdict::fail, "P")).first_seen, before);
  EXPECT_EQ(since(finding(Verdict::pass, "P"), finding(Verdict::fail, "P")).first_seen, now);
  Audit second = audit_at(now, {finding(Verdict::fail, "P")});
  compare(second, as_earlier(audit_at(before, {finding(Verdict::fail, "P")})));
  Audit third = audit_at(now + std::chrono::days{1}, {finding(Verdict::fail, "P")});
  compare(third, as_earlier(second));
  EXPECT_EQ(third.findings[0].since->first_seen, before);
}

TEST(Compare, SaysThatNothingChanged) {
  Audit audit = audit_at(now, {finding(Verdict::fail, "P"), finding(Verdict::pass, "Q")});
  compare(audit, as_earlier(audit_at(before, {finding(Verdict::pass, "q"), finding(Verdict::fail, "p")})));
  EXPECT_TRUE(audit.baseline->nothing_changed());
  EXPECT_EQ(audit.baseline->unchanged, 2U);
  EXPECT_EQ(audit.baseline->generated_at, before);
}

TEST(Compare, TellsWhatIsNewAndWhatIsGone) {
  Audit audit = audit_at(now, {finding(Verdict::fail, "New")});
  const EarlierAudit earlier = as_earlier(audit_at(before, {finding(Verdict::fail, "Old")}));
  compare(audit, earlier);
  EXPECT_EQ(audit.findings[0].since, (SinceBaseline{Change::added, now, std::nullopt}));
  EXPECT_EQ(audit.baseline->added, 1U);
  ASSERT_EQ(audit.baseline->gone.size(), 1U);
  EXPECT_EQ(audit.baseline->gone[0].project, "Old");
  EXPECT_EQ(audit.baseline->gone[0].before, Verdict::fail);
  const std::vector<std::string> only{"another"};
  compare(audit, earlier, {.only = only});
  EXPECT_TRUE(audit.baseline->gone.empty());
}

TEST(Compare, OfAnotherPolicyIsAnotherFinding) {
  Audit audit = audit_at(now, {finding(Verdict::fail, "P")});
  Audit earlier = audit_at(before, {finding(Verdict::fail, "P")});
  earlier.rules[0].policy = "other";
  compare(audit, as_earlier(earlier));
  EXPECT_EQ(audit.findings[0].since->change, Change::added);
}

TEST(Compare, OnlyWhatIsNewOrWorseCountsWhereThatIsWanted) {
  const EarlierAudit earlier =
      as_earlier(audit_at(before, {finding(Verdict::fail, "P"), finding(Verdict::pass, "Q")}));
  Audit old = audit_at(now, {finding(Verdict::fail, "P"), finding(Verdict::pass, "Q")});
  compare(old, earlier);
  EXPECT_EQ(exit_code(old), 1);
  compare(old, earlier, {.only_new_counts = true});
  EXPECT_EQ(exit_code(old), 0);
  EXPECT_EQ(old.totals.fail, 1U);
  EXPECT_EQ(why_it_does_not_count(old, old.findings[0]), "not new: first seen on 2026-11-01");
  Audit worse = audit_at(now, {finding(Verdict::fail, "P"), finding(Verdict::inconclusive, "Q")});
  compare(worse, earlier, {.only_new_counts = true});
  EXPECT_EQ(exit_code(worse), 2);
  Audit added = audit_at(now, {finding(Verdict::fail, "R")});
  compare(added, earlier, {.only_new_counts = true});
  EXPECT_EQ(exit_code(added), 1);
}

}  // namespace
}  // namespace patrol
