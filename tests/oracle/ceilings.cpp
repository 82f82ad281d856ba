#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"
#include "tests/oracle/known.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <set>

namespace patrol::oracle {
namespace {

/// The groups of one place that a rule allows.
struct Allowed {
  Place place;
  std::set<std::string> names;  ///< folded
};

/// What was told of a group, by whichever source.
struct Told {
  std::string domain;
  std::string name;  ///< without its scope, folded
};

std::string local_name(const std::string& name) {
  return fold_case(name.substr(name.find('\\') + 1));
}

/// By folded descriptor: the listed ones, those that were asked about, and those the account is certainly in.
std::map<std::string, Told> all_groups_told(const Known& known) {
  std::map<std::string, Told> told;
  if (known.organization.group_names) {
    for (const GroupName& group : known.organization.group_names->known.items) {
      told.emplace(fold_case(*group_identity_descriptor(group.descriptor)),
                   Told{group.domain, local_name(group.principal_name)});
    }
  }
  for (const auto& [descriptor, fact] : known.organization.groups) {
    if (fact.known) {
      told.emplace(descriptor, Told{fact.known.value().domain, fold_case(fact.known.value().account)});
    }
  }
  for (const char* name : {"Project Collection Administrators", "Project Collection Service Accounts"}) {
    const GroupCalled called = group_called(known, nullptr, name);
    if (called.descriptor) told.emplace(*called.descriptor, Told{"IdentityDomain", fold_case(name)});
  }
  for (const std::string& group : known.groups.worlds.front()) {
    if (is_group_descriptor(group)) told.emplace(group, Told{});
  }
  return told;
}

/// Nothing: no one told where it is.
std::optional<bool> is_of(const std::string& descriptor, const Told& group, const Project* project) {
  if (entra_group_object_id(descriptor)) return project == nullptr;
  if (group.domain.empty()) return std::nullopt;
  return project != nullptr ? group.domain.ends_with(project->id)
                            : group.domain.find("IdentityDomain") != std::string::npos;
}

/// Whether a group holds one of these, itself or through others, by what either of both says.
Answer is_above(const Known& known, const std::string& group, std::set<std::string> below) {
  bool is_open = false;
  for (bool grew = true; grew;) {
    const std::size_t before = below.size();
    for (const std::string& name : std::set<std::string>(below)) {
      const auto fact = known.organization.groups.find(name);
      if (fact == known.organization.groups.end() || !fact->second.known) {
        is_open = true;
        continue;
      }
      for (const std::string& above : fact->second.known.value().member_of) {
        if (fold_case(above) == group) return Answer::yes;
        below.insert(fold_case(above));
      }
    }
    for (const auto& [name, fact] : known.organization.groups) {
      if (!fact.known) continue;
      for (const std::string& member : fact.known.value().members) {
        if (!below.contains(fold_case(member))) continue;
        if (name == group) return Answer::yes;
        below.insert(name);
      }
    }
    grew = below.size() > before;
  }
  return is_open ? Answer::unknown : Answer::no;
}

/// Nothing beyond what is allowed at one place, but what the service fills by itself, what an allowed group
/// is in, and groups of Entra in an allowed one.
Answer keeps_to(const Known& known, const Allowed& allowed, const Spot& spot) {
  if (!known.account) return Answer::unknown;
  const auto name = project_of(allowed.place, spot);
  const Project* project = name ? find_project(known, *name) : nullptr;
  if (name && project == nullptr) {
    if (!all_projects_read(known) || is_slip_of_a_project(known, *name)) return Answer::unknown;
    return opposite(missing(known));
  }
  std::set<std::string> below;
  std::set<std::string> unresolved;
  // Of a group that is allowed and not known nobody knows what it is in.
  Answer may_be_above = Answer::no;
  for (const std::string& wanted : allowed.names) {
    const GroupCalled called = group_called(known, project, wanted);
    if (called.descriptor) below.insert(*called.descriptor);
    if (!called.descriptor) unresolved.insert(wanted);
    if (called.is_it == Answer::unknown) may_be_above = Answer::unknown;
  }
  const auto& names = known.organization.group_names;
  Answer answer = names && names->known.complete() ? opposite(missing(known)) : Answer::unknown;
  for (const auto& [descriptor, group] : all_groups_told(known)) {
    const auto is_here = is_of(descriptor, group, project);
    if (is_here == false || below.contains(descriptor) || descriptor.ends_with("-0-0-0-0-3")) continue;
    Answer may_be_in = opposite(known.groups.is_in(descriptor));
    if (!is_here || unresolved.contains(group.name)) may_be_in = either(may_be_in, Answer::unknown);
    if (may_be_in == Answer::yes) continue;
    Answer comes_along = either(may_be_above, is_above(known, descriptor, below));
    if (entra_group_object_id(descriptor)) {
      // It is how the account comes into an allowed one.
      for (const std::string& one : below)
        comes_along = either(comes_along, is_above(known, one, {descriptor}));
    }
    answer = both(answer, either(may_be_in, comes_along));
  }
  return answer;
}

/// API.md 5.1: the organization has a token in some namespaces, its projects have one below that, and each
/// repository and pipeline one below that of its project. All other levels are words for the project's.
int tokens_above(const Permission& permission) {
  const bool is_of_thing =
      permission.level == Permission::Level::repository || permission.level == Permission::Level::pipeline;
  return permission.level == Permission::Level::organization ? 0 : is_of_thing ? 2 : 1;
}

bool is_one_right(const Permission& one, const Permission& other) {
  return one.namespace_id == other.namespace_id && same_name(one.action, other.action);
}

/// Whether somebody who is given the one has the other by it.
bool gives(const Permission& one, const Permission& other) {
  return is_one_right(one, other) && tokens_above(one) <= tokens_above(other);
}

/// Whether all repositories or pipelines of a project were read, by one who is shown all there is.
bool knows_all_things(const Known& known, Rule::ForEach kind, const std::string& project_name) {
  if (!known.auditor_administers) return false;
  const Organization& organization = known.organization;
  if (kind == Rule::ForEach::repository)
    return organization.repositories && organization.repositories->known.complete();
  const Project* project = find_project(known, project_name);
  if (project == nullptr) return false;
  const auto list = organization.pipelines.find(project->id);
  return list != organization.pipelines.end() && list->second.known.complete();
}

/// Where a permission of things that a ceiling names is there for them: on each thing of the project, for
/// the integration selects all; and somewhere that nobody knows, where there may be more of them.
std::vector<PermissionAt> on_each_thing(const Known& known, const Permission& permission, const Spot& spot) {
  const bool is_of_repositories = permission.level == Permission::Level::repository;
  if (!is_of_repositories && permission.level != Permission::Level::pipeline) return {};
  Rule asked;
  asked.for_each = is_of_repositories ? Rule::ForEach::repository : Rule::ForEach::pipeline;
  std::vector<PermissionAt> places;
  for (const Spot& each : spots_of(known, asked)) {
    if (same_name(each.project, spot.project)) places.push_back({permission, each});
  }
  if (!knows_all_things(known, asked.for_each, spot.project))
    places.push_back({permission, Spot{spot.project, ""}});
  return places;
}

/// Bits that a list which bears on the place allows to somebody and that no action of the namespace is.
std::set<std::int64_t> bits_without_action(const std::vector<const AccessControlList*>& lists,
                                           const SecurityNamespace& space) {
  std::set<std::int64_t> bits;
  for (const AccessControlList* list : lists) {
    for (const AccessControlEntry& entry : list->entries) {
      for (std::int64_t bit = 1; bit <= entry.allow; bit *= 2) {
        if ((entry.allow & bit) != 0) bits.insert(bit);
      }
    }
  }
  std::erase_if(bits, [&](std::int64_t bit) {
    return (bit & space.system_bits) != 0 ||
           std::ranges::find(space.actions, bit, &SecurityNamespace::Action::bit) != space.actions.end();
  });
  return bits;
}

}  // namespace

Answer keeps_to_groups(const Known& known, const Groups& groups, const Spot& spot) {
  std::vector<Allowed> places;
  for (const GroupMembership& group : groups.groups) {
    auto place = std::ranges::find(places, group.place, &Allowed::place);
    if (place == places.end()) place = places.insert(places.end(), {group.place, {}});
    place->names.insert(fold_case(group.group));
  }
  Answer answer = Answer::yes;
  for (const Allowed& place : places) answer = both(answer, keeps_to(known, place, spot));
  return answer;
}

Answer keeps_to_permissions(const Known& known, const Permissions& permissions, const Spot& spot,
                            const NeededElsewhere& elsewhere) {
  if (!known.organization.namespaces) return Answer::unknown;
  std::vector<PermissionAt> all_further_down = elsewhere.further_down;
  for (const Permission& each : permissions.permissions) {
    std::ranges::copy(on_each_thing(known, each, spot), std::back_inserter(all_further_down));
  }
  Answer answer = Answer::yes;
  for (const Permission& named : permissions.permissions) {
    const auto& spaces = known.organization.namespaces->known.items;
    const auto space = std::ranges::find(spaces, named.namespace_id, &SecurityNamespace::id);
    if (space == spaces.end()) return Answer::unknown;
    for (const auto& action : space->actions) {
      Permission other = named;
      other.action = action.name;
      const auto gives_it = [&](const Permission& each) { return gives(each, other); };
      const bool is_allowed = std::ranges::any_of(permissions.permissions, gives_it) ||
                              std::ranges::any_of(elsewhere.further_up, gives_it);
      if (is_allowed || (action.bit & space->system_bits) != 0) continue;
      // What it names further down is there for the things that it is asked of, and for no other.
      std::vector<PermissionAt> further_down = all_further_down;
      std::erase_if(further_down, [&](const PermissionAt& each) {
        return !is_one_right(each.permission, other) || tokens_above(each.permission) <= tokens_above(other);
      });
      answer = both(answer, opposite(has_permission(known, other, Rule::Mode::at_most, spot, further_down)));
    }
    // What such a bit lets the account do nobody can tell.
    for (const std::int64_t bit : bits_without_action(lists_around(known, named, spot), *space)) {
      Permission other = named;
      other.action.clear();
      other.bit = bit;
      if (has_permission(known, other, Rule::Mode::at_most, spot) != Answer::no)
        answer = both(answer, Answer::unknown);
    }
  }
  return answer;
}

}  // namespace patrol::oracle
