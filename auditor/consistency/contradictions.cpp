#include "auditor/consistency/contradictions.h"

#include "auditor/consistency/claim_words.h"
#include "auditor/consistency/clash.h"
#include "auditor/consistency/permission_clash.h"
#include "auditor/consistency/together.h"
#include "auditor/model/parts.h"
#include "auditor/model/snapshot.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace patrol {
namespace {

/// Enough to mend before one looks again.
constexpr std::size_t most_found = 200;
/// More names than these are not told one by one.
constexpr std::size_t most_names = 5;

using Rules = std::vector<const Rule*>;

/// What was found: claims of which one is not so. The first is of the rule where it is told; of a rule that
/// asks for one of several ways the others each close one of them.
struct Found {
  std::vector<Made> made;
  Clash clash = Clash::certain;
  bool closes_all_ways = false;
  std::set<std::string> installations;  ///< names of those that it concerns
};

/// What is looked at together.
enum class Scene {
  policy,        ///< rules of one policy, for any installation
  installation,  ///< those that one installation is asked
  account        ///< those of several installations; what one of them brings about by itself is left out
};

/// Looks for claims of some rules that exclude each other.
class Search {
 public:
  /// `together`: whether there can be somebody who is asked all of these.
  Search(const std::vector<AskedRule>& asked, const Catalogue& catalogue, Scene scene,
         std::function<bool(const Rules&)> together)
      : asked_(asked), catalogue_(catalogue), scene_(scene), together_(std::move(together)) {
    demands_.reserve(asked.size());
    for (const AskedRule& each : asked) {
      demands_.push_back(demand_of(each));
      places_.try_emplace(each.rule, places_.size());
    }
    for (std::size_t i = 0; i < asked.size(); ++i) collect(demands_[i], i);
  }

  std::vector<Found> run() {
    for (const auto& claims : certain_) compare_all(claims);
    for (std::size_t i = 0; i < asked_.size(); ++i) look_for_ways(demands_[i], i);
    std::vector<Found> all;
    all.reserve(pairs_.size() + closed_.size());
    for (auto& [rules, found] : pairs_) all.push_back(std::move(found));
    std::ranges::move(closed_, std::back_inserter(all));
    return all;
  }

 private:
  /// The claims that have to be so whatever else is.
  void collect(const Demand& demand, std::size_t rule) {
    if (demand.kind == Demand::Kind::claim) {
      const Topic topic = topic_of(demand.claim);
      certain_.at(static_cast<std::size_t>(topic)).push_back({asked_[rule], &demand.claim});
    } else if (demand.kind == Demand::Kind::all || demand.parts.size() == 1) {
      for (const Demand& part : demand.parts) collect(part, rule);
    }
  }

  bool is_of_scene(const AskedRule& a, const AskedRule& b) const {
    return scene_ != Scene::account || a.integration != b.integration;
  }

  void compare_all(const std::vector<Made>& claims) {
    for (std::size_t i = 1; i < claims.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (pairs_.size() >= most_found) return;
        compare(claims[i], claims[j]);
      }
    }
  }

  void compare(const Made& later, const Made& earlier) {
    if (!is_of_scene(later.by, earlier.by)) return;
    const Clash clash = clash_of(later, earlier, catalogue_);
    if (clash == Clash::none || !together_({later.by.rule, earlier.by.rule})) return;
    const auto [place, is_new] = pairs_.try_emplace({places_.at(later.by.rule), places_.at(earlier.by.rule)});
    Found& found = place->second;
    if (is_new || (found.clash == Clash::unlikely && clash == Clash::certain)) {
      found.made = {later, earlier};
      found.clash = clash;
    }
    note_installations(found, later.by, earlier.by);
  }

  static void note_installations(Found& found, const AskedRule& a, const AskedRule& b) {
    for (const AskedRule* each : {&a, &b}) {
      if (each->integration != nullptr) found.installations.insert(each->integration->name);
    }
  }

