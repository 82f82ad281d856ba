#include "auditor/consistency/claims.h"

#include "auditor/model/role_groups.h"
#include "auditor/model/rule_mode.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

using Mode = Rule::Mode;
using Role = RoleHeld::Role;

Demand one(Claim claim) {
  return {.kind = Demand::Kind::claim, .claim = std::move(claim)};
}

template <class Membership>
Demand member(Place place, std::string_view name, const RoleHeld* role) {
  return one(Membership{std::move(place), std::string(name), fold_case(name), role});
}

class Builder {
 public:
  explicit Builder(const AskedRule& asked)
      : mode_(asked.rule->mode), integration_(asked.integration), policy_(asked.policy) {}

  Demand build(const Requirement& requirement) const {
    // Under `forbid` not one of any may be there, and one that is not is enough where all are named.
    const bool forbids = mode_ == Mode::forbid;
    if (const auto* all = std::get_if<AllOf>(&requirement.kind)) {
      return join(all->branches, forbids ? Demand::Kind::any : Demand::Kind::all);
    }
    if (const auto* any = std::get_if<AnyOf>(&requirement.kind)) {
      return join(any->branches, forbids ? Demand::Kind::all : Demand::Kind::any);
    }
    Demand demand;
    std::visit([&](const auto& kind) { add(kind, demand.parts); }, requirement.kind);
    return demand;
  }

 private:
  using Parts = std::vector<Demand>;

  Demand join(const std::vector<Requirement>& branches, Demand::Kind kind) const {
    Demand demand{.kind = kind};
    for (const Requirement& branch : branches) demand.parts.push_back(build(branch));
    return demand;
  }

  void add(const PatScopes& scopes, Parts& parts) const {
    if (is_floor(mode_)) parts.push_back(one(OwnsToken{}));
    for (const std::string& id : scopes.ids) {
      if (is_floor(mode_)) parts.push_back(one(HoldsScope{id, scopes.match}));
      if (mode_ == Mode::forbid) parts.push_back(one(LacksScope{id, scopes.match}));
    }
    if (is_ceiling(mode_) && !scopes.required_only) parts.push_back(one(NoScopeBeyond{&scopes}));
  }

  void add(const PatState& state, Parts& parts) const {
    parts.push_back(one(OwnsToken{}));
    if (state.min_days_left) {
      if (const auto least = number_of(*state.min_days_left, &Parameter::at_least))
        parts.push_back(one(DaysLeft{*least}));
    }
    if (state.min_lifetime_days) {
      if (const auto least = number_of(*state.min_lifetime_days, &Parameter::at_least))
        parts.push_back(one(LivesAtLeast{*least}));
    }
    if (state.max_lifetime_days) {
      if (const auto most = number_of(*state.max_lifetime_days, &Parameter::at_most))
        parts.push_back(one(LifeDays{*most}));
    }
    if (state.one_organization) parts.push_back(one(TokenFor{false}));
    if (state.all_organizations) parts.push_back(one(TokenFor{true}));
  }

  /// What counts for the installation. Of all of them what none can pass, by the bound of the parameter that
  /// makes it easiest; nothing where there is none.
  std::optional<int> number_of(const Amount& amount, std::optional<int> Parameter::*easiest) const {
    if (integration_ != nullptr) return number_for(amount, *integration_);
    if (amount.parameter.empty()) return amount.number;
    if (policy_ == nullptr) return std::nullopt;
    const auto parameter = policy_->parameters.find(amount.parameter);
    return parameter == policy_->parameters.end() ? std::nullopt : parameter->second.*easiest;
  }

  void add(const Groups& groups, Parts& parts) const {
    std::vector<NoGroupBeyond> ceilings;
    for (const GroupMembership& each : groups.groups) {
      if (is_floor(mode_)) parts.push_back(member<InGroup>(each.place, each.group, nullptr));
      if (mode_ == Mode::forbid) parts.push_back(member<NotInGroup>(each.place, each.group, nullptr));
      if (!is_ceiling(mode_)) continue;
      auto same = std::ranges::find_if(ceilings, [&](const NoGroupBeyond& known) {
        return known.place.kind == each.place.kind && same_name(known.place.project, each.place.project);
      });
      if (same == ceilings.end()) same = ceilings.insert(ceilings.end(), {each.place, {}});
      same->names.push_back(each.group);
    }
    for (NoGroupBeyond& ceiling : ceilings) parts.push_back(one(std::move(ceiling)));
  }

