#pragma once

#include "auditor/model/policy.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// One scope of personal access tokens.
struct Scope {
  std::string id;                        ///< `vso.code_write`
  std::string area;                      ///< words of the token page: `Code`
  std::string level;                     ///< `Read & write`
  std::vector<std::string> implies_all;  ///< the closure, without itself
  bool high_privilege = false;
  bool writes = false;  ///< allows more than reading

  /// `Code: Read & write`
  std::string words() const { return level.empty() ? area : area + ": " + level; }
  friend bool operator==(const Scope&, const Scope&) = default;
};

/// Facts about Azure DevOps that do not depend on an organization. Loaded by auditor/policy from its data
/// files; ids are in lower case.
struct Catalogue {
  struct Action {
    std::string name;                  ///< `GENERIC_READ`
    std::string display_name;          ///< live words
    std::vector<std::string> aliases;  ///< words of documentation and vendors
    std::int64_t bit = 0;
    friend bool operator==(const Action&, const Action&) = default;
  };
  /// What an action lets somebody do, in rising order.
  enum class Effect { reading, changing, administering };
  /// One kind of security token of a namespace.
  struct TokenForm {
    std::string token;                      ///< `repoV2/{project}`; what stands in braces is filled in
    std::vector<Permission::Level> levels;  ///< where the language asks it; none: only inherited from
    bool has_more_below = false;            ///< the service has tokens under it, such as those of branches
    friend bool operator==(const TokenForm&, const TokenForm&) = default;
  };
  struct SecurityNamespace {
    std::string id;
    std::string name;
    std::vector<Action> actions;
    std::int64_t system_bits = 0;        ///< set by the service itself, in no list
    std::vector<TokenForm> tokens;       ///< from the root down, each inheriting from the one above
    bool ends_either_way = false;        ///< tokens are met with and without a separator at the end (trap 36)
    std::optional<AccessLevel> licence;  ///< needed in projects that are not public, whatever the lists say
    std::vector<std::string>
        public_actions;  ///< which anybody has in public projects, whatever the lists say
    std::vector<std::string> reading_actions;        ///< which change nothing
    std::vector<std::string> administering_actions;  ///< over permissions, policies, the thing as a whole

    /// The form at which a level asks, or null.
    const TokenForm* form_at(Permission::Level level) const;
    /// By its name, letter case aside, or null.
    const Action* find_action(std::string_view action_name) const;
    /// By its name, letter case aside; an action that it does not know may change things.
    Effect effect_of(std::string_view action_name) const;
    friend bool operator==(const SecurityNamespace&, const SecurityNamespace&) = default;
  };
  /// A built-in group whose SID has a fixed end (API.md 4.4); every organization, or project, is made with
  /// it.
  struct FixedGroup {
    std::string name;     ///< `Project Collection Administrators`
    std::string sid_end;  ///< `-0-0-0-0-1`
    bool in_project = false;
    bool or_by_name = false;  ///< older places have it with a random SID, and there its name tells it
    friend bool operator==(const FixedGroup&, const FixedGroup&) = default;
  };
  /// What the service calls an access level (API.md 3.9).
  struct AccessLevelNames {
    AccessLevel level = AccessLevel::none;
    std::string title;                       ///< words of the users' page
    std::vector<std::string> licences;       ///< values of accountLicenseType
    std::vector<std::string> subscriptions;  ///< values of msdnLicenseType
    std::string license_type;                ///< word of `az devops user update`
    friend bool operator==(const AccessLevelNames&, const AccessLevelNames&) = default;
  };

  /// A kind of thing on which roles are assigned one by one (API.md 3.6).
  struct ResourceKind {
    struct Role {
      std::string name;                   ///< `User`
      std::vector<std::string> includes;  ///< other roles that it is known to hold
      bool apart = false;                 ///< which other roles it holds, or which hold it, is not told
      friend bool operator==(const Role&, const Role&) = default;
    };
    /// Where the service tells who has which role; `{project}` and `{thing}` stand for ids.
    struct Page {
      std::string scope;
      std::string id;
      friend bool operator==(const Page&, const Page&) = default;
    };
    std::string word;         ///< `service_connection`
    std::string title;        ///< `service connection`
    bool in_project = false;  ///< else of the organization
    Page one;                 ///< of one thing
    Page all;                 ///< of all things of the kind
    std::string portal;       ///< where a person finds the things: `Project settings › Service connections`
    std::string security;     ///< and from there or from a thing the roles: `⋮ › Security`
    std::vector<Role> roles;

    /// By its name, letter case and spaces aside, or null.
    const Role* find_role(std::string_view name) const;
    friend bool operator==(const ResourceKind&, const ResourceKind&) = default;
  };

  std::map<std::string, Scope, std::less<>> scopes;
  std::vector<SecurityNamespace> namespaces;  ///< the ones asked first come first
  std::vector<FixedGroup> groups;
  std::vector<AccessLevelNames> access_levels;  ///< in rising order
  std::vector<ResourceKind> resource_kinds;

  /// The token that holds everything (API.md 6).
  static constexpr std::string_view full_access = "app_token";

  const Scope* find_scope(std::string_view id) const;
  const SecurityNamespace* find_namespace(std::string_view id) const;
  /// Whether both are asked at one kind of security token of one namespace, whatever words their levels have:
  /// `project` and `service_hooks` are one to the namespace ServiceHooks.
  bool is_one_token(const Permission& one, const Permission& other) const;
  /// Whether the one is asked at a kind of security token further down than the other, and among those that
  /// the service has below that: what is held there counts where the other must not be held.
  bool is_below(const Permission& one, const Permission& other) const;
  const ResourceKind* find_resource_kind(std::string_view word) const;

  /// Whether a token with `held` has `wanted`: itself, by one that implies it, or by full access.
  bool holds(std::string_view held, std::string_view wanted) const;

  /// Words for a scope id: `Code: Read (vso.code)`, or the id alone where it is not in the catalogue.
  std::string describe_scope(std::string_view id) const;

  /// What the service calls a level; the language's own word where the catalogue lacks it.
  AccessLevelNames names_of(AccessLevel level) const;

  friend bool operator==(const Catalogue&, const Catalogue&) = default;
};

}  // namespace patrol