  /// Places in a rule where any of several ways will do, and each is closed.
  void look_for_ways(const Demand& demand, std::size_t rule) {
    if (demand.kind == Demand::Kind::all || demand.parts.size() == 1) {
      for (const Demand& part : demand.parts) look_for_ways(part, rule);
      return;
    }
    if (demand.kind != Demand::Kind::any || pairs_.size() + closed_.size() >= most_found) return;
    Found found{.made = {}, .clash = Clash::certain, .closes_all_ways = true, .installations = {}};
    Rules rules{asked_[rule].rule};
    if (!is_closed(demand, rule, rules, found)) return;
    if (std::ranges::none_of(found.made,
                             [&](const Made& each) { return is_of_scene(each.by, asked_[rule]); }))
      return;
    for (const Made& each : found.made) note_installations(found, each.by, asked_[rule]);
    found.made.insert(found.made.begin(), Made{asked_[rule], nullptr});
    closed_.push_back(std::move(found));
  }

  /// Whether the demand can not be met beside what all claim; `found` gets what closes it, `rules` whose that
  /// is.
  bool is_closed(const Demand& demand, std::size_t rule, Rules& rules, Found& found) const {
    switch (demand.kind) {
      case Demand::Kind::claim: return is_excluded({asked_[rule], &demand.claim}, rules, found);
      case Demand::Kind::all:
        return std::ranges::any_of(demand.parts,
                                   [&](const Demand& part) { return is_closed(part, rule, rules, found); });
      case Demand::Kind::any: break;
    }
    const Rules rules_before = rules;
    const std::vector<Made> made_before = found.made;
    const bool closes_all =
        !demand.parts.empty() && std::ranges::all_of(demand.parts, [&](const Demand& part) {
          return is_closed(part, rule, rules, found);
        });
    if (closes_all) return true;
    rules = rules_before;
    found.made = made_before;
    return false;
  }

  bool is_excluded(const Made& made, Rules& rules, Found& found) const {
    for (const Made& other : certain_.at(static_cast<std::size_t>(topic_of(*made.claim)))) {
      if (clash_of(made, other, catalogue_) != Clash::certain) continue;
      Rules more = rules;
      if (std::ranges::find(more, other.by.rule) == more.end()) more.push_back(other.by.rule);
      if (!together_(more)) continue;
      rules = std::move(more);
      if (std::ranges::find(found.made, other.claim, &Made::claim) == found.made.end()) {
        found.made.push_back(other);
      }
      return true;
    }
    return false;
  }

  const std::vector<AskedRule>& asked_;
  const Catalogue& catalogue_;
  Scene scene_;
  std::function<bool(const Rules&)> together_;
  std::map<const Rule*, std::size_t> places_;  ///< in the order in which they are asked
  std::vector<Demand> demands_;
  std::array<std::vector<Made>, number_of_topics> certain_;
  std::map<std::pair<std::size_t, std::size_t>, Found> pairs_;  ///< by the places of the rules
  std::vector<Found> closed_;
};

/// Says what was found.
class Teller {
 public:
  Teller(Scene scene, const Catalogue& catalogue) : scene_(scene), catalogue_(catalogue) {}

  Contradiction tell(const Found& found) const {
    Contradiction told;
    for (const Made& each : found.made) {
      told.rules.push_back(each.by);
      if (each.by.rule->need == Need::recommended) told.weight = Contradiction::Weight::recommended;
    }
    if (found.clash == Clash::unlikely) told.weight = Contradiction::Weight::unlikely;
    if (scene_ == Scene::account) told.text = names(found) + " sign in with one account: ";
    told.text += (found.closes_all_ways ? tell_ways(found) : tell_pair(found)) + end(told.weight, found);
    return told;
  }

 private:
  static std::string names(const Found& found) {
    std::vector<std::string> names;
    for (const std::string& name : found.installations) {
      if (names.size() == most_names) {
        names.push_back(std::to_string(found.installations.size() - most_names) + " more");
        break;
      }
      names.push_back("`" + name + "`");
    }
    return join_words(names);
  }

  /// The rule with its place, which stands before the message where it is the first one of a policy.
  std::string name(const AskedRule& asked, bool with_place) const {
    if (asked.is_account) return "`account` of the integration";
    std::string text = "the rule `" + asked.rule->id + "`";
    if (scene_ == Scene::account) text += " of `" + asked.integration->name + "`";
    const Position& at = asked.rule->position;
    if (with_place || scene_ != Scene::policy) {
      text += " (" + at.file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ")";
    }
    return text;
  }

