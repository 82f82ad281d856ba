#pragma once

#include "auditor/model/words.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace patrol {

/// A place in a file of the user; lines and columns count from 1.
struct Position {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;

  friend bool operator==(const Position&, const Position&) = default;
};

/// Scopes of a personal access token, as ids of the catalogue (`vso.code`).
struct PatScopes {
  /// effective: a scope is held when the token has it or one that implies it, or full access.
  /// literal: only the id itself counts (API.md 6: `vso.code` implies `vso.hooks_write`).
  enum class Match { effective, literal };
  std::vector<std::string> ids;  ///< sorted, unique
  Match match = Match::effective;
  bool required_only = false;  ///< `at_most: {pat_scopes: required}`: what the active rules require

  friend bool operator==(const PatScopes&, const PatScopes&) = default;
};

/// A whole number of a rule: its own, or that of a parameter of the policy, which an integration may set.
struct Amount {
  int number = 0;           ///< the rule's own, or the parameter's default
  std::string parameter{};  ///< its name; empty: the number stands in the rule

  friend bool operator==(const Amount&, const Amount&) = default;
};

/// What must hold of the token itself. Only what is switched on or has a number is asked.
struct PatState {
  bool valid = false;
  std::optional<Amount> min_days_left;
  std::optional<Amount> min_lifetime_days;
  std::optional<Amount> max_lifetime_days;
  bool one_organization = false;
  bool all_organizations = false;
  bool unique = false;

  friend bool operator==(const PatState&, const PatState&) = default;
};

/// Where something stands: at the organization, in the project that `for_each` is at (that of the repository
/// or pipeline, where it is for each of those), or in a named project.
struct Place {
  enum class Kind { organization, each_project, named_project };
  Kind kind = Kind::organization;
  std::string project;  ///< only for named_project

  friend bool operator==(const Place&, const Place&) = default;
};

struct GroupMembership {
  Place place;
  std::string group;  ///< the name without its `[scope]\`

  friend bool operator==(const GroupMembership&, const GroupMembership&) = default;
};

/// A role is membership of a built-in group: Readers, Contributors, Project Administrators, Project
/// Collection Administrators.
struct RoleHeld {
  enum class Role { reader, contributor, admin };
  Place place;
  Role role = Role::reader;
  bool at_least = false;  ///< a higher role counts too (under require)

  friend bool operator==(const RoleHeld&, const RoleHeld&) = default;
};

/// One bit of one security namespace at one level of the organization's tree.
struct Permission {
  enum class Level {
    organization,
    project,
    repository,
    pipeline,
    area,
    iteration,
    service_hooks,
    tagging,
    analytics,
    release,
    query
  };
  Level level = Level::organization;
  Place place;
  std::string namespace_id;    ///< lower-case guid
  std::string namespace_name;  ///< `Collection`
  std::string action;          ///< name in the namespace, `GENERIC_READ`
  std::string words;           ///< what a person calls it, as the policy wrote it
  /// Of what no policy can name, because the service lists no action for it: asked by its bit.
  std::optional<std::int64_t> bit{};

  friend bool operator==(const Permission&, const Permission&) = default;
};

inline constexpr std::array permission_levels{
    Permission::Level::organization,  Permission::Level::project, Permission::Level::repository,
    Permission::Level::pipeline,      Permission::Level::area,    Permission::Level::iteration,
    Permission::Level::service_hooks, Permission::Level::tagging, Permission::Level::analytics,
    Permission::Level::release,       Permission::Level::query};

/// The name of a thing: the rule's own, or that of a parameter of the policy, which an integration may set.
struct ThingName {
  std::string text;         ///< the rule's own, or the parameter's default
  std::string parameter{};  ///< its name; empty: the name stands in the rule

  friend bool operator==(const ThingName&, const ThingName&) = default;
};

/// A role on a single thing, such as User of a service connection (API.md 3.6). A role that includes it
/// counts too.
struct AssignedRole {
  Place place;           ///< where the thing is
  std::string resource;  ///< its kind, as the catalogue words it: `service_connection`
  bool of_all = false;   ///< the page where roles for all things of the kind are given
  bool of_each = false;  ///< that page and every single thing of the kind; under `forbid` and `at_most` alone
  ThingName name;        ///< of the thing; empty where the role is `of_all` or `of_each`
  std::string role;      ///< as the catalogue names it: `User`

  friend bool operator==(const AssignedRole&, const AssignedRole&) = default;
};

struct Groups {
  std::vector<GroupMembership> groups;
  bool required_only = false;  ///< `at_most: {groups: required}`: those that the account's rules require
  friend bool operator==(const Groups&, const Groups&) = default;
};
struct Roles {
  std::vector<RoleHeld> roles;
  std::vector<AssignedRole> assigned;
  friend bool operator==(const Roles&, const Roles&) = default;
};
struct Permissions {
  std::vector<Permission> permissions;
  bool required_only = false;  ///< `at_most: {permissions: required}`, likewise
  friend bool operator==(const Permissions&, const Permissions&) = default;
};

