#include "auditor/policy/catalogue.h"
#include "tests/oracle/generator.h"
#include "tests/support/world.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol::oracle {
namespace {

using Level = Permission::Level;

/// One bit at one level; what the questions about permissions choose from.
struct Bit {
  Level level;
  const char* space;
  const char* action;
};

constexpr const char* hooks = "cb594ebe-87dd-4fc9-ac2c-6a10a4c92046";
const std::vector<Bit>& bits() {
  static const std::vector<Bit> all{
      {Level::organization, collection_namespace, "GENERIC_READ"},
      {Level::organization, collection_namespace, "CREATE_PROJECTS"},
      {Level::project, project_namespace, "GENERIC_READ"},
      {Level::project, project_namespace, "WORK_ITEM_DELETE"},
      {Level::project, git_namespace, "GenericRead"},
      {Level::project, git_namespace, "GenericContribute"},
      {Level::repository, git_namespace, "GenericRead"},
      {Level::repository, git_namespace, "PolicyExempt"},
      {Level::project, build_namespace, "ViewBuilds"},
      {Level::project, build_namespace, "QueueBuilds"},
      {Level::release, "c788c23e-1b46-4162-8f5e-d7585343b5de", "EditReleaseDefinition"},
      {Level::service_hooks, hooks, "EditSubscriptions"},
      {Level::tagging, "bb50f182-8e5e-40b8-bc21-e8752a1e7ae2", "Enumerate"},
      {Level::analytics, "58450c49-b02d-465a-ab12-59ae512d6531", "Read"},
      {Level::area, "83e28ad4-2d72-4ceb-97b0-c7726d5502c3", "GENERIC_READ"},
      {Level::pipeline, build_namespace, "ViewBuilds"},
      {Level::pipeline, build_namespace, "QueueBuilds"},
      {Level::iteration, "bf7bfa03-b2b7-47db-8113-fa2e002cc5b1", "GENERIC_READ"},
      {Level::iteration, "bf7bfa03-b2b7-47db-8113-fa2e002cc5b1", "CREATE_CHILDREN"},
      {Level::query, "71356614-aad7-4757-8f2c-0fb3bff6f680", "Read"},
      {Level::query, "71356614-aad7-4757-8f2c-0fb3bff6f680", "Contribute"}};
  return all;
}

Rule::Mode any_mode(Chance& chance) {
  return static_cast<Rule::Mode>(chance.below(4));
}
Rule::Mode require_or_forbid(Chance& chance) {
  return chance.yes(50) ? Rule::Mode::require : Rule::Mode::forbid;
}

Place random_place(const Rule& rule, Chance& chance) {
  if (rule.for_each != Rule::ForEach::nothing) return {.kind = Place::Kind::each_project};
  if (chance.yes(60)) return {};
  return {.kind = Place::Kind::named_project,
          .project = chance.one_of(std::vector<std::string>{"Shop", "web", "Lost", "Shopp"})};
}

std::string random_group(const Place& place, Chance& chance) {
  static const std::vector<std::string> of_organization{"Tools",
                                                        "ops",
                                                        "Crew",
                                                        "platform",
                                                        "Everyone",
                                                        "Project Collection Administrators",
                                                        "Project Collection Service Accounts",
                                                        "Project Collection Valid Users",
                                                        "Tool",
                                                        "No Such Group"};
  static const std::vector<std::string> of_project{
      "Readers",  "contributors",        "Project Administrators",
      "Builders", "Project Valid Users", "Build Administrators"};
  return chance.one_of(place.kind == Place::Kind::organization ? of_organization : of_project);
}

Requirement random_groups(const Rule& rule, Chance& chance) {
  Groups groups;
  for (std::size_t left = 1 + chance.below(2); left > 0; --left) {
    const Place place = random_place(rule, chance);
    groups.groups.push_back({place, random_group(place, chance)});
  }
  return {groups};
}

Requirement random_roles(const Rule& rule, Chance& chance) {
  const Place place = random_place(rule, chance);
  RoleHeld role{.place = place,
                .role = static_cast<RoleHeld::Role>(chance.below(3)),
                .at_least = rule.mode == Rule::Mode::require && chance.yes(40)};
  if (place.kind == Place::Kind::organization) role.role = RoleHeld::Role::admin;
  Roles roles;
  roles.roles.push_back(role);
  return {roles};
}

/// A role on a thing; of a project's things where the rule is for each, or names one.
Requirement random_assigned_role(const Rule& rule, Chance& chance) {
  AssignedRole role;
  const bool is_kept_away = rule.mode == Rule::Mode::forbid || rule.mode == Rule::Mode::at_most;
  role.of_each = is_kept_away && chance.yes(30);
  role.of_all = !role.of_each && chance.yes(25);
  const bool has_name = !role.of_each && !role.of_all;
  if (chance.yes(35)) {
    role.resource = "agent_pool";
    role.role = chance.one_of(std::vector<std::string>{"Reader", "Service Account", "Administrator"});
    role.name.text =
        has_name ? chance.one_of(std::vector<std::string>{"linux", "No Such Pool", "Linuxx"}) : "";
  } else {
    role.resource = "service_connection";
    role.role = chance.one_of(std::vector<std::string>{"Reader", "User", "Creator", "Administrator"});
    role.name.text = has_name ? "Azure" : "";
    role.place = {.kind = Place::Kind::each_project};
    if (rule.for_each == Rule::ForEach::nothing) {
      role.place = {
          .kind = Place::Kind::named_project,
          .project = chance.one_of(std::vector<std::string>{"Shop", "shop", "Web", "Lost", "Shopp"})};
    }
  }
  Roles roles;
  roles.assigned.push_back(std::move(role));
  return {roles};
}

Rule::ForEach asked_for_each(Level level) {
  if (level == Level::organization) return Rule::ForEach::nothing;
  if (level == Level::repository) return Rule::ForEach::repository;
  return level == Level::pipeline ? Rule::ForEach::pipeline : Rule::ForEach::project;
}

Permission permission_of(const Bit& bit) {
  const Catalogue::SecurityNamespace& space = *built_in_catalogue().find_namespace(bit.space);
  Permission permission{.level = bit.level,
                        .place = {.kind = Place::Kind::each_project},
                        .namespace_id = space.id,
                        .namespace_name = space.name,
                        .action = bit.action,
                        .words = bit.action};
  if (bit.level == Level::organization) permission.place = {};
  return permission;
}

bool is_for_things(Rule::ForEach for_each) {
  return for_each == Rule::ForEach::repository || for_each == Rule::ForEach::pipeline;
}

/// A bit that is asked of repositories or pipelines.
const Bit& random_bit_of_thing(Chance& chance) {
  while (true) {
    const Bit& bit = chance.one_of(bits());
    if (is_for_things(asked_for_each(bit.level))) return bit;
  }
}

/// A bit of the same namespace that is asked of projects.
const Bit& random_bit_above(const Bit& bit, Chance& chance) {
  while (true) {
    const Bit& above = chance.one_of(bits());
    const bool is_of_project = asked_for_each(above.level) == Rule::ForEach::project;
    if (is_of_project && std::string_view(above.space) == bit.space) return above;
  }
}

/// What the rule is for each of follows from the permission.
Requirement random_permission(Rule& rule, Chance& chance) {
  const Bit& bit = chance.one_of(bits());
  rule.for_each = asked_for_each(bit.level);
  Permissions permissions;
  permissions.permissions.push_back(permission_of(bit));
  const bool is_bounded = rule.mode == Rule::Mode::at_most || rule.mode == Rule::Mode::exactly;
  if (is_bounded && is_for_things(rule.for_each) && chance.yes(60)) {
    permissions.permissions.push_back(permission_of(random_bit_above(bit, chance)));
  }
  return {permissions};
}

/// A permission, or two, that can be asked where the rule is asked.
Requirement random_permission_there(const Rule& rule, Chance& chance) {
  std::vector<Bit> there;
  for (const Bit& bit : bits()) {
    if (asked_for_each(bit.level) == rule.for_each) there.push_back(bit);
  }
  Permissions permissions;
  permissions.permissions.push_back(permission_of(chance.one_of(there)));
  Permission other = permission_of(chance.one_of(there));
  if (chance.yes(40) && other != permissions.permissions.front()) permissions.permissions.push_back(other);
  return {permissions};
}

Requirement random_scopes(Chance& chance) {
  static const std::vector<std::string> all{"vso.code",  "vso.code_write",  "vso.work",     "vso.graph",
                                            "vso.build", "vso.hooks_write", "vso.identity", "app_token",
                                            "vso.hooks", "vso.release",     "vso.profile",  "vso.work_full"};
  PatScopes scopes{.ids = {chance.one_of(all)}};
  if (const std::string& other = chance.one_of(all); scopes.ids.front() < other) scopes.ids.push_back(other);
  if (chance.yes(30)) scopes.match = PatScopes::Match::literal;
  return {scopes};
}

/// Of the token itself: that it is valid, does not live too long, is for this organization alone.
Requirement random_token_state(Chance& chance) {
  PatState state;
  switch (chance.below(4)) {
    case 0: state.max_lifetime_days = Amount{.number = chance.yes(50) ? 365 : 200}; break;
    case 1: state.one_organization = true; break;
    case 2: state.one_organization = true; [[fallthrough]];
    default: state.valid = true;
  }
  return {state};
}

Requirement random_account_state(Chance& chance) {
  AccountState state;
  switch (chance.below(4)) {
    case 0: state.email_exact = true; break;
    case 1:
      state.kind = chance.yes(70) ? AccountState::Kind::user : AccountState::Kind::service_principal;
      break;
    case 2: state.email_exact = true; [[fallthrough]];
    default: state.active = true;
  }
  return {state};
}

Requirement random_join(const Rule& rule, Chance& chance, bool may_nest);

/// Any kind of requirement that can stand under the rule's mode.
Requirement random_branch(const Rule& rule, Chance& chance, bool may_nest) {
  if (may_nest && chance.yes(12)) return random_join(rule, chance, false);
  // What a token or an account has to be can only be required.
  switch (chance.below(rule.mode == Rule::Mode::require ? 8 : 6)) {
    case 0: return random_groups(rule, chance);
    case 1: return random_roles(rule, chance);
    case 2: return random_assigned_role(rule, chance);
    case 3: return random_permission_there(rule, chance);
    case 4: return random_scopes(chance);
    case 5: return {AccessAtLeast{static_cast<AccessLevel>(chance.below(4))}};
    case 6: return random_token_state(chance);
    default: return random_account_state(chance);
  }
}

Requirement random_join(const Rule& rule, Chance& chance, bool may_nest) {
  std::vector<Requirement> branches;
  for (std::size_t left = 2 + chance.below(2); left > 0; --left) {
    branches.push_back(random_branch(rule, chance, may_nest));
  }
  if (chance.yes(50)) return {AnyOf{branches}};
  return {AllOf{branches}};
}

Rule random_question(std::size_t number, Chance& chance) {
  Rule rule;
  rule.id = "q" + std::to_string(number);
  rule.title = "a question";
  rule.for_each = chance.yes(50) ? Rule::ForEach::project : Rule::ForEach::nothing;
  const std::size_t kind = chance.below(100);
  if (kind < 23) {
    // What must not be exceeded is dear to ask: every group of the place is looked at.
    rule.mode = chance.yes(30) ? any_mode(chance) : require_or_forbid(chance);
    rule.requirement = random_groups(rule, chance);
  } else if (kind < 37) {
    rule.mode = any_mode(chance);
    rule.requirement = random_roles(rule, chance);
  } else if (kind < 48) {
    rule.mode = any_mode(chance);
    rule.requirement = random_assigned_role(rule, chance);
  } else if (kind < 77) {
    // Here every action of the namespace.
    rule.mode = chance.yes(4) ? any_mode(chance) : require_or_forbid(chance);
    rule.requirement = random_permission(rule, chance);
  } else if (kind < 86) {
    rule.for_each = Rule::ForEach::nothing;
    rule.mode = any_mode(chance);
    rule.requirement = random_scopes(chance);
  } else if (kind < 89) {
    rule.for_each = Rule::ForEach::nothing;
    rule.mode = any_mode(chance);
    rule.requirement = {AccessAtLeast{static_cast<AccessLevel>(chance.below(4))}};
  } else if (kind < 92) {
    rule.for_each = Rule::ForEach::nothing;
    rule.mode = Rule::Mode::require;
    rule.requirement = chance.yes(50) ? random_token_state(chance) : random_account_state(chance);
  } else {
    rule.mode = chance.yes(8) ? any_mode(chance) : require_or_forbid(chance);
    rule.for_each = chance.one_of(std::vector{Rule::ForEach::nothing, Rule::ForEach::project,
                                              Rule::ForEach::repository, Rule::ForEach::pipeline});
    rule.requirement = random_join(rule, chance, true);
  }
  return rule;
}

Rule needs(std::string id, const Bit& bit) {
  Rule rule;
  rule.id = std::move(id);
  rule.title = "a need";
  rule.mode = Rule::Mode::require;
  rule.for_each = asked_for_each(bit.level);
  Permissions permissions;
  permissions.permissions.push_back(permission_of(bit));
  rule.requirement = {permissions};
  return rule;
}

}  // namespace

std::vector<Rule> nesting_needs() {
  std::vector<Rule> rules;
  for (const char* action : {"CREATE_PROJECTS", "TRIGGER_EVENT", "MANAGE_TEMPLATE", "DELETE_FIELD"}) {
    rules.push_back(needs(action, {Level::organization, collection_namespace, action}));
  }
  return rules;
}

std::vector<Rule> random_levels(std::uint64_t seed) {
  Chance chance(seed);
  const Bit& bit = random_bit_of_thing(chance);
  std::vector<Rule> rules{needs("of-things", bit), needs("of-projects", random_bit_above(bit, chance))};
  if (chance.yes(50)) std::swap(rules.front(), rules.back());
  return rules;
}

std::vector<Rule> random_questions(std::uint64_t seed, std::size_t count) {
  Chance chance(seed);
  std::vector<Rule> rules;
  rules.reserve(count);
  for (std::size_t number = 0; number < count; ++number) rules.push_back(random_question(number, chance));
  return rules;
}

}  // namespace patrol::oracle
