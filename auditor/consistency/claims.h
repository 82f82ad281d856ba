#pragma once

#include "auditor/model/integration.h"
#include "auditor/model/policy.h"

#include <string>
#include <variant>
#include <vector>

namespace patrol {

/// A rule as one installation asks it.
struct AskedRule {
  const Rule* rule = nullptr;
  const Integration* integration = nullptr;  ///< null: any installation of the policy
  const Policy* policy = nullptr;            ///< whose bounds then hold for parameters; null: none are known
  bool is_account = false;  ///< no rule of a policy, but what the installation says of its account
};

// One thing that has to be so for a rule to pass. What they point to belongs to the rule.

struct HoldsScope {
  std::string id;
  PatScopes::Match match = PatScopes::Match::effective;
};
struct LacksScope {
  std::string id;
  PatScopes::Match match = PatScopes::Match::effective;
};
struct NoScopeBeyond {
  const PatScopes* allowed = nullptr;
};
/// Membership of a group, also where a role is what the rule names.
struct InGroup {
  Place place;
  std::string name;
  std::string folded;
  const RoleHeld* role = nullptr;
};
struct NotInGroup {
  Place place;
  std::string name;
  std::string folded;
  const RoleHeld* role = nullptr;
};
/// What an allowed group is itself in is allowed with it.
struct NoGroupBeyond {
  Place place;
  std::vector<std::string> names;
};
struct MayDo {
  const Permission* permission = nullptr;
};
struct MayNotDo {
  const Permission* permission = nullptr;
};
struct NoPermissionBeyond {
  const Permissions* allowed = nullptr;
};
struct AccessBetween {
  AccessLevel lowest = AccessLevel::none;
  AccessLevel highest = AccessLevel::none;
  AccessLevel named = AccessLevel::none;
};
struct OfKind {
  AccountState::Kind kind = AccountState::Kind::user;
};
struct OwnsToken {};
struct HasAddress {};
struct IsActive {};
struct DaysLeft {
  int least = 0;
};
struct LifeDays {
  int most = 0;
};
struct LivesAtLeast {
  int least = 0;
};
struct TokenFor {
  bool all_organizations = false;
};
/// Roles on things. The name is the installation's; of any installation it may be a parameter.
struct HasRole {
  const AssignedRole* role = nullptr;
};
struct LacksRole {
  const AssignedRole* role = nullptr;
};
struct NoRoleBeyond {
  const AssignedRole* role = nullptr;
};
struct HookThere {
  const ServiceHooks* hooks = nullptr;
  std::string event;
};
struct NoHook {
  const ServiceHooks* hooks = nullptr;
  std::string event;
};
struct TypedUrl {
  std::string pattern;
};

using Claim = std::variant<HoldsScope, LacksScope, NoScopeBeyond, InGroup, NotInGroup, NoGroupBeyond, MayDo,
                           MayNotDo, NoPermissionBeyond, AccessBetween, OfKind, OwnsToken, HasAddress,
                           IsActive, DaysLeft, LifeDays, LivesAtLeast, TokenFor, HasRole, LacksRole,
                           NoRoleBeyond, HookThere, NoHook, TypedUrl>;

/// A claim and the rule that makes it.
struct Made {
  AskedRule by;
  const Claim* claim = nullptr;
};

/// What a rule asks for: a claim, or some of which all, or any, have to be so. All of none is always so: what
/// says nothing of itself, such as an attestation, is left out.
struct Demand {
  enum class Kind { claim, all, any };
  Kind kind = Kind::all;
  Claim claim{};  ///< only of that kind
  std::vector<Demand> parts{};
};

Demand demand_of(const AskedRule& asked);

/// What the installation itself says of its account, in the form of a rule; null where that excludes nothing.
const Rule* rule_of_account(const Integration& integration);

}  // namespace patrol
