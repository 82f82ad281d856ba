#include "auditor/consistency/clash.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace patrol {
namespace {

using ForEach = Rule::ForEach;

bool is_one_installation(const AskedRule& a, const AskedRule& b) {
  return a.integration == b.integration;
}

bool is_pattern(std::string_view name) {
  return name.find('*') != std::string_view::npos;
}

/// Whether something is surely selected by both: a name that the other has too, or fits.
bool meet(const std::vector<std::string>& ones, const std::vector<std::string>& others) {
  for (const std::string& one : ones) {
    for (const std::string& other : others) {
      if (same_name(one, other)) return true;
      if (!is_pattern(one) && matches_pattern(other, one)) return true;
      if (!is_pattern(other) && matches_pattern(one, other)) return true;
    }
  }
  return false;
}

bool projects_meet(const Integration& a, const Integration& b) {
  return a.all_projects || b.all_projects || meet(a.projects, b.projects);
}

/// Whether the one has no project that the other has not.
bool all_within(const Integration& inner, const Integration& outer) {
  if (outer.all_projects) return true;
  return !inner.all_projects && std::ranges::all_of(inner.projects, [&](const std::string& one) {
    return std::ranges::any_of(outer.projects, [&](const std::string& other) {
      return same_name(one, other) || (!is_pattern(one) && matches_pattern(other, one));
    });
  });
}

/// Repositories or pipelines; where nothing is said of them, all are meant.
bool things_meet(ForEach kind, const Integration& a, const Integration& b) {
  const bool is_repository = kind == ForEach::repository;
  const auto& ones = is_repository ? a.repositories : a.pipelines;
  const auto& others = is_repository ? b.repositories : b.pipelines;
  if (ones.empty() && others.empty()) return projects_meet(a, b);
  // What one of them names is somewhere in its projects: only if the other has all of these, it has that too.
  if (ones.empty()) return all_within(b, a);
  if (others.empty()) return all_within(a, b);
  return (all_within(a, b) || all_within(b, a)) && meet(ones, others);
}

/// Whether the rule, which is for each project, is asked for this one.
bool is_asked_for(const AskedRule& asked, const std::string& project) {
  if (asked.integration == nullptr || asked.rule->for_each != ForEach::project) return false;
  const bool is_selected = asked.integration->all_projects ||
                           std::ranges::any_of(asked.integration->projects, [&](const std::string& name) {
                             return matches_pattern(name, project);
                           });
  return is_selected != asked.rule->of_others;
}

/// Where one of the rules is for what its installation does not select: a project that the other names is
/// that to it. Of repositories the text does not tell.
bool others_meet(const AskedRule& a, const AskedRule& b) {
  const AskedRule& away = a.rule->of_others ? a : b;
  const AskedRule& here = a.rule->of_others ? b : a;
  if (here.rule->of_others || here.integration == nullptr || here.rule->for_each != ForEach::project)
    return false;
  return std::ranges::any_of(here.integration->projects, [&](const std::string& name) {
    return !is_pattern(name) && is_asked_for(away, name);
  });
}

/// Whether the one rule, which is for each repository or pipeline, is surely asked for some in a project of
/// the other's installation.
bool lies_in(const AskedRule& things, const AskedRule& projects) {
  const Integration& inner = *things.integration;
  const auto& named = things.rule->for_each == ForEach::repository ? inner.repositories : inner.pipelines;
  return named.empty() ? projects_meet(inner, *projects.integration)
                       : all_within(inner, *projects.integration);
}

/// Whether there is something that both rules are asked for. Of one installation there is, because its rules
/// are about the same projects and what is in these; but where some have pipelines, others may have the
/// repositories.
bool subjects_meet(const AskedRule& a, const AskedRule& b) {
  if (a.rule->of_others || b.rule->of_others) return others_meet(a, b);
  if (is_one_installation(a, b)) {
    return a.rule->for_each == b.rule->for_each || a.rule->for_each == ForEach::project ||
           b.rule->for_each == ForEach::project;
  }
  if (a.integration == nullptr || b.integration == nullptr) return false;
  if (a.rule->for_each != b.rule->for_each) {
    if (b.rule->for_each == ForEach::project) return lies_in(a, b);
    return a.rule->for_each == ForEach::project && lies_in(b, a);
  }
  if (a.rule->for_each == ForEach::project) return projects_meet(*a.integration, *b.integration);
  return things_meet(a.rule->for_each, *a.integration, *b.integration);
}

bool is_one_place(const Place& a, const AskedRule& by_a, const Place& b, const AskedRule& by_b) {
  using Kind = Place::Kind;
  if (a.kind == Kind::organization || b.kind == Kind::organization) return a.kind == b.kind;
  if (a.kind == Kind::named_project && b.kind == Kind::named_project) return same_name(a.project, b.project);
  if (a.kind == Kind::named_project) return is_asked_for(by_b, a.project);
  if (b.kind == Kind::named_project) return is_asked_for(by_a, b.project);
  return subjects_meet(by_a, by_b);
}

/// Whether the installations surely mean one token. Who names none means all that the account has, and so the
/// one that another calls by its name; one with an id may be a dead namesake, which is set aside (DESIGN 2).
bool is_one_token(const AskedRule& a, const AskedRule& b) {
  if (is_one_installation(a, b)) return true;
  if (a.integration == nullptr || b.integration == nullptr) return false;
  const PatSelector& one = a.integration->pat;
  const PatSelector& other = b.integration->pat;
  if (!one.id.empty() || !other.id.empty()) return one.id == other.id;
  return one.name.empty() || other.name.empty() || one.name == other.name;
}

bool same_action(const Permission& a, const Permission& b) {
  return a.namespace_id == b.namespace_id && same_name(a.action, b.action);
}

/// Looking at the organization and at a project, without which nothing behind it can be done (API.md 5, rule
/// 11).
struct Gate {
  std::string_view namespace_name;
  Permission::Level level;
  std::string_view words;
};
constexpr std::string_view gate_action = "GENERIC_READ";
constexpr std::array gates{Gate{"Collection", Permission::Level::organization, "Collection/GENERIC_READ"},
                           Gate{"Project", Permission::Level::project, "Project/GENERIC_READ"}};

/// All that is done needs the organization's gate, and code that of its project.
bool is_needed(const Gate& gate, const Permission& permission) {
  return gate.level == Permission::Level::organization || permission.namespace_name == "Git Repositories";
}

bool is_gate_of(const Permission& permission, const Permission& behind) {
  return permission.action == gate_action && std::ranges::any_of(gates, [&](const Gate& gate) {
           return permission.level == gate.level && permission.namespace_name == gate.namespace_name &&
                  is_needed(gate, behind);
         });
}

const std::string* name_of(const AssignedRole& role, const AskedRule& by) {
  if (by.integration != nullptr) return &name_for(role.name, *by.integration);
  return role.name.parameter.empty() ? &role.name.text : nullptr;
}

/// Whether both are roles on one thing. Of any installation a parameter is the same thing as itself alone.
bool is_one_thing(const AssignedRole& a, const AskedRule& by_a, const AssignedRole& b,
                  const AskedRule& by_b) {
  if (a.resource != b.resource || !is_one_place(a.place, by_a, b.place, by_b)) return false;
  if (a.of_each || b.of_each) return true;
  if (a.of_all || b.of_all) return a.of_all == b.of_all;
  const std::string* one = name_of(a, by_a);
  const std::string* other = name_of(b, by_b);
  if (one != nullptr && other != nullptr) return same_name(*one, *other);
  return one == nullptr && other == nullptr && a.name.parameter == b.name.parameter;
}

/// Whether who has the one role surely has the other with it, or surely has not; nothing: no page tells.
std::optional<bool> includes(const Catalogue& catalogue, const AssignedRole& one, const AssignedRole& other) {
  const Catalogue::ResourceKind* kind = catalogue.find_resource_kind(one.resource);
  const auto* held = kind == nullptr ? nullptr : kind->find_role(one.role);
  const auto* wanted = kind == nullptr ? nullptr : kind->find_role(other.role);
  if (held == nullptr || wanted == nullptr) return std::nullopt;
  if (held == wanted || std::ranges::find(held->includes, wanted->name) != held->includes.end()) return true;
  if (held->apart || wanted->apart) return std::nullopt;
  return false;
}

/// A URL without what does not count (DESIGN 2): letter case, and a slash at the end.
std::string plain_url(std::string_view url) {
  if (url.ends_with('/')) url.remove_suffix(1);
  return fold_case(url);
}

/// The service's own: whoever is in the organization is in the one, and through any group of a project in the
/// other (API.md 4.5).
constexpr std::string_view valid_users_of_organization = "project collection valid users";
constexpr std::string_view valid_users_of_project = "project valid users";

/// Asks of two claims, in this order, whether they exclude each other; the other order is asked too.
class Judge {
 public:
  Judge(const AskedRule& a, const AskedRule& b, const Catalogue& catalogue)
      : a_(a), b_(b), catalogue_(catalogue) {}

