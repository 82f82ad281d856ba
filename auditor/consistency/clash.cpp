#include "auditor/consistency/clash.h"

#include "auditor/consistency/meeting.h"
#include "auditor/consistency/permission_clash.h"
#include "auditor/model/integration.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace patrol {
namespace {

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

const std::string* name_of(const AssignedRole& role, const AskedRule& by) {
  if (by.integration != nullptr) return &name_for(role.name, *by.integration);
  return role.name.parameter.empty() ? &role.name.text : nullptr;
}

/// Whether both name one thing. Of any installation a parameter is the same thing as itself alone.
bool is_one_name(const AssignedRole& a, const AskedRule& by_a, const AssignedRole& b, const AskedRule& by_b) {
  if (a.of_each || b.of_each) return true;
  if (a.of_all || b.of_all) return a.of_all == b.of_all;
  const std::string* one = name_of(a, by_a);
  const std::string* other = name_of(b, by_b);
  if (one != nullptr && other != nullptr) return same_name(*one, *other);
  return one == nullptr && other == nullptr && a.name.parameter == b.name.parameter;
}

/// Whether both are roles on one thing.
bool is_one_thing(const AssignedRole& a, const AskedRule& by_a, const AssignedRole& b,
                  const AskedRule& by_b) {
  return a.resource == b.resource && is_one_name(a, by_a, b, by_b) &&
         is_one_place(a.place, by_a, b.place, by_b);
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

constexpr std::string_view hole = ConnectionState::hole;

/// With the organization of the integration, where it is known.
std::string filled(std::string url, const Integration* integration) {
  if (integration == nullptr) return url;
  const std::string& name = integration->organization;
  for (auto at = url.find(hole); at != std::string::npos; at = url.find(hole, at + name.size())) {
    url.replace(at, hole.size(), name);
  }
  return url;
}

/// Whether the text can be of the form, in which any organization's name may stand.
bool may_be_of(const std::string& text, const std::string& form) {
  const auto first = form.find(hole);
  const auto last = form.rfind(hole);
  if (first == std::string::npos) return text == form;
  return text.size() >= form.size() - hole.size() && text.starts_with(form.substr(0, first)) &&
         text.ends_with(form.substr(last + hole.size()));
}

/// Whether one URL may be typed for both.
bool may_be_one_url(const TypedUrl& one, const TypedUrl& other, const Integration* integration) {
  const std::string a = plain_url(filled(one.pattern, integration));
  const std::string b = plain_url(filled(other.pattern, integration));
  return a == b || (a.find(hole) == std::string::npos && may_be_of(a, b)) ||
         (b.find(hole) == std::string::npos && may_be_of(b, a));
}

/// The service's own: whoever is in the organization is in the one, and through any group of a project in the
/// other (API.md 4.5).
constexpr std::string_view valid_users_of_organization = "project collection valid users";
constexpr std::string_view valid_users_of_project = "project valid users";

/// Asks of two claims, in this order, whether they exclude each other; the other order is asked too. Of
/// permissions permissions_clash() tells.
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
    const bool is_bounded = !is_allowed && is_one_place(required.place, a_, ceiling.place, b_);
    return is_bounded ? Clash::unlikely : Clash::none;
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
    return certain_if(is_one_installation(a_, b_) && !may_be_one_url(one, other, a_.integration));
  }

 private:
  static bool is_valid_users_of_organization(const NotInGroup& banned) {
    return banned.place.kind == Place::Kind::organization && banned.folded == valid_users_of_organization;
  }

  static Clash certain_if(bool excludes) { return excludes ? Clash::certain : Clash::none; }

  /// Whether a hook that the first rule requires is among those that the second looks at.
  bool is_hook_seen(const ServiceHooks& required) const {
    const Rule::ForEach where = a_.rule->for_each;
    const Rule::ForEach looked_at = b_.rule->for_each;
    if (looked_at == Rule::ForEach::nothing) return true;
    if (where == Rule::ForEach::nothing || !subjects_meet(a_, b_)) return false;
    // One for a part of the project may be for another repository.
    return looked_at != Rule::ForEach::repository || where == Rule::ForEach::repository || !required.limited;
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

}  // namespace

Topic topic_of(const Claim& claim) {
  return std::visit(TopicOf{}, claim);
}

Clash clash_of(const Made& a, const Made& b, const Catalogue& catalogue) {
  if (permissions_clash(a, b, catalogue)) return Clash::certain;
  // A rule for what its installation does not select may be for nothing; of a project by name it is known.
  if (may_never_meet(a.by, b.by) && !names_a_project(*a.claim) && !names_a_project(*b.claim))
    return Clash::none;
  const Clash clash = std::visit(Judge(a.by, b.by, catalogue), *a.claim, *b.claim);
  return clash != Clash::none ? clash : std::visit(Judge(b.by, a.by, catalogue), *b.claim, *a.claim);
}

}  // namespace patrol
