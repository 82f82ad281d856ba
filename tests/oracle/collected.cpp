#include "tests/oracle/collected.h"

#include "auditor/evaluate/evaluate.h"
#include "auditor/model/probe.h"
#include "auditor/model/text.h"
#include "auditor/policy/catalogue.h"
#include "tests/oracle/comparison.h"
#include "tests/oracle/generator.h"
#include "tests/support/world.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace patrol::oracle {
namespace {

using What = Statement::What;

constexpr const char* variable = "FLOW_TOKEN";

Rule question(std::string id, Rule::Mode mode, Rule::ForEach for_each, Requirement requirement) {
  Rule rule;
  rule.id = std::move(id);
  rule.title = "a question";
  rule.mode = mode;
  rule.for_each = for_each;
  rule.requirement = std::move(requirement);
  return rule;
}

Permissions contribute() {
  const Catalogue::SecurityNamespace& git = *built_in_catalogue().find_namespace(git_namespace);
  Permissions permissions;
  permissions.permissions.push_back({.level = Permission::Level::repository,
                                     .place = {.kind = Place::Kind::each_project},
                                     .namespace_id = git.id,
                                     .namespace_name = git.name,
                                     .action = "GenericContribute",
                                     .words = "Contribute"});
  return permissions;
}

/// The token of the integration that lives, else one that is dead; nothing: it has none.
std::optional<Statement> token_line(const std::vector<Statement>& organization) {
  std::optional<Statement> chosen;
  for (const Statement& line : organization) {
    if (line.what != What::token || line.subject != asking_integration().pat.name) continue;
    if (!chosen || (chosen->deny != 0 && line.deny == 0)) chosen = line;
  }
  return chosen;
}

/// What it would be answered, which contradicts nothing that is listed of it.
void try_own_token(Organization& organization, const Identity& account, const Statement& token) {
  ProbedToken probed{
      .is_accepted = token.deny == 0, .refusal = token.deny == 0 ? "" : "HTTP 401", .owner = {}};
  if (probed.is_accepted) {
    probed.owner = {.instance_id = World::instance_id,
                    .identity_descriptor = account.descriptor,
                    .subject_descriptor = account.subject_descriptor,
                    .display_name = account.display_name,
                    .account = account.account};
    probed.project_id = World().ids("Shop").project;
  }
  organization.probed_tokens.emplace(variable, Fact<Evidence<ProbedToken>>{std::move(probed), {0}});
  const auto held = split(token.of, ' ');
  for (const Probe& probe : probes()) {
    const auto opening = split(std::string(probe.scopes), ' ');
    const bool is_open = token.deny == 0 && std::ranges::any_of(held, [&](const std::string& scope) {
                           return std::ranges::any_of(opening, [&](const std::string& open) {
                             return built_in_catalogue().holds(scope, open);
                           });
                         });
    organization.probes.emplace(fact_name(variable, probe.name), Fact<Evidence<bool>>{is_open, {0}});
  }
}

}  // namespace

Integration integration_of(std::uint64_t seed) {
  Integration integration = asking_integration();
  if (seed % 2 == 1) integration.pat.secret_env = variable;
  if (seed % 3 == 0) {
    integration.all_repositories = false;
    integration.repositories = {"main"};
  }
  return integration;
}