  std::string tell_pair(const Found& found) const {
    const Made& one = found.made.at(0);
    const Made& other = found.made.at(1);
    const std::string start = name(one.by, false) + " " + words_of(one, catalogue_);
    const bool is_one_rule = one.by.rule == other.by.rule && one.by.integration == other.by.integration;
    if (is_one_rule) return start + " and " + words_of(other, catalogue_) + why_words(one, other);
    return start + ", and " + name(other.by, true) + " " + words_of(other, catalogue_) +
           why_words(one, other);
  }

  /// What does not meet the eye: that it is about a gate, or about something further down.
  std::string why_words(const Made& one, const Made& other) const {
    constexpr std::string_view why = ", without which nothing else is of use";
    if (is_gate(*one.claim, *other.claim) || is_gate(*other.claim, *one.claim)) return std::string(why);
    if (const auto level = level_above(one, other, catalogue_)) {
      return ", and at the level " + std::string(to_word(*level)) + " what is further down counts too";
    }
    const std::string_view gate = gate_left_out(one, other, catalogue_);
    return gate.empty() ? "" : ", which leaves out " + std::string(gate).append(why);
  }

  /// Whether something is forbidden that is another thing than what is required.
  static bool is_gate(const Claim& one, const Claim& other) {
    const auto* banned = std::get_if<MayNotDo>(&one);
    const auto* required = std::get_if<MayDo>(&other);
    return banned != nullptr && required != nullptr &&
           banned->permission->action + banned->permission->namespace_id !=
               required->permission->action + required->permission->namespace_id;
  }

  std::string tell_ways(const Found& found) const {
    std::vector<std::string> closing;
    for (std::size_t i = 1; i < found.made.size(); ++i) {
      std::string words = name(found.made[i].by, true) + " " + words_of(found.made[i], catalogue_);
      // A role stands for several groups, and closes a way by each.
      if (std::ranges::find(closing, words) == closing.end()) closing.push_back(std::move(words));
    }
    return name(found.made.front().by, false) +
           " names ways of which any will do, and none is open: " + join_words(closing);
  }

  std::string end(Contradiction::Weight weight, const Found& found) const {
    switch (weight) {
      case Contradiction::Weight::unlikely:
        return "; both hold only where an allowed group is itself in the required one: allow that one too, "
               "or "
               "take one of both out";
      case Contradiction::Weight::recommended:
        return "; they can not all hold, and one of them is only recommended: " + advice(found);
      case Contradiction::Weight::certain: break;
    }
    return "; they can not all hold: " + advice(found);
  }

  std::string advice(const Found& found) const {
    switch (scene_) {
      case Scene::policy: return "take one out, or keep them apart by `when` and `unless`";
      case Scene::installation:
        if (std::ranges::any_of(found.made, [](const Made& each) { return each.by.is_account; }))
          return "change `account`, `features` or `variant` of the integration, or the rule";
        return "change `parameters` or `projects` of the integration, or one of the rules";
      case Scene::account: break;
    }
    const Claim& claim = *found.made.at(1).claim;
    const bool is_about_token = topic_of(claim) == Topic::scopes || topic_of(claim) == Topic::token;
    return std::string("give each integration ") + (is_about_token ? "a token" : "an account") +
           " of its own, or change one of the rules";
  }

  Scene scene_;
  const Catalogue& catalogue_;
};

std::vector<Contradiction> tell_all(const std::vector<Found>& found, Scene scene,
                                    const Catalogue& catalogue) {
  const Teller teller(scene, catalogue);
  std::vector<Contradiction> told;
  told.reserve(found.size());
  for (const Found& each : found) told.push_back(teller.tell(each));
  return told;
}

bool always(const Rules& /*rules*/) {
  return true;
}

void add_active(const Policy& policy, const Integration& integration, std::vector<AskedRule>& asked) {
  for (const Rule& rule : policy.rules) {
    if (is_active(rule, integration)) asked.push_back({&rule, &integration});
  }
}

bool names_a_project(const Requirement& requirement) {
  return any_part(requirement, [](const Requirement& part) {
    const auto is_named = [](const auto& each) { return each.place.kind == Place::Kind::named_project; };
    if (const auto* groups = std::get_if<Groups>(&part.kind)) {
      return std::ranges::any_of(groups->groups, is_named);
    }
    const auto* roles = std::get_if<Roles>(&part.kind);
    return roles != nullptr &&
           (std::ranges::any_of(roles->roles, is_named) || std::ranges::any_of(roles->assigned, is_named));
  });
}

