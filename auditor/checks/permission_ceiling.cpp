#include "auditor/checks/permission_ceiling.h"

#include "auditor/checks/join.h"
#include "auditor/checks/one_permission.h"
#include "auditor/checks/permission_doubts.h"
#include "auditor/checks/permission_place.h"
#include "auditor/facts/account.h"
#include "auditor/facts/permission_entries.h"
#include "auditor/model/concat.h"
#include "auditor/model/snapshot.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

/// Where it is allowed further down.
ExemptBelow exempt_for(const Permission& permission, const std::vector<AllowedBelow>& allowed,
                       const Catalogue& catalogue) {
  ExemptBelow exempt;
  for (const AllowedBelow& each : allowed) {
    const bool is_meant = same_name(each.permission->action, permission.action) &&
                          catalogue.is_below(*each.permission, permission);
    if (!is_meant) continue;
    exempt.tokens.push_back(each.tokens);
    exempt.open.insert(exempt.open.end(), each.open.begin(), each.open.end());
  }
  sort_unique(exempt.open);
  return exempt;
}

/// Whether an action of a namespace may be held at the place of the ceiling, and so further down in it.
bool is_allowed_here(const Permission& one, const AllowedByCeiling& allowed, const Catalogue& catalogue) {
  if (allowed.opens_gates && opens_gates(one)) return true;
  const auto is_it = [&](const Permission& each) {
    return same_name(each.action, one.action) && catalogue.is_one_token(each, one);
  };
  const auto comes_from_above = [&](const Permission& each) {
    return same_name(each.action, one.action) && catalogue.is_below(one, each);
  };
  return std::ranges::any_of(allowed.here, is_it) || std::ranges::any_of(allowed.above, comes_from_above);
}

bool lists_action(const SecurityNamespace& space, std::string_view action_name) {
  return std::ranges::any_of(space.actions,
                             [&](const auto& action) { return same_name(action.name, action_name); });
}

/// What is named and not listed may be there by another name, and then the ceiling bounds it.
void doubt_names_not_listed(const SecurityNamespace& space, const Permission& named,
                            const AllowedByCeiling& allowed, const Question& question, Outcome& outcome) {
  for (const Permission& each : allowed.here) {
    if (lists_action(space, each.action) || !question.catalogue.is_one_token(each, named)) continue;
    if (!live_bit(question.facts.view(), each, outcome.support)) outcome.holds = Truth::unknown;
  }
}

/// Bits that may be held although the service lists no action for them: those of actions that the catalogue
/// alone knows, and those that an entry at the place, above it or further down allows to somebody.
std::int64_t bits_not_listed(const SecurityNamespace& space, const Permission& named,
                             const Question& question) {
  const View& view = question.facts.view();
  std::int64_t bits = 0;
  if (const auto* const known = question.catalogue.find_namespace(space.id); known != nullptr) {
    for (const Catalogue::Action& action : known->actions) bits |= action.bit;
  }
  const auto add = [&](const AccessControlList& list) {
    for (const AccessControlEntry& entry : list.entries) bits |= entry.allow;
  };
  Support told_by_the_others;
  for (const std::string& token : permission_chain(named, question, told_by_the_others)) {
    const auto& read = view.access_control(space.id, token).known;
    if (!read) continue;
    if (const auto& list = read.value()) add(*list);
  }
  if (const auto top = permission_top(named, question)) {
    std::ranges::for_each(view.lists_below(space.id, *top).known.items, add);
  }
  for (const SecurityNamespace::Action& action : space.actions) bits &= ~action.bit;
  return bits & ~space.system_bits;
}

/// Called as the catalogue calls it, unless the service has the action of that name elsewhere.
Permission not_listed(std::int64_t bit, const SecurityNamespace& space, const Permission& named,
                      const Catalogue& catalogue) {
  Permission other = named;
  other.bit = bit;
  other.action = concat({"bit ", std::to_string(bit)});
  other.words = concat({other.action, " of ", named.namespace_name});
  const auto* const known = catalogue.find_namespace(space.id);
  if (known == nullptr) return other;
  const auto action = std::ranges::find(known->actions, bit, &Catalogue::Action::bit);
  if (action == known->actions.end() || lists_action(space, action->name)) return other;
  const std::string& label = action->display_name.empty() ? action->name : action->display_name;
  other.words = concat({label, " (", other.words, ")"});
  other.action = action->name;
  return other;
}

/// That a bit is held of which nobody can tell what it lets the account do.
Outcome held_and_not_listed(const Permission& other, const Outcome& held, const Question& question) {
  Outcome outcome;
  outcome.path = held.path;
  outcome.support.add_reads(held.support.reads);
  outcome.support.add_gap(
      {Gap::Kind::not_decidable, concat({other.words, " for ", account_name(*question.account().identity)}),
       concat({"the entries say ", held.observed, ", and the service lists no action of that bit"}),
       "look in the portal at what the account may do there, and take the entry away or tell the authors of "
       "patrol"});
  return outcome;
}

