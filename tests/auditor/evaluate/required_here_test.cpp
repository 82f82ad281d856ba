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

/// The verdict of the ceiling in the policy `own`, beside an integration with the policy `other`. Whether
/// that one is asked about too changes nothing.
Verdict verdict_beside(const Snapshot& snapshot, std::vector<Rule> own, std::vector<Rule> other,
                       Integration second) {
  PolicySet policies;
  policies["own"] = {.id = "own", .rules = std::move(own)};
  policies["other"] = {.id = "other", .rules = std::move(other)};
  Integration first = flow_integration();
  first.policy = "own";
  second.policy = "other";
  second.name = "second";
  std::vector<Verdict> verdicts;
  for (const std::set<std::string, std::less<>>& only :
       {std::set<std::string, std::less<>>{}, std::set<std::string, std::less<>>{first.name}}) {
    const Audit audit =
        evaluate(policies, {first, second}, small_catalogue(), snapshot, {.now = test_now(), .only = only});
    for (const Finding& finding : audit.findings) {
      if (audit.rule_of(finding).id == "ceiling") verdicts.push_back(finding.verdict);
    }
  }
  EXPECT_EQ(verdicts.size(), 2U);
  EXPECT_EQ(verdicts.front(), verdicts.back());
  return verdicts.front();
}

