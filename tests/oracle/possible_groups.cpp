#include "tests/oracle/possible_groups.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <optional>

namespace patrol::oracle {
namespace {

using Edge = std::pair<std::string, std::string>;  ///< member, group

/// A list that was not read may hold an Entra group of which nothing else was told.
constexpr const char* unheard_of = "an Entra group that was never heard of";

/// API.md 3.4: `Direct` lists of more than 98 members may be cut.
constexpr std::size_t whole_list = 98;

class Evidence {
 public:
  Evidence(const Organization& organization, const Identity& identity)
      : organization_(organization), identity_(identity), self_(fold_case(identity.descriptor)) {
    find_groups();
    find_certain();
    find_open();
  }

  const std::set<Edge>& certain() const { return certain_; }
  const std::set<Edge>& open() const { return open_; }
  const std::string& self() const { return self_; }
  /// Groups whose lists are cut: what is in them is looked up from the other side, beginning with all Entra
  /// groups that there are, so that no unheard-of one is below them.
  const std::set<std::string>& settled_from_below() const { return settled_from_below_; }
  /// Groups that may hold the identity, which changes nothing for others: it was not seen that they are
  /// there, or the identity's expansion, that lacks them, can not be checked against their lists.
  const std::set<std::string>& unchecked() const { return unchecked_; }

 private:
  const Identity* group(const std::string& name) const {
    const auto found = organization_.groups.find(name);
    return found == organization_.groups.end() || !found->second.known ? nullptr
                                                                       : &found->second.known.value();
  }

  const Listing<std::string>* direct() const {
    const auto found = organization_.memberships.find(identity_.subject_descriptor);
    return found == organization_.memberships.end() ? nullptr : &found->second.known;
  }

  void find_groups() {
    for (const auto& [name, fact] : organization_.groups) {
      groups_.insert(name);
      if (!fact.known) continue;
      for (const std::string& above : fact.known.value().member_of) groups_.insert(fold_case(above));
      for (const std::string& below : fact.known.value().members) {
        if (is_group_descriptor(below)) groups_.insert(fold_case(below));
      }
    }
    for (const std::string& above : identity_.member_of) groups_.insert(fold_case(above));
    if (organization_.group_names) {
      for (const GroupName& name : organization_.group_names->known.items) {
        groups_.insert(fold_case(*group_identity_descriptor(name.descriptor)));
      }
    }
    groups_.insert(unheard_of);
  }

  /// Either source proves a membership (DESIGN 5).
  void find_certain() {
    for (const std::string& above : identity_.member_of) certain_.emplace(self_, fold_case(above));
    if (const auto* list = direct()) {
      for (const std::string& above : list->items) {
        certain_.emplace(self_, fold_case(*group_identity_descriptor(above)));
      }
    }
    for (const std::string& name : groups_) {
      if (graph_answer(name) == Answer::yes) certain_.emplace(self_, name);
      const Identity* known = group(name);
      if (known == nullptr) continue;
      for (const std::string& above : known->member_of) certain_.emplace(name, fold_case(above));
      for (const std::string& below : known->members) certain_.emplace(fold_case(below), name);
    }
  }

  /// Microsoft Graph on the identity and an Entra group (API.md 12).
  Answer graph_answer(const std::string& name) const {
    const auto id = entra_group_object_id(name);
    if (!id || identity_.object_id.empty()) return Answer::unknown;
    const auto told = organization_.entra_memberships.find(entra_membership_key(identity_.object_id, *id));
    if (told == organization_.entra_memberships.end() || !told->second.known) return Answer::unknown;
    if (told->second.known.value()) return Answer::yes;
    const auto group = organization_.entra_groups.find(*id);
    const bool seen = group != organization_.entra_groups.end() && group->second.known &&
                      !group->second.known.value().has_hidden_members;
    return seen ? Answer::no : Answer::unknown;
  }

  bool may_be_in_entra() const {
    return !identity_.subject_descriptor.starts_with("msa.") &&
           !identity_.subject_descriptor.starts_with("svc.");
  }