/// Adds what keeps one other action from being surely not held.
void add_beyond(const Permission& other, const AllowedByCeiling& allowed, const Question& question,
                std::vector<Outcome>& outcomes) {
  if (is_allowed_here(other, allowed, question.catalogue)) return;
  const ExemptBelow exempt = exempt_for(other, allowed.further_down, question.catalogue);
  Outcome outcome = decide_one_permission(other, question, Asking::beyond, exempt);
  outcome.expected.clear();
  // Of what the account may not do there is much, and nothing to say.
  if (outcome.holds == Truth::yes) {
    outcomes.front().support.add_reads(outcome.support.reads);
    return;
  }
  const bool is_of_no_name = other.bit.has_value() && outcome.holds == Truth::no;
  outcomes.push_back(is_of_no_name ? held_and_not_listed(other, outcome, question) : std::move(outcome));
}

/// Every other action of a namespace, as the service lists it now, must not be allowed, nor a bit that it
/// lists no action for. What the service keeps for itself (system bits) no one can give.
Outcome decide_nothing_else(const SecurityNamespace& space, const Permission& named,
                            const AllowedByCeiling& allowed, const Question& question) {
  std::vector<Outcome> outcomes(1);
  outcomes.front().expected = "nothing else of " + named.namespace_name;
  outcomes.front().holds = Truth::yes;
  doubt_names_not_listed(space, named, allowed, question, outcomes.front());
  for (const SecurityNamespace::Action& action : space.actions) {
    if ((action.bit & space.system_bits) != 0) continue;
    Permission other = named;
    other.action = action.name;
    other.words = action.display_name.empty() ? action.name : action.display_name;
    add_beyond(other, allowed, question, outcomes);
  }
  const std::int64_t bits = bits_not_listed(space, named, question);
  for (int place = 0; place < std::numeric_limits<std::int64_t>::digits; ++place) {
    const std::int64_t bit = std::int64_t{1} << place;
    if ((bits & bit) == 0) continue;
    add_beyond(not_listed(bit, space, named, question.catalogue), allowed, question, outcomes);
  }
  Outcome& nothing_else = outcomes.front();
  if (nothing_else.holds == Truth::yes) {
    nothing_else.observed = nothing_else.expected;
    if (const Identity* account = question.account().identity; account != nullptr) {
      nothing_else.message = account_name(*account) + " has " + nothing_else.expected;
    }
  }
  return join_all(std::move(outcomes));
}

}  // namespace

std::vector<Outcome> decide_nothing_beyond(const AllowedByCeiling& allowed, const Question& question) {
  const auto& namespaces = question.facts.view().namespaces();
  std::vector<Outcome> outcomes;
  std::vector<Permission> done;
  for (const Permission& named : allowed.here) {
    const auto is_done = [&](const Permission& each) { return question.catalogue.is_one_token(each, named); };
    if (std::ranges::any_of(done, is_done)) continue;
    done.push_back(named);
    const auto space = std::ranges::find(namespaces.known.items, named.namespace_id, &SecurityNamespace::id);
    if (space != namespaces.known.items.end()) {
      outcomes.push_back(decide_nothing_else(*space, named, allowed, question));
      continue;
    }
    // Asked all the same, so that what it needs is read side by side.
    Outcome outcome = decide_one_permission(named, question, Asking::beyond);
    outcome.holds = Truth::unknown;
    outcome.expected = "nothing else of " + named.namespace_name;
    outcome.support.add_reads(namespaces.reads);
    outcome.support.add_gap(namespaces.known.rest.value_or(
        Gap{Gap::Kind::not_decidable, "the permissions of " + named.namespace_name,
            "the service does not list this namespace", "update patrol"}));
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

Outcome decide_required_only(const RequiredHere& required, const Question& question) {
  Outcome outcome;
  if (!required.permissions.empty()) {
    const AllowedByCeiling allowed{required.permissions, required.above, required.below, true};
    outcome = join_all(decide_nothing_beyond(allowed, question));
    // One more rule allows more, and bounds the namespaces that it names.
    const auto& open = outcome.holds == Truth::no ? required.unplaced : required.may_bound;
    if (outcome.holds == Truth::unknown || open.empty()) return outcome;
    outcome.holds = Truth::unknown;
    outcome.support.add_gap({Gap::Kind::not_decidable, "which permissions may be held here",
                             "whether " + join_words(open) + " is asked here is not known",
                             "see what keeps that from being decided"});
    return outcome;
  }
  outcome.expected = "no permission beyond what is required";
  outcome.support.add_gap({Gap::Kind::not_decidable, "which permissions may be held here",
                           "no rule that is switched on requires one at this level, so that none is bounded",
                           "name the permissions in the rule, or give it a `when`"});
  return outcome;
}

}  // namespace patrol
