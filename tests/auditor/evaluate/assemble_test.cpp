#include "auditor/evaluate/assemble.h"

#include "auditor/checks/check.h"
#include "auditor/evaluate/fact_hash.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <vector>

/// What a waiver is bound to: each kind of requirement has to say what is wrong, or one excuses anything.
namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";

/// The service as it is where something is wrong, and where something else is.
struct Wrong {
  std::string_view kind;
  Rule rule;
  std::function<void(World&)> one;
  std::function<void(World&)> other;
  std::string_view base_url = "https://dev.azure.com/contoso";
};

Rule of(Requirement requirement, Rule::Mode mode = Rule::Mode::require) {
  return rule_of(std::move(requirement), mode);
}
Rule in_project(Requirement requirement, Rule::Mode mode = Rule::Mode::require) {
  Rule rule = rule_of(std::move(requirement), mode);
  rule.for_each = Rule::ForEach::project;
  return rule;
}

Token revoked(std::string name, std::string id = "1") {
  Token token = living_token({"vso.code"}, std::move(name));
  token.authorization_id = std::move(id);
  token.is_valid = false;
  return token;
}
Token living(std::string id) {
  Token token = living_token({"vso.code"});
  token.authorization_id = std::move(id);
  return token;
}
Token of_organizations(std::vector<std::string> ids) {
  Token token = living_token({"vso.code"});
  token.target_accounts = std::move(ids);
  return token;
}

const std::vector<Wrong>& all_wrongs() {
  constexpr const char* fabrikam = "11111111-2222-4333-8444-555555555555";
  constexpr const char* tailspin = "22222222-2222-4333-8444-555555555555";
  static const Groups owners_and_makers{{{{}, "Owners"}, {{}, "Makers"}}};
  static const Place each{.kind = Place::Kind::each_project};
  static const auto may = [](const char* action) {
    return Permission{.namespace_id = collection_namespace,
                      .namespace_name = "Collection",
                      .action = action,
                      .words = action};
  };
  static const std::vector<Wrong> all{
      {"access_level", of({AccessAtLeast{AccessLevel::basic}}),
       [](World& world) {
         world.entitlement(svc, {.account_license_type = "stakeholder", .status = "active"});
       },
       [](World& world) {
         world.entitlement(svc, {.account_license_type = "express", .status = "disabled"});
       }},
      {"account", of({AccountState{.active = true}}),
       [](World& world) { world.identity(svc).is_active = false; },
       [](World& world) {
         world.identity(svc).is_active = false;
         world.identity(svc).subject_descriptor = "bnd.dXBuOg";
       }},
      {"account", of({AccountState{.email_exact = true}}),
       [](World& world) { world.identity(svc).mail = "Svc@contoso.com"; },
       [](World& world) { world.identity(svc).mail = "svc2@contoso.com"; }},
      {"connection", of({ConnectionState{"https://dev.azure.com/{organization}"}}), [](World&) {},
       [](World&) {}, "https://dev.azure.com/fabrikam"},
      {"groups", of({owners_and_makers}, Rule::Mode::forbid),
       [](World& world) { world.put(svc, "[contoso]\\Owners"); },
       [](World& world) { world.put(svc, "[contoso]\\Owners").put(svc, "[contoso]\\Makers"); }},
      {"pat", of({PatState{.valid = true}}), [](World&) {},
       [](World& world) { world.token(svc, revoked("flow")); }},
      {"pat", of({PatState{.min_days_left = Amount{4000}}}),
       [](World& world) { world.token(svc, living("1")); },
       [](World& world) { world.token(svc, revoked("flow")); }},
      {"pat", of({PatState{.one_organization = true}}),
       [](World& world) {
         world.token(svc, of_organizations({World::instance_id, fabrikam}));
       },
       [](World& world) {
         world.token(svc, of_organizations({World::instance_id, tailspin}));
       }},
      {"pat", of({PatState{.unique = true}}),
       [](World& world) { world.token(svc, living("1")).token(svc, living("2")); },
       [](World& world) { world.token(svc, living("1")).token(svc, living("3")); }},
      {"pat_scopes", of({PatScopes{{"vso.code", "vso.work"}}}),
       [](World& world) { world.token(svc, living_token({"vso.code"})); },
       [](World& world) { world.token(svc, living_token({"vso.profile"})); }},
      {"permissions", of({Permissions{{may("CREATE_PROJECTS"), may("DELETE_FIELD")}}}, Rule::Mode::forbid),
       [](World& world) { world.entry(collection_namespace, "NAMESPACE:", svc, 4, 0); },
       [](World& world) { world.entry(collection_namespace, "NAMESPACE:", svc, 1024, 0); }},
      {"roles", in_project({Roles{{{each, RoleHeld::Role::reader, false}}, {}}}, Rule::Mode::forbid),
       [](World& world) { world.put(svc, "[Shop]\\Readers"); },
       [](World& world) { world.put(svc, "[Shop]\\Contributors"); }},
      {"service_hooks", in_project({ServiceHooks{.events = {"git.push"}}}), [](World&) {},
       [](World& world) { world.hook(svc, "Shop", "git.push", {.status = "disabledByUser"}); }},
      {"service_hooks", in_project({ServiceHooks{.events = {"git.push"}}}, Rule::Mode::forbid),
       [](World& world) { world.hook(svc, "Shop", "git.push"); },
       [](World& world) { world.hook(svc, "Shop", "git.push").hook(svc, "", "git.push"); }},
  };
  return all;
}