  bool tells_all_members(const std::string& name) const {
    const Identity* known = group(name);
    return known != nullptr && known->members.size() < whole_list;
  }
  bool was_read(const std::string& name) const { return group(name) != nullptr; }
  bool is_cut(const std::string& name) const { return was_read(name) && !tells_all_members(name); }
  bool all_are_named() const {
    return organization_.group_names && organization_.group_names->known.complete();
  }

  void find_open() {
    for (const std::string& above : groups_) {
      if (may_hold_identity(above)) {
        // Where no Entra group can be in the way, the expansion is wrong at most about the group itself.
        if (may_be_in_entra()) {
          open_.emplace(self_, above);
        } else {
          unchecked_.insert(above);
        }
      }
      if (is_cut(above) && all_are_named()) settled_from_below_.insert(above);
      if (above == unheard_of || entra_group_object_id(above)) continue;
      if (!was_read(above)) unchecked_.insert(above);
      for (const std::string& below : groups_) {
        if (may_hold_group(above, below)) open_.emplace(below, above);
      }
    }
    for (const Edge& edge : certain_) open_.erase(edge);
  }

  /// Either side tells. What the identity's own expansion lists, it lists with all that is above.
  bool may_hold_group(const std::string& above, const std::string& below) const {
    return below != above && !was_read(below) && !tells_all_members(above) && !is_expanded(below);
  }

  bool is_expanded(const std::string& name) const {
    return std::ranges::any_of(identity_.member_of,
                               [&](const std::string& listed) { return same_name(listed, name); });
  }

  bool may_hold_identity(const std::string& name) const {
    if (name == unheard_of || entra_group_object_id(name)) {
      return may_be_in_entra() && graph_answer(name) != Answer::no;
    }
    // The expansion of the identity tells its groups, unless there is a list that can not be checked against
    // it.
    const bool direct_is_known = direct() != nullptr && direct()->complete();
    return is_cut(name) && !direct_is_known;
  }

  const Organization& organization_;
  const Identity& identity_;
  std::string self_;
  std::set<std::string> groups_;
  std::set<Edge> certain_;
  std::set<Edge> open_;
  std::set<std::string> settled_from_below_;
  std::set<std::string> unchecked_;
};

/// Adds all that the members are in, as far as it is certain.
void close(GroupSet& groups, const Evidence& evidence) {
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& [member, group] : evidence.certain()) {
      if (groups.contains(member)) grew |= groups.insert(group).second;
    }
  }
}

/// The world with one more membership, or nothing where that can not be.
std::optional<GroupSet> with(const GroupSet& world, const Edge& edge, const Evidence& evidence) {
  if (!world.contains(edge.first) || world.contains(edge.second)) return std::nullopt;
  GroupSet larger = world;
  larger.insert(edge.second);
  close(larger, evidence);
  if (!larger.contains(unheard_of)) return larger;
  const bool is_settled = std::ranges::any_of(evidence.settled_from_below(), [&](const std::string& group) {
    return larger.contains(group) && !world.contains(group);
  });
  return is_settled ? std::nullopt : std::optional(larger);
}

}  // namespace

Answer PossibleGroups::is_in(const std::string& group) const {
  const auto holds = [&](const GroupSet& world) { return world.contains(group); };
  if (std::ranges::all_of(worlds, holds)) return Answer::yes;
  return std::ranges::none_of(worlds, holds) ? Answer::no : Answer::unknown;
}

PossibleGroups possible_groups(const Organization& organization, const Identity& identity) {
  const Evidence evidence(organization, identity);
  PossibleGroups result{.worlds = {{evidence.self()}}};
  close(result.worlds.front(), evidence);
  std::set<GroupSet> seen(result.worlds.begin(), result.worlds.end());
  for (std::size_t i = 0; i < result.worlds.size() && !result.too_many; ++i) {
    for (const Edge& edge : evidence.open()) {
      auto larger = with(result.worlds[i], edge, evidence);
      if (larger && seen.insert(*larger).second) result.worlds.push_back(*std::move(larger));
    }
    result.too_many = result.worlds.size() > PossibleGroups::most;
  }
  for (const std::string& group : evidence.unchecked()) {
    result.worlds.push_back(result.worlds.front());
    result.worlds.back().insert(group);
  }
  return result;
}

}  // namespace patrol::oracle
