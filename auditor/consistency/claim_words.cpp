#include "auditor/consistency/claim_words.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

using Mode = Rule::Mode;

/// More of a list are not told one by one.
constexpr std::size_t most_told = 5;

std::string some_of(std::vector<std::string> words) {
  if (words.size() > most_told) {
    const std::size_t more = words.size() - most_told;
    words.resize(most_told);
    words.push_back(std::to_string(more) + " more");
  }
  return join_words(words);
}

std::string describe(const Catalogue& catalogue, const std::string& scope) {
  return scope == Catalogue::full_access ? "Full access" : catalogue.describe_scope(scope);
}

std::string_view by_name(PatScopes::Match match) {
  return match == PatScopes::Match::literal ? " by that very name" : "";
}

std::string of_place(const Place& place) {
  switch (place.kind) {
    case Place::Kind::organization: return "of the organization";
    case Place::Kind::each_project: return "of each project";
    case Place::Kind::named_project: return "of the project " + place.project;
  }
  return "";
}

std::string role_words(const RoleHeld& role) {
  return "the role " + std::string(to_word(role.role)) + " " + of_place(role.place) +
         (role.at_least ? " at least" : "");
}

class Words {
 public:
  Words(const AskedRule& by, const Catalogue& catalogue) : rule_(*by.rule), by_(by), catalogue_(catalogue) {}

  std::string operator()(const HoldsScope& claim) const {
    return "requires the scope " + describe(catalogue_, claim.id) + std::string(by_name(claim.match));
  }
  std::string operator()(const LacksScope& claim) const {
    return "forbids the scope " + describe(catalogue_, claim.id) + std::string(by_name(claim.match));
  }
  std::string operator()(const NoScopeBeyond& claim) const {
    std::vector<std::string> scopes;
    scopes.reserve(claim.allowed->ids.size());
    for (const std::string& id : claim.allowed->ids) scopes.push_back(describe(catalogue_, id));
    return "allows no scope beyond " + some_of(std::move(scopes)) +
           std::string(by_name(claim.allowed->match));
  }
  std::string operator()(const InGroup& claim) const {
    if (claim.role != nullptr) return "requires " + role_words(*claim.role);
    return "requires the group " + claim.name + " " + of_place(claim.place);
  }
  std::string operator()(const NotInGroup& claim) const {
    if (claim.role == nullptr) return "forbids the group " + claim.name + " " + of_place(claim.place);
    const std::string role = role_words(*claim.role);
    if (rule_.mode != Mode::forbid)
      return "allows no role above " + role.substr(std::string("the role ").size());
    return "forbids " + role + (claim.role->role == RoleHeld::Role::admin ? "" : " and those above it");
  }
  std::string operator()(const NoGroupBeyond& claim) const {
    return "allows no group " + of_place(claim.place) + " beyond " + some_of(claim.names);
  }
  std::string operator()(const MayDo& claim) const { return "requires " + words(*claim.permission); }
  std::string operator()(const MayNotDo& claim) const { return "forbids " + words(*claim.permission); }
  std::string operator()(const NoPermissionBeyond& claim) const {
    std::vector<std::string> named;
    named.reserve(claim.allowed->permissions.size());
    for (const Permission& each : claim.allowed->permissions) named.push_back(each.words);
    return "allows no permission beyond " + some_of(std::move(named));
  }
  std::string operator()(const AccessBetween& claim) const {
    const std::string level = catalogue_.names_of(claim.named).title;
    switch (rule_.mode) {
      case Mode::require: return "requires the access level " + level + " at least";
      case Mode::at_most: return "allows no access level above " + level;
      case Mode::exactly: return "requires the access level " + level + " exactly";
      case Mode::forbid: break;
    }
    return "forbids the access level " + level + " and those above it";
  }
  std::string operator()(const OfKind& claim) const {
    if (by_.is_account) return "names a service principal";
    return claim.kind == AccountState::Kind::user ? "requires a user" : "requires a service principal";
  }
  std::string operator()(const OwnsToken& /*claim*/) const {
    return "requires something of a token, which a service principal can not own";
  }
  std::string operator()(const HasAddress& /*claim*/) const {
    return "requires the address letter by letter, which a service principal does not have";
  }
  std::string operator()(const IsActive& /*claim*/) const {
    return "requires an active account, which is always among the valid users of the organization";
  }
  std::string operator()(const DaysLeft& claim) const {
    return "requires " + std::to_string(claim.least) + " days left of the token";
  }
  std::string operator()(const LifeDays& claim) const {
    return "allows the token a life of " + std::to_string(claim.most) + " days";
  }
  std::string operator()(const LivesAtLeast& claim) const {
    return "requires a life of " + std::to_string(claim.least) + " days of the token";
  }
  std::string operator()(const TokenFor& claim) const {
    return claim.all_organizations ? "requires a token for all organizations"
                                   : "requires a token for one organization alone";
  }
  std::string operator()(const HasRole& claim) const { return "requires the role " + words(*claim.role); }
  std::string operator()(const LacksRole& claim) const { return "forbids the role " + words(*claim.role); }
  std::string operator()(const NoRoleBeyond& claim) const {
    return "allows no role above " + words(*claim.role);
  }
  std::string operator()(const HookThere& claim) const {
    return "requires a service hook for " + claim.event;
  }
  std::string operator()(const NoHook& claim) const { return "forbids service hooks for " + claim.event; }
  std::string operator()(const TypedUrl& claim) const { return "requires the base URL " + claim.pattern; }

 private:
  static std::string words(const Permission& permission) {
    const std::string name = permission.namespace_name + "/" + permission.action;
    return "the permission " + permission.words +
           (same_name(permission.words, name) ? "" : " (" + name + ")") + " at the level " +
           std::string(to_word(permission.level));
  }

  std::string words(const AssignedRole& role) const {
    const Catalogue::ResourceKind* kind = catalogue_.find_resource_kind(role.resource);
    const std::string title = kind == nullptr ? role.resource : kind->title;
    if (role.of_all) return role.role + " on all of the kind " + title;
    if (role.of_each) return role.role + " on any of the kind " + title;
    return role.role + " on the " + title + " " +
           (by_.integration == nullptr ? role.name.text : name_for(role.name, *by_.integration));
  }

  const Rule& rule_;
  const AskedRule& by_;
  const Catalogue& catalogue_;
};

}  // namespace

std::string words_of(const Made& made, const Catalogue& catalogue) {
  return std::visit(Words(made.by, catalogue), *made.claim);
}

}  // namespace patrol