  /// Most pairs say nothing to each other.
  template <class One, class Other>
  Clash operator()(const One& /*one*/, const Other& /*other*/) const {
    return Clash::none;
  }

  Clash operator()(const HoldsScope& held, const LacksScope& banned) const {
    if (!is_one_token(a_, b_)) return Clash::none;
    // By its very name it may be left out, where a scope that includes it is held in its place.
    if (banned.match == PatScopes::Match::literal && held.match == PatScopes::Match::effective) {
      return certain_if(held.id == banned.id && held.id == Catalogue::full_access);
    }
    if (banned.match == PatScopes::Match::literal) return certain_if(held.id == banned.id);
    return certain_if(catalogue_.holds(held.id, banned.id));
  }

  Clash operator()(const HoldsScope& held, const NoScopeBeyond& ceiling) const {
    if (!is_one_token(a_, b_)) return Clash::none;
    const PatScopes& allowed = *ceiling.allowed;
    const bool by_name =
        held.match == PatScopes::Match::literal && allowed.match == PatScopes::Match::literal;
    return certain_if(std::ranges::none_of(allowed.ids, [&](const std::string& id) {
      return by_name ? id == held.id : catalogue_.holds(id, held.id);
    }));
  }

  Clash operator()(const InGroup& required, const NotInGroup& banned) const {
    if (is_valid_users_of_organization(banned)) return Clash::certain;
    return certain_if((required.folded == banned.folded || banned.folded == valid_users_of_project) &&
                      is_one_place(required.place, a_, banned.place, b_));
  }