std::vector<Rule> every_kind_of_question(std::uint64_t seed, std::size_t count) {
  using Mode = Rule::Mode;
  using ForEach = Rule::ForEach;
  const bool is_odd = seed % 2 == 1;
  std::vector<Rule> rules = random_questions(seed, count);
  rules.push_back(question("hook", is_odd ? Mode::require : Mode::forbid, ForEach::project,
                           {ServiceHooks{.events = {"git.push"}, .to = {}}}));
  rules.push_back(question("any-hook", is_odd ? Mode::forbid : Mode::require, ForEach::nothing,
                           {ServiceHooks{.events = {"git.push"}, .to = {}, .by_anyone = true}}));
  rules.push_back(question("one-account", Mode::require, ForEach::nothing, {AccountState{.unique = true}}));
  rules.push_back(question("one-token", Mode::require, ForEach::nothing, {PatState{.unique = true}}));
  rules.push_back(question("days-left", Mode::require, ForEach::nothing,
                           {PatState{.min_days_left = Amount{.number = 14}}}));
  rules.push_back(question("bounded-scopes", Mode::at_most, ForEach::nothing,
                           {PatScopes{.ids = {}, .required_only = true}}));
  rules.push_back(question("bounded-groups", Mode::at_most, ForEach::nothing,
                           {Groups{.groups = {}, .required_only = true}}));
  rules.push_back(question("bounded-permissions", Mode::at_most, ForEach::project,
                           {Permissions{.permissions = {}, .required_only = true}}));
  rules.push_back(question("bounded-permissions-of-repositories", Mode::at_most, ForEach::repository,
                           {Permissions{.permissions = {}, .required_only = true}}));
  Groups readers;
  readers.groups.push_back({{.kind = Place::Kind::each_project, .project = {}}, "Readers"});
  rules.push_back(question("other-projects", Mode::forbid, ForEach::project, {readers}));
  rules.back().of_others = true;
  rules.push_back(question("other-repositories", Mode::forbid, ForEach::repository, {contribute()}));
  rules.back().of_others = true;
  return rules;
}

Snapshot with_every_kind_of_fact(const std::vector<Statement>& organization) {
  Snapshot snapshot = snapshot_of(organization);
  Organization& facts = only_organization(snapshot);
  // As it is, whatever could not be read of it.
  std::vector<Statement> told = organization;
  std::erase_if(told, [](const Statement& line) {
    return line.what == What::hide || line.what == What::half || line.what == What::never_asked;
  });
  const Snapshot all = snapshot_of(told);
  const Identity& account = only_organization(all)
                                .accounts.at(account_key({AccountSelector::Kind::email, svc}))
                                .known.items.front();
  if (const auto token = token_line(organization)) try_own_token(facts, account, *token);
  const Principal principal{.descriptor = account.subject_descriptor,
                            .display_name = account.display_name,
                            .principal_name = account.account,
                            .mail = account.mail,
                            .application_id = {},
                            .object_id = account.object_id,
                            .meta_type = account.meta_type};
  facts.users = {{{principal}, std::nullopt}, {0}};
  facts.service_principals = {{{principal}, std::nullopt}, {0}};
  return snapshot;
}

Snapshot what_is_asked_for(const std::vector<Rule>& rules, const Integration& integration,
                           const Snapshot& whole) {
  const Organization& from = only_organization(whole);
  Snapshot collected;
  collected.collected_at = whole.collected_at;
  Organization& into = collected.organizations[whole.organizations.begin()->first];
  into.name = from.name;
  into.reads = from.reads;
  const PolicySet policies = policy_of(rules);
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& [name, keys] : missing_facts(policies, {integration}, built_in_catalogue(), collected,
                                                  {.now = test_now(), .ask_graph = true})) {
      for (const FactKey& key : keys) grew |= put_fact(key, from, into);
    }
  }
  return collected;
}

std::vector<Loss> some_losses(const Organization& organization, Chance& chance) {
  constexpr std::size_t most_in_every_way = 6;
  std::map<FactKey::Kind, std::map<std::string, std::vector<Loss>>> by_kind;
  for (Loss& loss : losses_of(organization)) {
    std::vector<Loss>& losses = by_kind[loss.kind][loss.name];
    losses.push_back(std::move(loss));
  }
  std::vector<Loss> chosen;
  for (const auto& [kind, facts] : by_kind) {
    // Their names are ids, most of them the same in every organization: it begins at another one each time.
    const std::size_t first = chance.below(facts.size());
    std::size_t after_first = facts.size() - first;
    for (const auto& [name, losses] : facts) {
      if (after_first++ % facts.size() < most_in_every_way) {
        chosen.insert(chosen.end(), losses.begin(), losses.end());
      } else {
        chosen.push_back(chance.one_of(losses));
      }
    }
  }
  return chosen;
}

Organization& only_organization(Snapshot& snapshot) {
  return snapshot.organizations.begin()->second;
}
const Organization& only_organization(const Snapshot& snapshot) {
  return snapshot.organizations.begin()->second;
}

}  // namespace patrol::oracle
