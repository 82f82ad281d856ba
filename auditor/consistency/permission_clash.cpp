#include "auditor/consistency/permission_clash.h"

#include "auditor/consistency/meeting.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <variant>
#include <vector>

namespace patrol {
namespace {

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

const Permission* banned_by(const Claim& claim) {
  const auto* banned = std::get_if<MayNotDo>(&claim);
  return banned == nullptr ? nullptr : banned->permission;
}

const std::vector<Permission>* allowed_by(const Claim& claim) {
  const auto* ceiling = std::get_if<NoPermissionBeyond>(&claim);
  return ceiling == nullptr ? nullptr : &ceiling->allowed->permissions;
}

/// A permission that one rule requires, held against what another says of permissions.
class Wanted {
 public:
  Wanted(const Permission& permission, const AskedRule& by, const Made& other, const Catalogue& catalogue)
      : wanted_(permission),
        by_(by),
        other_by_(other.by),
        banned_(banned_by(*other.claim)),
        allowed_(allowed_by(*other.claim)),
        catalogue_(catalogue) {}

  bool is_excluded() const { return in_the_way() != nullptr || is_gate_banned() || !closed_gate().empty(); }

  /// The level of what is in the way, where that is above the required one.
  std::optional<Permission::Level> higher_level() const {
    const Permission* found = in_the_way();
    if (found == nullptr || !catalogue_.is_below(wanted_, *found)) return std::nullopt;
    return found->level;
  }

  /// The gate of what is required that is bounded and not allowed, as the language words it; empty: there is
  /// none.
  std::string_view closed_gate() const {
    if (allowed_ == nullptr) return {};
    for (const Gate& gate : gates) {
      const bool is_itself = wanted_.namespace_name == gate.namespace_name && wanted_.action == gate_action;
      if (is_itself || !is_needed(gate, wanted_)) continue;
      const auto is_there = [&](const Permission& each) {
        return each.level == gate.level && each.namespace_name == gate.namespace_name && is_before(each);
      };
      const auto is_open = [&](const Permission& each) {
        return is_there(each) && each.action == gate_action;
      };
      if (std::ranges::any_of(*allowed_, is_there) && std::ranges::none_of(*allowed_, is_open))
        return gate.words;
    }
    return {};
  }

 private:
  /// What the other rule asks about where the required permission would be held, or above that; null: nothing
  /// that excludes it.
  const Permission* in_the_way() const {
    if (banned_ != nullptr) return same_action(wanted_, *banned_) && is_reached(*banned_) ? banned_ : nullptr;
    if (allowed_ == nullptr || is_kept_by_the_service()) return nullptr;
    const auto leaves_it_out = [&](const Permission& each) {
      return is_reached(each) && std::ranges::none_of(*allowed_, [&](const Permission& other) {
               return lets_through(other, each);
             });
    };
    const auto found = std::ranges::find_if(*allowed_, leaves_it_out);
    return found == allowed_->end() ? nullptr : &*found;
  }

  /// Whether what the ceiling names allows the required permission where it bounds the other: there, further
  /// up, or on the way down to where it would be held. That may be one of the things that the ceiling is
  /// asked of.
  bool lets_through(const Permission& named, const Permission& bound) const {
    if (!same_action(named, wanted_)) return false;
    if (catalogue_.is_one_token(named, bound) || catalogue_.is_below(bound, named)) return true;
    return catalogue_.is_below(named, bound) &&
           (catalogue_.is_one_token(wanted_, named) || catalogue_.is_below(wanted_, named));
  }

  bool is_gate_banned() const {
    return banned_ != nullptr && is_gate_of(*banned_, wanted_) && is_before(*banned_);
  }

  /// Whether it is surely asked of the organization or of the project in which the required one would be
  /// held.
  bool is_before(const Permission& gate) const {
    return gate.place.kind == Place::Kind::organization ||
           is_one_place(wanted_.place, by_, gate.place, other_by_);
  }

  /// Whether the place of what is required is surely one at which the other rule asks, or below one: what
  /// must not be held at a place must not be held further down either.
  bool is_reached(const Permission& other) const {
    const bool is_there = catalogue_.is_one_token(wanted_, other);
    if (!is_there && !catalogue_.is_below(wanted_, other)) return false;
    // Asked last: the projects of two installations are compared name by name.
    return (!is_there && other.place.kind == Place::Kind::organization) ||
           is_one_place(wanted_.place, by_, other.place, other_by_);
  }

  /// What nobody can give is left out of what may be held at most.
  bool is_kept_by_the_service() const {
    const auto* space = catalogue_.find_namespace(wanted_.namespace_id);
    const auto* action = space == nullptr ? nullptr : space->find_action(wanted_.action);
    return action == nullptr || (action->bit & space->system_bits) != 0;
  }

  const Permission& wanted_;
  const AskedRule& by_;
  const AskedRule& other_by_;
  const Permission* banned_;                ///< null: the other rule forbids none
  const std::vector<Permission>* allowed_;  ///< null: the other rule bounds none
  const Catalogue& catalogue_;
};

/// What one of both requires; nothing where neither requires a permission, or the rules may never meet.
std::optional<Wanted> wanted_in(const Made& a, const Made& b, const Catalogue& catalogue) {
  if (may_never_meet(a.by, b.by)) return std::nullopt;
  if (const auto* required = std::get_if<MayDo>(a.claim)) {
    return Wanted(*required->permission, a.by, b, catalogue);
  }
  if (const auto* required = std::get_if<MayDo>(b.claim)) {
    return Wanted(*required->permission, b.by, a, catalogue);
  }
  return std::nullopt;
}

}  // namespace

bool permissions_clash(const Made& a, const Made& b, const Catalogue& catalogue) {
  const auto wanted = wanted_in(a, b, catalogue);
  return wanted && wanted->is_excluded();
}

std::string_view gate_left_out(const Made& a, const Made& b, const Catalogue& catalogue) {
  const auto wanted = wanted_in(a, b, catalogue);
  return wanted ? wanted->closed_gate() : std::string_view();
}

std::optional<Permission::Level> level_above(const Made& a, const Made& b, const Catalogue& catalogue) {
  const auto wanted = wanted_in(a, b, catalogue);
  return wanted ? wanted->higher_level() : std::nullopt;
}

}  // namespace patrol