std::vector<std::string> facts_of(const Wrong& wrong, const std::function<void(World&)>& make,
                                  const Integration& integration) {
  World world;
  world.account(svc)
      .put("auditor@contoso.com", "[contoso]\\Owners")
      .put("auditor@contoso.com", "[contoso]\\Makers");
  make(world);
  Snapshot snapshot = world.snapshot();
  const Finding finding = ask(wrong.rule, snapshot, integration);
  EXPECT_EQ(finding.verdict, Verdict::fail) << wrong.kind << ": " << finding.message;
  EXPECT_FALSE(finding.facts.empty()) << wrong.kind;
  const std::string nothing = hash_fact("contoso", svc, finding.project, "");
  for (const std::string& fact : finding.facts)
    EXPECT_NE(fact, nothing) << wrong.kind << ": " << finding.message;
  return finding.facts;
}

TEST(FactsOfAFailure, ChangeWithWhatIsWrong) {
  for (const Wrong& wrong : all_wrongs()) {
    Integration integration = flow_integration();
    if (wrong.kind == "connection") integration.base_url = "https://dev.azure.com/tailspin";
    const auto one = facts_of(wrong, wrong.one, integration);
    integration.base_url = wrong.base_url;
    EXPECT_NE(one, facts_of(wrong, wrong.other, integration)) << wrong.kind;
  }
}

TEST(FactsOfAFailure, AreToldByEveryKindThatCanFail) {
  for (const Check& check : checks()) {
    const bool can_fail = check.word != "attest";
    EXPECT_EQ(std::ranges::count(all_wrongs(), check.word, &Wrong::kind) > 0, can_fail) << check.word;
  }
}

TEST(FactsOfAFailure, NameTheProjectOrRepositoryThatIsNotThere) {
  Rule rule = in_project({AccountState{.active = true}});
  const Snapshot snapshot = World().account(svc).snapshot();
  Integration integration = flow_integration();
  const auto facts_for = [&](std::vector<std::string> projects, std::vector<std::string> repositories) {
    integration.projects = std::move(projects);
    integration.repositories = std::move(repositories);
    return ask(rule, snapshot, integration).facts;
  };
  EXPECT_NE(facts_for({"Gone"}, {}), facts_for({"Lost"}, {}));
  EXPECT_NE(facts_for({"Gone"}, {}).at(0), hash_fact("contoso", svc, "Gone", ""));
  rule.for_each = Rule::ForEach::repository;
  EXPECT_NE(facts_for({"Shop"}, {"gone"}), facts_for({"Shop"}, {"lost"}));
}

TEST(GapsOfAnAudit, CountEachFindingOnceForAllWithOneReason) {
  const Gap account{Gap::Kind::unreachable, "the account", "no answer", "see that it can be reached"};
  const Gap project{Gap::Kind::unreachable, "the project", "no answer", "see that it can be reached"};
  const Gap token{Gap::Kind::forbidden, "the token", "HTTP 403", "grant it"};
  Policy policy;
  policy.id = "flow";
  policy.rules = {rule_of({AccountState{.active = true}})};
  const PolicySet policies{{policy.id, policy}};
  AuditBuilder builder(policies, {}, {.now = test_now()});
  builder.begin(flow_integration(), policies.begin()->second, "contoso");
  for (const std::vector<Gap>& gaps : {std::vector{account, project, token}, std::vector{project}}) {
    Outcome outcome;
    outcome.support.gaps = gaps;
    builder.add(0, {}, outcome);
  }
  const Audit audit = builder.finish();
  EXPECT_EQ(audit.gaps,
            (std::vector<AuditedGap>{
                {"contoso", token, 1, 1}, {"contoso", account, 1, 1}, {"contoso", project, 2, 1}}));
  EXPECT_EQ(audit.findings[0].remediation->advice, Steps::lines_of("see that it can be reached\ngrant it"));
}

}  // namespace
}  // namespace patrol