Verdict verdict_beside(const World& world, std::vector<Rule> own, std::vector<Rule> other,
                       Integration second) {
  return verdict_beside(world.snapshot(), std::move(own), std::move(other), std::move(second));
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

TEST(RequiredHere, IsNotKnownWhereAnotherIntegrationMayBeOfTheAccount) {
  World world = in_two_groups();
  world.identity("svc@contoso.com").mail = "other.name@contoso.com";
  Integration other = flow_integration();
  other.account.value = "other.name@contoso.com";
  Snapshot snapshot = world.snapshot();
  auto& fact = snapshot.organizations.at("contoso").accounts["email:other.name@contoso.com"];
  fact.known.rest = Gap{Gap::Kind::unreachable, "the account", "no answer", "try again"};
  EXPECT_EQ(verdict_beside(snapshot, {rule_with("floor", group("Auditors")), ceiling()},
                           {rule_with("floor", group("Builders"))}, other),
            Verdict::inconclusive);
}

TEST(RequiredHere, IsAHigherAccessLevelOfAnotherIntegrationThatMayBeOfTheAccount) {
  const Rule looks = rule_with("floor", {AccessAtLeast{.level = AccessLevel::stakeholder}});
  const Rule reads = rule_with("floor", {AccessAtLeast{.level = AccessLevel::basic}});
  const Rule most = rule_with("ceiling", {AccessAtLeast{.required_only = true}}, Rule::Mode::at_most);
  World world;
  world.account("svc@contoso.com")
      .entitlement("svc@contoso.com", {.account_license_type = "express", .status = "active"});
  EXPECT_EQ(verdict_beside(world, {looks, most}, {looks}, flow_integration()), Verdict::fail);
  EXPECT_EQ(verdict_beside(world, {looks, most}, {reads}, flow_integration()), Verdict::pass);
  EXPECT_EQ(verdict_beside(world, {most}, {}, flow_integration()), Verdict::inconclusive);

  world.identity("svc@contoso.com").mail = "other.name@contoso.com";
  Integration other = flow_integration();
  other.account.value = "other.name@contoso.com";
  Snapshot snapshot = world.snapshot();
  auto& fact = snapshot.organizations.at("contoso").accounts["email:other.name@contoso.com"];
  fact.known.rest = Gap{Gap::Kind::unreachable, "the account", "no answer", "try again"};
  EXPECT_EQ(verdict_beside(snapshot, {looks, most}, {reads}, other), Verdict::inconclusive);
  EXPECT_EQ(verdict_beside(snapshot, {reads, most}, {reads}, other), Verdict::pass);
}

TEST(RequiredHere, AsksForTheAccountsOfThoseAloneThatMayBeIt) {
  World world = in_two_groups();
  world.identity("svc@contoso.com").mail = "other.name@contoso.com";
  PolicySet policies;
  policies["own"] = {.id = "own", .rules = {ceiling()}};
  Integration first = flow_integration();
  Integration second = flow_integration();
  Integration third = flow_integration();
  first.policy = second.policy = third.policy = "own";
  second.name = "second";
  second.account.value = "Other.Name@contoso.com";
  third.name = "third";
  third.account.value = "third@contoso.com";
  Snapshot snapshot = world.snapshot();
  snapshot.organizations.at("contoso").accounts.erase("email:other.name@contoso.com");
  const auto missing = missing_facts(policies, {first, second, third}, small_catalogue(), snapshot,
                                     {.now = test_now(), .only = {first.name}});
  ASSERT_TRUE(missing.contains("contoso"));
  EXPECT_EQ(missing.at("contoso"), (std::set<FactKey>{{FactKey::Kind::account, "email:other.name@contoso.com",
                                                       "Other.Name@contoso.com"}}));
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

Requirement build(Permission::Level level, const std::string& action) {
  return {Permissions{{{.level = level,
                        .place = {.kind = Place::Kind::each_project},
                        .namespace_id = build_namespace,
                        .namespace_name = "Build",
                        .action = action,
                        .words = action}}}};
}

/// The pipeline nightly of Shop, that the account runs and may look at with all of the project's.
World runs_a_pipeline() {
  constexpr std::int64_t view_builds = 1;
  constexpr std::int64_t queue_builds = 128;
  World world;
  world.account("svc@contoso.com").repository("Shop", "main").pipeline("Shop", "nightly");
  const TokenIds ids = world.ids("Shop", "nightly");
  world
      .entry(build_namespace, world.token(build_namespace, Permission::Level::project, ids),
             "svc@contoso.com", view_builds, 0)
      .entry(build_namespace, world.token(build_namespace, Permission::Level::pipeline, ids),
             "svc@contoso.com", queue_builds, 0);
  return world;
}

TEST(RequiredHere, IsWhatIsRequiredFurtherUpOfWhatThePlaceIsIn) {
  using ForEach = Rule::ForEach;
  const auto rule = [](std::string id, ForEach for_each, Requirement requirement) {
    Rule made = rule_with(std::move(id), std::move(requirement));
    made.for_each = for_each;
    return made;
  };
  const Requirement views = build(Permission::Level::project, "ViewBuilds");
  const Rule runs = rule("runs", ForEach::pipeline, build(Permission::Level::pipeline, "QueueBuilds"));
  Rule most = rule("ceiling", ForEach::pipeline, {Permissions{.permissions = {}, .required_only = true}});
  most.mode = Rule::Mode::at_most;
  const World world = runs_a_pipeline();
  const std::vector<Rule> own{runs, most};
  EXPECT_EQ(verdict_beside(world, own, {}, flow_integration()), Verdict::fail);
  for (const ForEach for_each : {ForEach::project, ForEach::repository, ForEach::pipeline}) {
    EXPECT_EQ(verdict_beside(world, own, {rule("views", for_each, views)}, flow_integration()), Verdict::pass)
        << to_word(for_each);
  }
  Integration elsewhere = flow_integration();
  elsewhere.projects = {"Web"};
  EXPECT_EQ(verdict_beside(world, own, {rule("views", ForEach::project, views)}, elsewhere), Verdict::fail);

  // Which repositories there are is not known, nor so whether the rule is asked in this project.
  Snapshot snapshot = world.snapshot();
  hide(snapshot, FactKey::Kind::repositories);
  EXPECT_EQ(verdict_beside(snapshot, own, {rule("views", ForEach::repository, views)}, flow_integration()),
            Verdict::inconclusive);
  EXPECT_EQ(verdict_beside(snapshot, own, {rule("views", ForEach::project, views)}, flow_integration()),
            Verdict::pass);
}

TEST(RequiredHere, MayBoundANamespaceThatNoOtherRuleBounds) {
  using ForEach = Rule::ForEach;
  World world;
  world.account("svc@contoso.com").repository("Shop", "main");
  Rule sees = rule_with("sees", {Permissions{{{.level = Permission::Level::project,
                                               .place = {.kind = Place::Kind::each_project},
                                               .namespace_id = git_namespace,
                                               .namespace_name = "Git Repositories",
                                               .action = "GenericRead",
                                               .words = "Read"}}}});
  sees.for_each = ForEach::project;
  Rule most =
      rule_with("ceiling", {Permissions{.permissions = {}, .required_only = true}}, Rule::Mode::at_most);
  most.for_each = ForEach::project;
  Rule builds = rule_with("builds", build(Permission::Level::project, "ViewBuilds"));
  builds.for_each = ForEach::repository;
  EXPECT_EQ(verdict_beside(world, {sees, most}, {}, flow_integration()), Verdict::pass);
  EXPECT_EQ(verdict_beside(world, {sees, most}, {builds}, flow_integration()), Verdict::pass);

  // Which repositories there are is not known, nor so whether builds have to be looked at here.
  Snapshot snapshot = world.snapshot();
  hide(snapshot, FactKey::Kind::repositories);
  EXPECT_EQ(verdict_beside(snapshot, {sees, most}, {builds}, flow_integration()), Verdict::inconclusive);
  Rule sees_too = sees;
  sees_too.for_each = ForEach::repository;
  EXPECT_EQ(verdict_beside(snapshot, {sees, most}, {sees_too}, flow_integration()), Verdict::pass);
}

/// Two pipelines of Shop that the account runs, beside one of Web.
World runs_two_pipelines() {
  constexpr std::int64_t queue_builds = 128;
  World world;
  world.account("svc@contoso.com").pipeline("Shop", "nightly").pipeline("Shop", "weekly");
  world.pipeline("Web", "nightly");
  for (const char* name : {"nightly", "weekly"}) {
    const TokenIds ids = world.ids("Shop", name);
    world.entry(build_namespace, world.token(build_namespace, Permission::Level::pipeline, ids),
                "svc@contoso.com", queue_builds, 0);
  }
  return world;
}

/// Looks at the builds of the project, and runs the pipelines that it is asked of.
Rule runs_its_pipelines() {
  Requirement all = build(Permission::Level::project, "ViewBuilds");
  auto& permissions = std::get<Permissions>(all.kind).permissions;
  permissions.push_back(
      std::get<Permissions>(build(Permission::Level::pipeline, "QueueBuilds").kind).permissions[0]);
  Rule rule = rule_of(std::move(all), Rule::Mode::at_most);
  rule.for_each = Rule::ForEach::pipeline;
  return rule;
}

using Lines = std::vector<std::string>;

TEST(NamedBelow, IsAllowedOnAllThatTheRuleIsAskedOf) {
  const World world = runs_two_pipelines();
  Integration integration = flow_integration();
  EXPECT_EQ(by_thing(runs_its_pipelines(), world.snapshot(), integration),
            (Lines{"Shop/nightly: pass", "Shop/weekly: pass"}));
  integration.pipelines = {"nightly"};
  EXPECT_EQ(by_thing(runs_its_pipelines(), world.snapshot(), integration), Lines{"Shop/nightly: fail"});
  integration.pipelines = {"nightly", "week*"};
  EXPECT_EQ(by_thing(runs_its_pipelines(), world.snapshot(), integration),
            (Lines{"Shop/nightly: pass", "Shop/weekly: pass"}));
}

TEST(NamedBelow, MayBeAllowedWhereNotAllOfTheProjectIsKnown) {
  World world = runs_two_pipelines();
  const std::string shop = world.ids("Shop").project;
  const std::string web = world.ids("Web").project;
  world.entry(build_namespace, shop + "/77", "svc@contoso.com", 128, 0);
  Integration integration = flow_integration();
  integration.projects = {"Shop", "Web"};
  const Snapshot known = world.snapshot();
  EXPECT_EQ(by_thing(runs_its_pipelines(), known, integration),
            (Lines{"Shop/nightly: fail", "Shop/weekly: fail", "Web/nightly: pass"}));

  const Gap cut{Gap::Kind::unreachable, "the pipelines", "no answer", "try again"};
  Snapshot snapshot = known;
  snapshot.organizations.at("contoso").pipelines.at(shop).known.rest = cut;
  EXPECT_EQ(by_thing(runs_its_pipelines(), snapshot, integration),
            (Lines{"Shop/-: inconclusive", "Shop/nightly: inconclusive", "Shop/weekly: inconclusive",
                   "Web/nightly: pass"}));
  snapshot = known;
  snapshot.organizations.at("contoso").pipelines.at(web).known.rest = cut;
  EXPECT_EQ(by_thing(runs_its_pipelines(), snapshot, integration),
            (Lines{"Shop/nightly: fail", "Shop/weekly: fail", "Web/-: inconclusive", "Web/nightly: pass"}));
}

TEST(RequiredHere, IsNeededWhereverTheWordStands) {
  EXPECT_TRUE(needs_required_here(ceiling().requirement));
  EXPECT_TRUE(needs_required_here({AnyOf{{group("Owners"), ceiling().requirement}}}));
  EXPECT_TRUE(needs_required_here({Permissions{.permissions = {}, .required_only = true}}));
  EXPECT_TRUE(needs_required_here({AccessAtLeast{.required_only = true}}));
  EXPECT_FALSE(needs_required_here({AccessAtLeast{}}));
  EXPECT_FALSE(needs_required_here(group("Owners")));
}

}  // namespace
}  // namespace patrol