  void add(const Roles& roles, Parts& parts) const {
    for (const RoleHeld& role : roles.roles) {
      if (is_floor(mode_)) parts.push_back(floor_of(role));
      if (mode_ == Mode::forbid) add_bans(role, true, parts);
      if (is_ceiling(mode_)) add_bans(role, false, parts);
    }
    for (const AssignedRole& role : roles.assigned) {
      if (is_floor(mode_)) parts.push_back(one(HasRole{&role}));
      if (mode_ == Mode::forbid) parts.push_back(one(LacksRole{&role}));
      if (is_ceiling(mode_)) parts.push_back(one(NoRoleBeyond{&role}));
    }
  }

  static Demand floor_of(const RoleHeld& role) {
    if (role.place.kind == Place::Kind::organization) {
      return member<InGroup>(Place{}, organization_admin_groups.front(), &role);
    }
    Demand any{.kind = Demand::Kind::any};
    for (const RoleGroup& each : project_role_groups) {
      if (counts_for(each, role)) any.parts.push_back(member<InGroup>(role.place, each.group, &role));
    }
    if (!role.at_least) return std::move(any.parts.front());
    for (const std::string_view group : organization_admin_groups) {
      any.parts.push_back(member<InGroup>(Place{}, group, &role));
    }
    return any;
  }

  /// None of the roles above this one, under `forbid` with itself.
  static void add_bans(const RoleHeld& role, bool with_itself, Parts& parts) {
    const bool is_of_organization = role.place.kind == Place::Kind::organization;
    if (is_of_organization && !with_itself) return;
    for (const RoleGroup& each : project_role_groups) {
      const bool is_banned = each.role > role.role || (with_itself && each.role == role.role);
      if (is_banned && !is_of_organization)
        parts.push_back(member<NotInGroup>(role.place, each.group, &role));
    }
    for (const std::string_view group : organization_admin_groups) {
      parts.push_back(member<NotInGroup>(Place{}, group, &role));
    }
  }

  void add(const Permissions& permissions, Parts& parts) const {
    for (const Permission& each : permissions.permissions) {
      if (is_floor(mode_)) parts.push_back(one(MayDo{&each}));
      if (mode_ == Mode::forbid) parts.push_back(one(MayNotDo{&each}));
    }
    if (is_ceiling(mode_) && !permissions.required_only)
      parts.push_back(one(NoPermissionBeyond{&permissions}));
  }

  void add(const AccessAtLeast& access, Parts& parts) const {
    if (access.required_only) return;
    AccessBetween range{AccessLevel::none, access_levels.back(), access.level};
    if (is_floor(mode_)) range.lowest = access.level;
    if (is_ceiling(mode_)) range.highest = access.level;
    if (mode_ == Mode::forbid && access.level != AccessLevel::none) {
      range.highest = *std::prev(std::ranges::find(access_levels, access.level));
    }
    parts.push_back(one(range));
  }

  static void add(const AccountState& account, Parts& parts) {
    if (account.kind) parts.push_back(one(OfKind{*account.kind}));
    if (account.email_exact) parts.push_back(one(HasAddress{}));
    if (account.active) parts.push_back(one(IsActive{}));
  }

  static void add(const ConnectionState& connection, Parts& parts) {
    parts.push_back(one(TypedUrl{connection.base_url}));
  }

  void add(const ServiceHooks& hooks, Parts& parts) const {
    for (const std::string& event : hooks.events) {
      parts.push_back(mode_ == Mode::forbid ? one(NoHook{&hooks, event}) : one(HookThere{&hooks, event}));
    }
  }

  /// A person's word excludes nothing; joins were taken apart before.
  static void add(const Attested& /*statement*/, Parts& /*parts*/) {}
  static void add(const AnyOf& /*join*/, Parts& /*parts*/) {}
  static void add(const AllOf& /*join*/, Parts& /*parts*/) {}

  Mode mode_;
  const Integration* integration_;
  const Policy* policy_;
};

/// Whoever is named so is a service principal, whatever the organization is (API.md 4.2 and 4.3).
bool names_a_service_principal(const AccountSelector& selector) {
  if (selector.kind == AccountSelector::Kind::service_principal) return true;
  const std::string name = fold_case(selector.value);
  return selector.kind == AccountSelector::Kind::descriptor &&
         (name.starts_with("aadsp.") ||
          name.starts_with("microsoft.visualstudio.services.claims.aadserviceprincipal;"));
}

}  // namespace

const Rule* rule_of_account(const Integration& integration) {
  static const Rule principal = [] {
    Rule rule;
    rule.id = "account";
    rule.requirement = {AccountState{.kind = AccountState::Kind::service_principal}};
    return rule;
  }();
  return names_a_service_principal(integration.account) ? &principal : nullptr;
}

Demand demand_of(const AskedRule& asked) {
  return Builder(asked).build(asked.rule->requirement);
}

}  // namespace patrol
