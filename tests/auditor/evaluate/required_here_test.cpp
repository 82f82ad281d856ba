#include "auditor/evaluate/required_here.h"

#include "auditor/evaluate/evaluate.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

/// Accounts that several integrations share; the cases of the language (tests/cases/required.tests.yaml) have
/// one policy each.
namespace patrol {
namespace {

Rule rule_with(std::string id, Requirement requirement, Rule::Mode mode = Rule::Mode::require) {
  Rule rule = rule_of(std::move(requirement), mode);
  rule.id = std::move(id);
  return rule;
}

Requirement group(const std::string& name, Place place = {}) {
  return {Groups{.groups = {{std::move(place), name}}}};
}

Rule ceiling(Rule::ForEach for_each = Rule::ForEach::nothing) {
  Rule rule = rule_with("ceiling", {Groups{.groups = {}, .required_only = true}}, Rule::Mode::at_most);
  rule.for_each = for_each;
  return rule;
}

/// The verdict of the ceiling in the policy `own`, beside an integration with the policy `other`.
Verdict verdict_beside(const World& world, std::vector<Rule> own, std::vector<Rule> other,
                       Integration second) {
  PolicySet policies;
  policies["own"] = {.id = "own", .rules = std::move(own)};
  policies["other"] = {.id = "other", .rules = std::move(other)};
  Integration first = flow_integration();
  first.policy = "own";
  second.policy = "other";
  second.name = "second";
  const Audit audit =
      evaluate(policies, {first, second}, small_catalogue(), world.snapshot(), {.now = test_now()});
  for (const Finding& finding : audit.findings) {
    if (audit.rule_of(finding).id == "ceiling") return finding.verdict;
  }
  return Verdict::not_applicable;
}

World in_two_groups() {
  World world;
  world.account("svc@contoso.com");
  world.put("svc@contoso.com", "[contoso]\\Auditors").put("svc@contoso.com", "[contoso]\\Builders");
  return world;
}

TEST(RequiredHere, IsWhatAllIntegrationsOfTheAccountRequire) {
  EXPECT_EQ(verdict_beside(in_two_groups(), {rule_with("floor", group("Auditors")), ceiling()},
                           {rule_with("floor", group("Builders"))}, flow_integration()),
            Verdict::pass);
}

TEST(RequiredHere, IsNotWhatIntegrationsOfOtherAccountsRequire) {
  World world = in_two_groups();
  world.account("other@contoso.com");
  Integration other = flow_integration();
  other.account.value = "other@contoso.com";
  EXPECT_EQ(verdict_beside(world, {rule_with("floor", group("Auditors")), ceiling()},
                           {rule_with("floor", group("Builders"))}, other),
            Verdict::fail);
}

TEST(RequiredHere, IsNotWhatTheOthersForbidOrHaveSwitchedOff) {
  Rule off = rule_with("off", group("Builders"));
  off.when = {"webhooks"};
  EXPECT_EQ(verdict_beside(in_two_groups(), {rule_with("floor", group("Auditors")), ceiling()},
                           {off, rule_with("no", group("Builders"), Rule::Mode::forbid)}, flow_integration()),
            Verdict::fail);
}

TEST(RequiredHere, IsOfTheProjectsThatTheOtherIntegrationNames) {
  World world;
  world.account("svc@contoso.com").put("svc@contoso.com", "[Shop]\\Builders");
  Rule floor = rule_with("floor", group("Builders", {Place::Kind::each_project, ""}));
  floor.for_each = Rule::ForEach::project;
  Integration other = flow_integration();
  other.projects = {"Web"};
  EXPECT_EQ(verdict_beside(world, {ceiling(Rule::ForEach::project)}, {floor}, other), Verdict::fail);
  other.projects = {"Web", "Shop"};
  EXPECT_EQ(verdict_beside(world, {ceiling(Rule::ForEach::project)}, {floor}, other), Verdict::pass);
}

TEST(RequiredHere, IsNeededWhereverTheWordStands) {
  EXPECT_TRUE(needs_required_here(ceiling().requirement));
  EXPECT_TRUE(needs_required_here({AnyOf{{group("Owners"), ceiling().requirement}}}));
  EXPECT_TRUE(needs_required_here({Permissions{.permissions = {}, .required_only = true}}));
  EXPECT_FALSE(needs_required_here(group("Owners")));
}

}  // namespace
}  // namespace patrol
