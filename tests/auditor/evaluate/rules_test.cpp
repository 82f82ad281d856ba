#include "auditor/evaluate/rules.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

Rule conditional(std::vector<std::string> when, std::vector<std::string> unless) {
  Rule rule = rule_of({AccountState{.active = true}});
  rule.when = std::move(when);
  rule.unless = std::move(unless);
  return rule;
}

Integration with(std::vector<std::string> features, std::string variant = "") {
  Integration integration = flow_integration();
  integration.features = std::move(features);
  integration.variant = std::move(variant);
  return integration;
}

TEST(IsActive, WhenMeansAnyAndUnlessMeansNone) {
  EXPECT_TRUE(is_active(conditional({}, {}), with({})));
  EXPECT_TRUE(is_active(conditional({"a", "b"}, {}), with({"b"})));
  EXPECT_FALSE(is_active(conditional({"a"}, {}), with({"b"})));
  EXPECT_FALSE(is_active(conditional({}, {"a", "b"}), with({"b"})));
  EXPECT_FALSE(is_active(conditional({"a"}, {"b"}), with({"a", "b"})));
}

TEST(IsActive, WhenTakesVariantsToo) {
  EXPECT_TRUE(is_active(conditional({"service-user"}, {}), with({}, "service-user")));
}

TEST(WhyNotActive, NamesTheFeature) {
  EXPECT_EQ(why_not_active(conditional({"webhooks"}, {}), with({})),
            "only with webhooks, which is not switched on");
  EXPECT_EQ(why_not_active(conditional({}, {"webhooks", "x"}), with({"webhooks"})),
            "not with webhooks, which is switched on");
}

TEST(RequiredScopes, AreTheUnionOverActiveRulesAndBranches) {
  Policy policy;
  policy.rules = {rule_of({AnyOf{{{PatScopes{{"vso.work"}}}, {PatScopes{{"vso.code"}}}}}}),
                  rule_of({PatScopes{{"vso.code"}}}, Rule::Mode::exactly),
                  rule_of({PatScopes{{"vso.forbidden"}}}, Rule::Mode::forbid)};
  policy.rules.push_back(conditional({"off"}, {}));
  policy.rules.back().requirement = {PatScopes{{"vso.off"}}};
  EXPECT_EQ(required_scopes(policy, with({})), (std::vector<std::string>{"vso.code", "vso.work"}));
}

TEST(RulesAboutThings, AreThoseThatNameAThingInAnyBranch) {
  const Requirement reader{Roles{{{{Place::Kind::named_project, "Shop"}, RoleHeld::Role::reader, false}}}};
  Roles on_things;
  on_things.assigned.push_back({Place{}, "agent_pool", false, false, {"Linux"}, "Reader"});
  Policy policy;
  policy.rules = {rule_of(reader), rule_of({AnyOf{{reader, {on_things}}}}, Rule::Mode::forbid)};
  EXPECT_EQ(rules_about_things(policy), std::vector<const Rule*>{&policy.rules[1]});
}

}  // namespace
}  // namespace patrol