  Clash operator()(const IsActive& /*account*/, const NotInGroup& banned) const {
    return certain_if(is_valid_users_of_organization(banned));
  }

  Clash operator()(const InGroup& required, const NoGroupBeyond& ceiling) const {
    // Those of valid users are the service's own, which no ceiling is about.
    if (required.folded == valid_users_of_organization || required.folded == valid_users_of_project) {
      return Clash::none;
    }
    const bool is_allowed = std::ranges::any_of(
        ceiling.names, [&](const std::string& name) { return fold_case(name) == required.folded; });
    const bool is_bounded = is_one_place(required.place, a_, ceiling.place, b_);
    return is_bounded && !is_allowed ? Clash::unlikely : Clash::none;
  }

  Clash operator()(const MayDo& required, const MayNotDo& banned) const {
    if (in_the_way(required, banned) != nullptr) return Clash::certain;
    const Permission& wanted = *required.permission;
    const Permission& unwanted = *banned.permission;
    const bool is_behind = unwanted.place.kind == Place::Kind::organization ||
                           is_one_place(wanted.place, a_, unwanted.place, b_);
    return certain_if(is_behind && is_gate_of(unwanted, wanted));
  }

  Clash operator()(const MayDo& required, const NoPermissionBeyond& ceiling) const {
    return certain_if(!closed_gate(required, ceiling).empty() || in_the_way(required, ceiling) != nullptr);
  }

  /// What the other rule asks about where the required permission would be held, or above that.
  const Permission* in_the_way(const MayDo& required, const MayNotDo& banned) const {
    const Permission& unwanted = *banned.permission;
    const bool is_meant =
        same_action(*required.permission, unwanted) && is_reached(*required.permission, unwanted);
    return is_meant ? &unwanted : nullptr;
  }
  const Permission* in_the_way(const MayDo& required, const NoPermissionBeyond& ceiling) const {
    const Permission& wanted = *required.permission;
    if (is_kept_by_the_service(wanted)) return nullptr;
    const auto& allowed = ceiling.allowed->permissions;
    const auto leaves_it_out = [&](const Permission& each) {
      return is_reached(wanted, each) && std::ranges::none_of(allowed, [&](const Permission& other) {
               return same_action(other, wanted) && catalogue_.is_one_token(other, each);
             });
    };
    const auto found = std::ranges::find_if(allowed, leaves_it_out);
    return found == allowed.end() ? nullptr : &*found;
  }
  /// Other claims are not about permissions.
  template <class One, class Other>
  const Permission* in_the_way(const One& /*one*/, const Other& /*other*/) const {
    return nullptr;
  }

  /// The level of what is in the way, where that is above the required one.
  template <class One, class Other>
  std::optional<Permission::Level> level_above(const One& one, const Other& other) const {
    const Permission* found = in_the_way(one, other);
    if constexpr (std::is_same_v<One, MayDo>) {
      if (found != nullptr && catalogue_.is_below(*one.permission, *found)) return found->level;
    }
    return std::nullopt;
  }