/// A base URL that may be the one with a hole in the organization of one installation, and in another not.
bool names_a_whole_url(const Requirement& requirement) {
  return any_part(requirement, [](const Requirement& part) {
    const auto* connection = std::get_if<ConnectionState>(&part.kind);
    return connection != nullptr && connection->base_url.find(ConnectionState::hole) == std::string::npos;
  });
}

/// Whether it can bring about more than its policy does for anybody.
bool may_add(const Policy& policy) {
  return !policy.parameters.empty() || std::ranges::any_of(policy.rules, [](const Rule& rule) {
    return names_a_project(rule.requirement) || names_a_whole_url(rule.requirement);
  });
}

std::set<const Rule*> rules_of(const Contradiction& contradiction) {
  std::set<const Rule*> rules;
  for (const AskedRule& each : contradiction.rules) rules.insert(each.rule);
  return rules;
}

/// The rules that exclude each other in one of the installations by itself, and are told of its policy or of
/// it.
std::set<std::set<const Rule*>> own_contradictions(const std::vector<const Integration*>& integrations,
                                                   const PolicySet& policies, const Catalogue& catalogue) {
  std::set<std::set<const Rule*>> own;
  for (const Integration* integration : integrations) {
    const auto policy = policies.find(integration->policy);
    if (policy == policies.end()) continue;
    for (const Contradiction& each : contradictions_in(policy->second, catalogue)) {
      const auto rules = rules_of(each);
      if (std::ranges::all_of(rules, [&](const Rule* rule) { return is_active(*rule, *integration); }))
        own.insert(rules);
    }
    for (const Contradiction& each : contradictions_of(*integration, policy->second, catalogue)) {
      own.insert(rules_of(each));
    }
  }
  return own;
}

}  // namespace

std::vector<Contradiction> contradictions_in(const Policy& policy, const Catalogue& catalogue) {
  std::vector<AskedRule> asked;
  asked.reserve(policy.rules.size());
  for (const Rule& rule : policy.rules) asked.push_back({&rule, nullptr, &policy});
  const auto together = [&](const Rules& rules) { return can_be_asked_together(policy, rules); };
  return tell_all(Search(asked, catalogue, Scene::policy, together).run(), Scene::policy, catalogue);
}

std::vector<Contradiction> contradictions_of(const Integration& integration, const Policy& policy,
                                             const Catalogue& catalogue) {
  const Rule* account = rule_of_account(integration);
  if (!may_add(policy) && account == nullptr) return {};
  std::vector<AskedRule> asked;
  if (account != nullptr) asked.push_back({account, &integration, nullptr, true});
  add_active(policy, integration, asked);
  std::vector<Contradiction> all =
      tell_all(Search(asked, catalogue, Scene::installation, always).run(), Scene::installation, catalogue);
  if (all.empty()) return all;
  const std::vector<Contradiction> known = contradictions_in(policy, catalogue);
  std::erase_if(all, [&](const Contradiction& each) {
    return std::ranges::any_of(known,
                               [&](const Contradiction& other) { return rules_of(each) == rules_of(other); });
  });
  return all;
}

std::vector<Contradiction> contradictions_between(const std::vector<const Integration*>& of_one_account,
                                                  const PolicySet& policies, const Catalogue& catalogue) {
  std::vector<AskedRule> asked;
  for (const Integration* integration : of_one_account) {
    const auto policy = policies.find(integration->policy);
    if (policy != policies.end()) add_active(policy->second, *integration, asked);
  }
  std::vector<Contradiction> all =
      tell_all(Search(asked, catalogue, Scene::account, always).run(), Scene::account, catalogue);
  if (all.empty()) return all;
  const auto own = own_contradictions(of_one_account, policies, catalogue);
  std::erase_if(all, [&](const Contradiction& each) { return own.contains(rules_of(each)); });
  return all;
}

std::vector<std::vector<const Integration*>> sharing_an_account(
    const std::vector<Integration>& integrations) {
  std::map<std::pair<std::string, std::string>, std::vector<const Integration*>> by_account;
  for (const Integration& integration : integrations) {
    by_account[{fold_case(integration.organization), account_key(integration.account)}].push_back(
        &integration);
  }
  std::vector<std::vector<const Integration*>> shared;
  for (auto& [account, users] : by_account) {
    if (users.size() > 1) shared.push_back(std::move(users));
  }
  return shared;
}

}  // namespace patrol
