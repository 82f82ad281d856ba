#include "auditor/checks/access_level.h"
#include "auditor/checks/branch_name.h"
#include "auditor/checks/common.h"
#include "auditor/checks/join.h"
#include "auditor/checks/least_holder.h"
#include "auditor/checks/permission_doubts.h"
#include "auditor/checks/permission_place.h"
#include "auditor/checks/permission_remedy.h"
#include "auditor/checks/rows.h"
#include "auditor/checks/ways_out.h"
#include "auditor/facts/licence.h"
#include "auditor/facts/permission_below.h"
#include "auditor/facts/permission_entries.h"
#include "auditor/model/concat.h"
#include "auditor/model/rule_mode.h"
#include "auditor/model/snapshot.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// Without the licence nothing is allowed, whatever the lists say and also where they could not be read
/// (API.md 5, rule 10; trap 30). Whether the licence decided.
bool apply_licence(const Question& question, const Permission& permission, const Identity& account,
                   bool forbids, PermissionAnswer& answer) {
  const auto* const space = question.catalogue.find_namespace(permission.namespace_id);
  const bool is_public = question.project != nullptr && question.project->visibility == "public";
  if (space == nullptr || !space->licence || question.project == nullptr || is_public) return false;
  // A build service holds no licence, and needs none.
  if (is_build_service(account)) return false;
  const LicenceAnswer licence = find_licence(question.facts.view(), question.catalogue, account);
  if (answer.is_allowed == Truth::no) return false;
  const bool is_enough = licence.level && *licence.level >= *space->licence;
  const bool is_private = question.project->visibility == "private";
  // A disabled one comes back with the account, and of projects that are open to the organization no page
  // tells.
  const bool may_come_back = forbids && licence.when_enabled && *licence.when_enabled >= *space->licence;
  if (licence.level && !is_enough && (may_come_back || !is_private)) {
    answer.is_allowed = Truth::unknown;
    answer.support.add(licence.support);
    answer.support.add_gap({Gap::Kind::not_decidable, permission.words + " for " + account_name(account),
                            "the access level " + licence.observed +
                                (may_come_back ? " takes it away only while it is disabled"
                                               : " takes it away in private projects, which this one is not"),
                            "Organization settings › Users: look at the access level, or try it by hand"});
    return false;
  }
  if (licence.level && !is_enough) {
    answer.is_allowed = Truth::no;
    answer.support.gaps.clear();
    answer.support.add(licence.support);
    if (!answer.observed.empty()) answer.observed += ", which ";
    answer.observed += "the access level " + licence.observed + " takes away";
    answer.path.push_back("access level " + licence.observed);
    return true;
  }
  answer.support.add(licence.support);
  if (!is_enough) answer.is_allowed = Truth::unknown;
  return false;
}

/// Of a public project no entry keeps anybody away. There is no call: it is about everybody.
Remediation make_private() {
  return {"Project settings › Overview › Visibility: Private", "",
          "whoever is in no group of the project is shown it no longer"};
}

/// How a permission is asked about: it has to be held, must not be, or is beyond a ceiling, where what
/// everybody has is not held against the account.
enum class Asking { required, forbidden, beyond };

bool is_everybodys_and_counts(const Permission& permission, const Question& question, Asking asking) {
  return asking == Asking::forbidden && is_shown_to_everybody(question, permission);
}

Remediation remedy_for(const DecidedPermission& decided, Asking asking, bool is_taken_away) {
  const bool forbids = asking != Asking::required;
  if (is_everybodys_and_counts(decided.permission, decided.question, asking)) {
    Remediation remediation = make_private();
    if (!decided.answer.decided_by.empty()) add_steps(remediation, take_it_away(decided));
    remediation.call.clear();
    return remediation;
  }
  if (!is_taken_away) return forbids ? take_it_away(decided) : allow_it(decided);
  const auto* const space = decided.question.catalogue.find_namespace(decided.permission.namespace_id);
  if (space == nullptr) return {};
  return change_access_level(space->licence.value_or(AccessLevel::basic), decided.account, decided.question);
}

/// Of a permission that is beyond a ceiling at its place: where it is allowed further down.
struct Exempt {
  std::vector<const TokenSet*> tokens;
  std::vector<std::string> open;  ///< rules of which not all the places are known
};