  /// The gate of what is required that is bounded and not allowed, as the language words it; empty: there is
  /// none.
  std::string_view closed_gate(const MayDo& required, const NoPermissionBeyond& ceiling) const {
    const Permission& wanted = *required.permission;
    const auto& allowed = ceiling.allowed->permissions;
    for (const Gate& gate : gates) {
      const bool is_itself = wanted.namespace_name == gate.namespace_name && wanted.action == gate_action;
      if (is_itself || !is_needed(gate, wanted)) continue;
      const auto is_there = [&](const Permission& each) {
        return each.level == gate.level && each.namespace_name == gate.namespace_name &&
               (each.place.kind == Place::Kind::organization ||
                is_one_place(wanted.place, a_, each.place, b_));
      };
      const auto is_open = [&](const Permission& each) {
        return is_there(each) && each.action == gate_action;
      };
      if (std::ranges::any_of(allowed, is_there) && std::ranges::none_of(allowed, is_open)) return gate.words;
    }
    return {};
  }
  /// Other claims close no gate in this way.
  template <class One, class Other>
  std::string_view closed_gate(const One& /*one*/, const Other& /*other*/) const {
    return {};
  }

  Clash operator()(const AccessBetween& one, const AccessBetween& other) const {
    return certain_if(one.lowest > other.highest);
  }

  Clash operator()(const OfKind& one, const OfKind& other) const {
    return certain_if(one.kind != other.kind);
  }

  Clash operator()(const OfKind& one, const OwnsToken& /*token*/) const {
    return certain_if(one.kind == AccountState::Kind::service_principal);
  }

  Clash operator()(const OfKind& one, const HasAddress& /*address*/) const {
    return certain_if(one.kind == AccountState::Kind::service_principal);
  }

  Clash operator()(const DaysLeft& left, const LifeDays& life) const {
    return certain_if(left.least > life.most && is_one_token(a_, b_));
  }

  Clash operator()(const LivesAtLeast& least, const LifeDays& life) const {
    return certain_if(least.least > life.most && is_one_token(a_, b_));
  }

  Clash operator()(const TokenFor& one, const TokenFor& other) const {
    return certain_if(one.all_organizations != other.all_organizations && is_one_token(a_, b_));
  }

  Clash operator()(const HasRole& required, const LacksRole& banned) const {
    return certain_if(is_one_thing(*required.role, a_, *banned.role, b_) &&
                      includes(catalogue_, *required.role, *banned.role) == true);
  }

  Clash operator()(const HasRole& required, const NoRoleBeyond& ceiling) const {
    return certain_if(is_one_thing(*required.role, a_, *ceiling.role, b_) &&
                      includes(catalogue_, *ceiling.role, *required.role) == false);
  }

  Clash operator()(const HookThere& required, const NoHook& banned) const {
    const bool is_meant =
        required.event == banned.event &&
        (banned.hooks->to.empty() || banned.hooks->to == required.hooks->to) &&
        (banned.hooks->consumer.empty() || same_name(banned.hooks->consumer, required.hooks->consumer)) &&
        (banned.hooks->by_anyone || !required.hooks->by_anyone);
    return certain_if(is_meant && is_hook_seen(*required.hooks));
  }

  Clash operator()(const TypedUrl& one, const TypedUrl& other) const {
    constexpr std::string_view hole = "{organization}";
    const bool are_alike =
        (one.pattern.find(hole) == std::string::npos) == (other.pattern.find(hole) == std::string::npos);
    return certain_if(is_one_installation(a_, b_) && are_alike &&
                      plain_url(one.pattern) != plain_url(other.pattern));
  }

 private:
  static bool is_valid_users_of_organization(const NotInGroup& banned) {
    return banned.place.kind == Place::Kind::organization && banned.folded == valid_users_of_organization;
  }

  static Clash certain_if(bool excludes) { return excludes ? Clash::certain : Clash::none; }

  /// Whether the place of what is required is surely one at which the other rule asks, or below one: what
  /// must not be held at a place must not be held further down either.
  bool is_reached(const Permission& wanted, const Permission& other) const {
    if (is_one_place(wanted.place, a_, other.place, b_)) {
      return catalogue_.is_one_token(wanted, other) || catalogue_.is_below(wanted, other);
    }
    return other.place.kind == Place::Kind::organization && catalogue_.is_below(wanted, other);
  }

  /// What nobody can give is left out of what may be held at most.
  bool is_kept_by_the_service(const Permission& permission) const {
    const auto* space = catalogue_.find_namespace(permission.namespace_id);
    const auto* action = space == nullptr ? nullptr : space->find_action(permission.action);
    return action == nullptr || (action->bit & space->system_bits) != 0;
  }

