#include "auditor/policy/policy_parser.h"

#include "auditor/policy/sha256.h"
#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr const char* whole = R"(policy: example
title: An example
description: What it is for.
sources:
  - {title: Setup, url: "https://example.com", read: 2026-11-23}
features: [repos, webhooks]
variants: [user, principal]
rules:
  - id: org.no-admin
    title: No administrator
    severity: high
    need: recommended
    controls: [NIST AC-6]
    remediation: Take it away.
    when: [repos, principal]
    unless: webhooks
    forbid:
      roles: [{organization: admin}]
)";

TEST(ParsePolicy, ReadsEveryKey) {
  const auto policy = parse_policy(whole, "example.yaml", built_in_catalogue());
  ASSERT_TRUE(policy) << lines(policy.error());

  Rule rule;
  rule.id = "org.no-admin";
  rule.title = "No administrator";
  rule.severity = Severity::high;
  rule.need = Need::recommended;
  rule.controls = {"NIST AC-6"};
  rule.remediation = "Take it away.";
  rule.when = {"repos", "principal"};
  rule.unless = {"webhooks"};
  rule.mode = Rule::Mode::forbid;
  rule.requirement = {Roles{{{Place{}, RoleHeld::Role::admin, false}}}};
  rule.position = {"example.yaml", 9, 5};
  Policy expected;
  expected.id = "example";
  expected.title = "An example";
  expected.description = "What it is for.";
  expected.sources = {{"Setup", "https://example.com", "2026-11-23"}};
  expected.features = {"repos", "webhooks"};
  expected.variants = {"user", "principal"};
  expected.rules = {rule};
  expected.position = {"example.yaml", 1, 1};
  expected.sha256 = sha256(whole);
  EXPECT_EQ(policy.value(), expected);
}

TEST(ParsePolicy, FillsInWhatIsNotSaid) {
  const auto policy =
      parse_policy(policy_requiring("account: {active: true}"), "p.yaml", built_in_catalogue());
  ASSERT_TRUE(policy);
  const Rule& rule = policy.value().rules.at(0);
  EXPECT_EQ(rule.severity, Severity::medium);
  EXPECT_EQ(rule.need, Need::required);
  EXPECT_EQ(rule.for_each, Rule::ForEach::nothing);
}

TEST(ParsePolicy, TellsAllMistakesAtOnceInTheOrderOfTheText) {
  EXPECT_EQ(
      errors_of_policy("policy: x\ncolor: red\nrules:\n  - id: a\n    severity: hihg\n    when: b\n"),
      "p.yaml:1:1: the policy has no `title`; add it\n"
      "p.yaml:2:1: unknown key `color` in the policy; it is one of `policy`, `title`, `description`, "
      "`sources`, "
      "`features`, `variants`, `parameters` and `rules`\n"
      "p.yaml:4:5: the rule has no `title`; add it\n"
      "p.yaml:4:5: the rule needs exactly one of `require`, `at_most`, `exactly` and `forbid`\n"
      "p.yaml:5:15: unknown severity `hihg`; it is one of `info`, `low`, `medium`, `high` and `critical`\n"
      "p.yaml:6:11: the policy declares no features; add `b` to `features`\n");
}

TEST(ParsePolicy, DoesNotShowTheValueOfAnUnknownKey) {
  const std::string errors = errors_of_policy("policy: x\ntitle: X\nextra: hunter2\nrules: []\n");
  EXPECT_NE(errors, "");
  EXPECT_EQ(errors.find("hunter2"), std::string::npos);
}

TEST(ParsePolicy, ShowsUnknownWordsOnOneLineAndCut) {
  EXPECT_EQ(errors_of_policy(policy_requiring("access_level: \"a\\nb`" + std::string(100, 'x') + "\"")),
            "p.yaml:7:29: unknown access level `a b " + std::string(56, 'x') +
                "…`; it is one of `stakeholder`, `basic` and `basic_and_test_plans`\n");
}

TEST(ParsePolicy, DoesNotShowAToken) {
  const std::string token = std::string(76, 'q') + "AZDO" + "1234";
  EXPECT_EQ(errors_of_policy(policy_requiring("account: {active: true}", "severity: " + token)).find("qqqq"),
            std::string::npos);
}

}  // namespace
}  // namespace patrol
