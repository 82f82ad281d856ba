#pragma once

#include <cstdint>
#include <map>
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
  struct SecurityNamespace {
    std::string id;
    std::string name;
    std::vector<Action> actions;
    friend bool operator==(const SecurityNamespace&, const SecurityNamespace&) = default;
  };

  std::map<std::string, Scope, std::less<>> scopes;
  std::map<std::string, SecurityNamespace, std::less<>> namespaces;

  /// The token that holds everything (API.md 6).
  static constexpr std::string_view full_access = "app_token";

  const Scope* find_scope(std::string_view id) const;

  /// Whether a token with `held` has `wanted`: itself, by one that implies it, or by full access.
  bool holds(std::string_view held, std::string_view wanted) const;

  /// Words for a scope id: `Code: Read (vso.code)`, or the id alone where it is not in the catalogue.
  std::string describe_scope(std::string_view id) const;

  friend bool operator==(const Catalogue&, const Catalogue&) = default;
};

}  // namespace patrol