  /// Whether a hook that the first rule requires is among those that the second looks at.
  bool is_hook_seen(const ServiceHooks& required) const {
    const ForEach where = a_.rule->for_each;
    const ForEach looked_at = b_.rule->for_each;
    if (looked_at == ForEach::nothing) return true;
    if (where == ForEach::nothing || !subjects_meet(a_, b_)) return false;
    // One for a part of the project may be for another repository.
    return looked_at != ForEach::repository || where == ForEach::repository || !required.limited;
  }

  const AskedRule& a_;
  const AskedRule& b_;
  const Catalogue& catalogue_;
};

struct TopicOf {
  Topic operator()(const HoldsScope&) const { return Topic::scopes; }
  Topic operator()(const LacksScope&) const { return Topic::scopes; }
  Topic operator()(const NoScopeBeyond&) const { return Topic::scopes; }
  Topic operator()(const InGroup&) const { return Topic::groups; }
  Topic operator()(const NotInGroup&) const { return Topic::groups; }
  Topic operator()(const NoGroupBeyond&) const { return Topic::groups; }
  Topic operator()(const MayDo&) const { return Topic::permissions; }
  Topic operator()(const MayNotDo&) const { return Topic::permissions; }
  Topic operator()(const NoPermissionBeyond&) const { return Topic::permissions; }
  Topic operator()(const AccessBetween&) const { return Topic::access; }
  Topic operator()(const OfKind&) const { return Topic::account; }
  Topic operator()(const OwnsToken&) const { return Topic::account; }
  Topic operator()(const HasAddress&) const { return Topic::account; }
  Topic operator()(const IsActive&) const { return Topic::groups; }  // the service puts it in some
  Topic operator()(const DaysLeft&) const { return Topic::token; }
  Topic operator()(const LifeDays&) const { return Topic::token; }
  Topic operator()(const LivesAtLeast&) const { return Topic::token; }
  Topic operator()(const TokenFor&) const { return Topic::token; }
  Topic operator()(const HasRole&) const { return Topic::roles; }
  Topic operator()(const LacksRole&) const { return Topic::roles; }
  Topic operator()(const NoRoleBeyond&) const { return Topic::roles; }
  Topic operator()(const HookThere&) const { return Topic::hooks; }
  Topic operator()(const NoHook&) const { return Topic::hooks; }
  Topic operator()(const TypedUrl&) const { return Topic::connection; }
};

bool names_a_project(const Claim& claim) {
  return std::visit(
      [](const auto& one) {
        if constexpr (requires { one.place.kind; }) return one.place.kind == Place::Kind::named_project;
        return false;
      },
      claim);
}

/// A rule for what its installation does not select may be for nothing; of a project by name it is known.
bool may_never_meet(const Made& a, const Made& b) {
  if (names_a_project(*a.claim) || names_a_project(*b.claim)) return false;
  return (a.by.rule->of_others || b.by.rule->of_others) && !others_meet(a.by, b.by);
}

}  // namespace

Topic topic_of(const Claim& claim) {
  return std::visit(TopicOf{}, claim);
}

Clash clash_of(const Made& a, const Made& b, const Catalogue& catalogue) {
  if (may_never_meet(a, b)) return Clash::none;
  const Clash clash = std::visit(Judge(a.by, b.by, catalogue), *a.claim, *b.claim);
  return clash != Clash::none ? clash : std::visit(Judge(b.by, a.by, catalogue), *b.claim, *a.claim);
}

std::string_view gate_left_out(const Made& a, const Made& b, const Catalogue& catalogue) {
  if (may_never_meet(a, b)) return {};
  const auto asked = [&](const Made& one, const Made& other) {
    const Judge judge(one.by, other.by, catalogue);
    return std::visit([&](const auto& x, const auto& y) { return judge.closed_gate(x, y); }, *one.claim,
                      *other.claim);
  };
  const std::string_view gate = asked(a, b);
  return gate.empty() ? asked(b, a) : gate;
}

std::optional<Permission::Level> level_above(const Made& a, const Made& b, const Catalogue& catalogue) {
  if (may_never_meet(a, b)) return std::nullopt;
  const auto asked = [&](const Made& one, const Made& other) {
    const Judge judge(one.by, other.by, catalogue);
    return std::visit([&](const auto& x, const auto& y) { return judge.level_above(x, y); }, *one.claim,
                      *other.claim);
  };
  const auto level = asked(a, b);
  return level ? level : asked(b, a);
}

}  // namespace patrol