Exempt exempt_for(const Permission& permission, const std::vector<AllowedBelow>& allowed,
                  const Catalogue& catalogue) {
  Exempt exempt;
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

/// What must not be held at a place must not be held further down in it either: on a branch, in a folder; but
/// where it is allowed there.
void look_below(const Permission& permission, const Question& question, const Identity* account,
                const std::vector<std::string>& chain, const Exempt& exempt, PermissionAnswer& answer) {
  const auto top = permission_top(permission, question);
  if (!top || chain.empty()) return;
  PermissionAnswer below = decide_permission_below(question.facts.view(), question.facts.memberships(),
                                                   account, permission, chain, *top, exempt.tokens);
  if (account == nullptr) return;
  if (answer.is_allowed == Truth::yes) {
    // What is held here too is not the whole of it.
    answer.open_places = std::move(below.open_places);
    answer.also_below = std::move(below.also_below);
    if (below.is_allowed == Truth::yes) {
      answer.also_below.emplace_back(std::move(below.decided_at), std::move(below.decided_by));
    }
    return;
  }
  doubt_absent_lists(question, permission, below);
  if (below.is_allowed == Truth::yes && !exempt.open.empty()) {
    below.is_allowed = Truth::unknown;
    below.support.add_gap({Gap::Kind::not_decidable, permission.words + " further down",
                           "it is held at " + below.decided_at + ", and whether " + join_words(exempt.open) +
                               " is asked there is not known",
                           "see what keeps that from being decided"});
  }
  if (below.is_allowed == Truth::yes) {
    if (answer.is_allowed == Truth::unknown) {
      below.open_places.push_back("at " + normal_token(chain.front()));
    }
    below.support.add_reads(answer.support.reads);
    answer = std::move(below);
    return;
  }
  answer.support.add(below.support);
  if (below.is_allowed == Truth::unknown) answer.is_allowed = Truth::unknown;
}

/// Who loses it loses all that is behind it.
Reach reach_of_gate(const Permission& gate) {
  return gate.level == Permission::Level::organization ? Reach::organization : Reach::project;
}

/// Where it must not be held each place where it is, and each of which that is not known, is a fault by
/// itself: who excuses one has not excused the next. Where it is asked it is held whichever list above says
/// it. What everybody is shown is held by nobody's entry.
std::vector<std::string> faults_of_permission(const Permission& permission, const Question& question,
                                              Asking asking, const std::vector<std::string>& chain,
                                              const PermissionAnswer& answer) {
  const std::string what = permission.namespace_id + "/" + permission.action;
  if (asking == Asking::required) return {"may not " + what + (chain.empty() ? "" : " at " + chain.front())};
  const std::string here = chain.empty() ? std::string() : normal_token(chain.front());
  std::vector<std::string> faults;
  if (is_everybodys_and_counts(permission, question, asking)) {
    faults.push_back(concat({"everybody has ", what, " at ", here}));
  }
  const auto held_at = [&](const std::string& token) {
    const bool is_here = std::ranges::find(chain, token) != chain.end();
    faults.push_back(concat({"has ", what, " at ", is_here ? here : normal_token(token)}));
  };
  if (!answer.decided_at.empty()) held_at(answer.decided_at);
  for (const auto& [token, by] : answer.also_below) held_at(token);
  for (const std::string& place : answer.open_places) {
    faults.push_back(concat({"not known: ", what, " ", place}));
  }
  return faults;
}

Outcome decide_one(const Permission& permission, const Question& question, Asking asking,
                   const Exempt& exempt = {}) {
  const bool forbids = asking != Asking::required;
  Outcome outcome;
  outcome.expected = concat({permission.words, forbids ? " not allowed" : " allowed"});

  if (permission.place.kind != Place::Kind::organization && question.project == nullptr) {
    outcome.support.add_gap({Gap::Kind::not_decidable, "the permission " + permission.words,
                             "it is asked in a project, and the rule is not for each project",
                             "add `for_each: project` to the rule"});
    return outcome;
  }
  const auto chain = permission_chain(permission, question, outcome.support);
  const Identity* account = account_for(question, outcome);
  PermissionAnswer answer =
      decide_permission(question.facts.view(), question.facts.memberships(), account, permission, chain);
  std::vector<std::vector<std::string>> openers;
  if (!forbids) openers = doubt_closed_gates(question, permission, account, answer);
  if (account != nullptr) doubt_absent_lists(question, permission, answer);
  // What is surely held further down is held, whatever is hidden here.
  if (forbids) look_below(permission, question, account, chain, exempt, answer);
  if (account == nullptr) return outcome;
  doubt_administrator(question, *account, permission, answer);
  if (asking != Asking::beyond) doubt_visibility(question, permission, forbids, answer);
  doubt_inactive(*account, permission, answer);
  // What a licence takes away does not hold, whatever the entries are. That is no reason for saying that an
  // inactive account will not have what is forbidden: it may be given another when it is activated again.
  const bool is_taken_away =
      (account->is_active || !forbids) && apply_licence(question, permission, *account, forbids, answer);

  outcome.support.add(answer.support);
  outcome.holds = forbids ? !answer.is_allowed : answer.is_allowed;
  const bool is_allowed = answer.is_allowed == Truth::yes;
  if (is_allowed && !forbids) {
    outcome.held_through = std::move(openers);
    outcome.held_through.push_back(least_first(answer.decided_by, *account));
  }
  if (const auto branch = branch_of(answer.decided_at); branch && !branch->empty() && is_allowed) {
    answer.observed += " (branch " + *branch + ")";
  }
  outcome.message = concat({account_name(*account), is_allowed ? " has " : " does not have ",
                            permission.words, answer.observed.empty() ? "" : ": ", answer.observed});
  if (outcome.holds == Truth::no && question.in_words) {
    outcome.faults = faults_of_permission(permission, question, asking, chain, answer);
    if (!chain.empty()) {
      const DecidedPermission decided{permission, question, *account, chain, answer};
      outcome.remediation = remedy_for(decided, asking, is_taken_away);
      if (is_everybodys_and_counts(permission, question, asking)) outcome.reach = Reach::project;
      if (forbids && opens_gates(permission)) outcome.reach = reach_of_gate(permission);
    }
  }
  outcome.observed = std::move(answer.observed);
  outcome.path = std::move(answer.path);
  outcome.notices = std::move(answer.notices);
  return outcome;
}

/// What a ceiling allows.
struct Allowed {
  const std::vector<Permission>& here;
  const std::vector<Permission>& above;           ///< of what the place is in; bounds nothing
  const std::vector<AllowedBelow>& further_down;  ///< there alone, and not at the place of the ceiling
  bool opens_gates = false;                       ///< what opens a gate is allowed unnamed
};

/// Whether an action of a namespace may be held at the place of the ceiling, and so further down in it.
bool is_allowed_here(const Permission& one, const Allowed& allowed, const Catalogue& catalogue) {
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
void doubt_names_not_listed(const SecurityNamespace& space, const Permission& named, const Allowed& allowed,
                            const Question& question, Outcome& outcome) {
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
void add_beyond(const Permission& other, const Allowed& allowed, const Question& question,
                std::vector<Outcome>& outcomes) {
  if (is_allowed_here(other, allowed, question.catalogue)) return;
  const Exempt exempt = exempt_for(other, allowed.further_down, question.catalogue);
  Outcome outcome = decide_one(other, question, Asking::beyond, exempt);
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
Outcome decide_nothing_else(const SecurityNamespace& space, const Permission& named, const Allowed& allowed,
                            const Question& question) {
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

/// The like for each of the namespaces and levels that are named, levels of one token being one.
std::vector<Outcome> decide_nothing_beyond(const Allowed& allowed, const Question& question) {
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
    Outcome outcome = decide_one(named, question, Asking::beyond);
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

/// Nothing beyond what the account's rules require here. Where they require nothing, nothing is bounded.
Outcome decide_required_only(const RequiredHere& required, const Question& question) {
  Outcome outcome;
  if (!required.permissions.empty()) {
    const Allowed allowed{required.permissions, required.above, required.below, true};
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

/// What a rule names at two levels it allows at the upper one in all that is under it, and at the lower one
/// on the things that it is asked of. What another part of the rule names this one does not allow.
std::vector<AllowedBelow> named_below(const std::vector<Permission>& named, const Question& question) {
  std::vector<AllowedBelow> below;
  std::ranges::copy_if(question.named_below, std::back_inserter(below), [&](const AllowedBelow& each) {
    return std::ranges::find(named, *each.permission) != named.end();
  });
  return below;
}

Outcome decide_permissions(const Permissions& wanted, const Question& question) {
  if (wanted.required_only) {
    // Nobody asks without having looked at the other rules; if somebody did, it would not be known.
    if (question.required == nullptr) return {};
    return decide_required_only(*question.required, question);
  }
  std::vector<Outcome> outcomes;
  if (question.mode() != Rule::Mode::at_most) {
    for (const Permission& permission : wanted.permissions) {
      outcomes.push_back(
          decide_one(permission, question,
                     question.mode() == Rule::Mode::forbid ? Asking::forbidden : Asking::required));
    }
  }
  if (is_ceiling(question.mode())) {
    const std::vector<AllowedBelow> below = named_below(wanted.permissions, question);
    std::vector<Outcome> others =
        decide_nothing_beyond({wanted.permissions, wanted.permissions, below}, question);
    std::ranges::move(others, std::back_inserter(outcomes));
  }
  return join_all(std::move(outcomes));
}

}  // namespace

constexpr Check permissions_check = make_check<Permissions, decide_permissions>(
    "permissions",
    "allow and deny on security namespaces, as the entries of the account and its groups give it");

}  // namespace patrol
