#include "auditor/evaluate/take_apart.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

Policy policy_of(std::vector<Rule> rules) {
  Policy policy;
  policy.id = "p";
  policy.rules = std::move(rules);
  for (std::size_t i = 0; i < policy.rules.size(); ++i) policy.rules[i].id = "r" + std::to_string(i);
  return policy;
}

Requirement groups(std::vector<std::string> names) {
  Groups wanted;
  for (std::string& name : names) wanted.groups.push_back({Place{}, std::move(name)});
  return {wanted};
}

TEST(TakeApart, LeavesARuleThatAsksOneThing) {
  const Policy policy = policy_of({rule_of({AccountState{.active = true}}), rule_of(groups({"A"}))});
  const TakenApart apart = take_apart(policy, 1);
  EXPECT_TRUE(apart.parts.empty());
  ASSERT_EQ(apart.policy.rules.size(), 1U);
  EXPECT_EQ(apart.policy.rules[0], policy.rules[1]);
}

TEST(TakeApart, AsksEachElementOfAListAlone) {
  const TakenApart apart = take_apart(policy_of({rule_of(groups({"A", "B"}))}), 0);
  ASSERT_EQ(apart.policy.rules.size(), 3U);
  EXPECT_EQ(apart.policy.rules[1].requirement, groups({"A"}));
  EXPECT_EQ(apart.policy.rules[2].requirement, groups({"B"}));
  EXPECT_EQ(apart.parts, (std::vector<RulePart>{{.depth = 0, .join = "all of these", .rule = std::nullopt},
                                                {.depth = 1, .rule = 1},
                                                {.depth = 1, .rule = 2}}));
}

TEST(TakeApart, SaysThatAnyOfAListIsForbidden) {
  const TakenApart apart = take_apart(policy_of({rule_of(groups({"A", "B"}), Rule::Mode::forbid)}), 0);
  EXPECT_EQ(apart.parts[0].join, "any of these");
  EXPECT_EQ(apart.policy.rules[2].mode, Rule::Mode::forbid);
}

TEST(TakeApart, LeavesWholeWhatIsMeantAsAWhole) {
  for (const Rule::Mode mode : {Rule::Mode::at_most, Rule::Mode::exactly}) {
    EXPECT_TRUE(take_apart(policy_of({rule_of(groups({"A", "B"}), mode)}), 0).parts.empty());
  }
}

TEST(TakeApart, GoesDownIntoJoins) {
  const Requirement joined{AnyOf{{groups({"A"}), {AllOf{{groups({"B"}), {PatState{.valid = true}}}}}}}};
  const TakenApart apart = take_apart(policy_of({rule_of(joined)}), 0);
  EXPECT_EQ(apart.parts, (std::vector<RulePart>{{.depth = 0, .join = "any of these", .rule = std::nullopt},
                                                {.depth = 1, .rule = 1},
                                                {.depth = 1, .join = "all of these", .rule = std::nullopt},
                                                {.depth = 2, .rule = 2},
                                                {.depth = 2, .rule = 3}}));
}

TEST(TakeApart, AsksEachPropertyOfATokenAndOfAnAccountAlone) {
  const TakenApart token = take_apart(
      policy_of({rule_of({PatState{.valid = true, .min_days_left = Amount{.number = 14}, .unique = true}})}),
      0);
  ASSERT_EQ(token.policy.rules.size(), 4U);
  EXPECT_EQ(token.policy.rules[2].requirement,
            (Requirement{PatState{.min_days_left = Amount{.number = 14}}}));
  const TakenApart account =
      take_apart(policy_of({rule_of({AccountState{.active = true, .email_exact = true}})}), 0);
  ASSERT_EQ(account.policy.rules.size(), 3U);
  EXPECT_EQ(account.policy.rules[2].requirement, (Requirement{AccountState{.email_exact = true}}));
}

TEST(TakeApart, KeepsTheOtherRulesWhereTheySayWhatIsRequired) {
  const Requirement required{PatScopes{.ids = {}, .required_only = true}};
  const Policy policy =
      policy_of({rule_of({PatScopes{{"vso.code"}}}), rule_of(required, Rule::Mode::at_most)});
  const TakenApart apart = take_apart(policy, 1);
  ASSERT_EQ(apart.policy.rules.size(), 2U);
  EXPECT_EQ(apart.policy.rules[0], policy.rules[1]);
  EXPECT_EQ(apart.policy.rules[1], policy.rules[0]);
}

}  // namespace
}  // namespace patrol