/// Access levels in rising order (API.md 3.9); `visual studio` subscriptions rank as the level they give.
enum class AccessLevel { none, stakeholder, basic, basic_and_test_plans };

inline constexpr std::array access_levels{AccessLevel::none, AccessLevel::stakeholder, AccessLevel::basic,
                                          AccessLevel::basic_and_test_plans};

struct AccessAtLeast {
  AccessLevel level = AccessLevel::basic;
  bool required_only = false;  ///< `at_most: {access_level: required}`, likewise; the level then says nothing
  friend bool operator==(const AccessAtLeast&, const AccessAtLeast&) = default;
};

/// What must hold of the account as an identity. Only what is switched on is asked.
struct AccountState {
  enum class Kind { user, service_principal };
  bool active = false;
  bool email_exact = false;
  bool unique = false;
  std::optional<Kind> kind;

  friend bool operator==(const AccountState&, const AccountState&) = default;
};

/// What was typed into the product.
struct ConnectionState {
  /// Stands for the integration's organization.
  static constexpr std::string_view hole = "{organization}";
  std::string base_url;
  friend bool operator==(const ConnectionState&, const ConnectionState&) = default;
};

/// What no API tells, and a person has to vouch for.
struct Attested {
  std::string statement;
  friend bool operator==(const Attested&, const Attested&) = default;
};

/// Service hooks: for each of these events a subscription that delivers it.
struct ServiceHooks {
  std::vector<std::string> events;  ///< as the service names them, `git.push`; sorted, unique
  std::string to;                   ///< host that they post to, lower case; empty: any
  std::string consumer;             ///< whom the service delivers to, by id: `jenkins`; empty: any
  bool by_anyone = false;           ///< not those alone that the account made
  bool limited = false;             ///< one for a part of the project is enough (under require)

  friend bool operator==(const ServiceHooks&, const ServiceHooks&) = default;
};

struct Requirement;

/// Under `forbid` a join says what must not be there: any of these, or all of these at once.
struct AnyOf {
  std::vector<Requirement> branches;
  friend bool operator==(const AnyOf&, const AnyOf&) = default;
};
struct AllOf {
  std::vector<Requirement> branches;
  friend bool operator==(const AllOf&, const AllOf&) = default;
};

/// One kind of requirement, or several joined. A new kind is a struct here, a parser row in auditor/policy
/// and a check row in auditor/checks.
struct Requirement {
  std::variant<PatScopes, PatState, Groups, Roles, Permissions, AccessAtLeast, AccountState, ConnectionState,
               Attested, ServiceHooks, AnyOf, AllOf>
      kind;
  friend bool operator==(const Requirement&, const Requirement&) = default;
};

/// One thing that must hold, or must not.
struct Rule {
  enum class Mode { require, at_most, exactly, forbid };
  enum class ForEach { nothing, project, repository, pipeline };

  std::string id;
  std::string title;
  Severity severity = Severity::medium;
  Need need = Need::required;
  std::vector<std::string> controls;  ///< clauses of outside frameworks; references, never logic
  std::string remediation;            ///< the policy's own words on how to mend it; may be empty
  std::vector<std::string> when;      ///< any of these features or variants is on; empty: always
  std::vector<std::string> unless;    ///< none of these features or variants is on
  ForEach for_each = ForEach::nothing;
  bool of_others = false;  ///< for each project or repository that the integration does not select
  Mode mode = Mode::require;
  Requirement requirement;
  Position position;

  friend bool operator==(const Rule&, const Rule&) = default;
};

/// The page that says so.
struct Source {
  std::string title;
  std::string url;
  std::string read;  ///< the day it was read, `2026-11-23`; may be empty

  friend bool operator==(const Source&, const Source&) = default;
};

/// A number or name that an integration may set, a number within the bounds of the policy.
struct Parameter {
  int normal = 0;  ///< what counts where the integration sets none
  std::optional<int> at_least;
  std::optional<int> at_most;
  std::optional<std::string> name{};  ///< of a parameter that is a name, and no number: its default

  friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// What a kind of integration needs of its account.
struct Policy {
  std::string id;
  std::string title;
  std::string description;  ///< may be empty
  std::vector<Source> sources;
  std::vector<std::string> features;
  std::vector<std::string> variants;
  std::map<std::string, Parameter, std::less<>> parameters;
  std::vector<Rule> rules;  ///< in the order of the file
  Position position;
  std::string sha256;  ///< of the file's bytes, lower-case hexadecimal

  friend bool operator==(const Policy&, const Policy&) = default;
};

/// All policies loaded, by id.
using PolicySet = std::map<std::string, Policy, std::less<>>;

std::string_view to_word(Rule::Mode mode);
std::string_view to_word(RoleHeld::Role role);
std::string_view to_word(Permission::Level level);
std::string_view to_word(AccessLevel level);
std::string_view to_word(Rule::ForEach for_each);
/// As a policy says it: `project`, `other_project`; empty for nothing.
std::string for_each_word(Rule::ForEach for_each, bool of_others);

std::optional<Permission::Level> permission_level_from(std::string_view word);
std::optional<AccessLevel> access_level_from(std::string_view word);

}  // namespace patrol
