#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"
#include "tests/oracle/known.h"

#include <algorithm>
#include <set>

namespace patrol::oracle {
namespace {

/// The groups of one place that a rule allows.
struct Allowed {
  Place place;
  std::set<std::string> names;  ///< folded
};

std::string local_name(const GroupName& group) {
  return fold_case(group.principal_name.substr(group.principal_name.find('\\') + 1));
}

bool is_of(const GroupName& group, const Project* project) {
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

/// Nothing beyond what is allowed at one place, but what the service fills by itself and what an allowed
/// group is in.
Answer keeps_to(const Known& known, const Allowed& allowed, const Spot& spot) {
  if (!known.account) return Answer::unknown;
  const auto name = project_of(allowed.place, spot);
  const Project* project = name ? find_project(known, *name) : nullptr;
  if (name && project == nullptr)
    return all_projects_read(known) ? opposite(missing(known)) : Answer::unknown;
  const auto& names = known.organization.group_names;
  if (!names) return Answer::unknown;
  std::set<std::string> below;
  for (const GroupName& group : names->known.items) {
    if (is_of(group, project) && allowed.names.contains(local_name(group))) {
      below.insert(fold_case(*group_identity_descriptor(group.descriptor)));
    }
  }
  Answer answer = names->known.complete() ? opposite(missing(known)) : Answer::unknown;
  for (const GroupName& group : names->known.items) {
    const std::string descriptor = fold_case(*group_identity_descriptor(group.descriptor));
    if (!is_of(group, project) || allowed.names.contains(local_name(group))) continue;
    if (descriptor.ends_with("-0-0-0-0-3")) continue;
    const Answer is_in = known.groups.is_in(descriptor);
    if (is_in == Answer::no) continue;
    answer = both(answer, either(opposite(is_in), is_above(known, descriptor, below)));
  }
  return answer;
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

Answer keeps_to_permissions(const Known& known, const Permissions& permissions, const Spot& spot) {
  if (!known.organization.namespaces) return Answer::unknown;
  Answer answer = Answer::yes;
  for (const Permission& named : permissions.permissions) {
    const auto& spaces = known.organization.namespaces->known.items;
    const auto space = std::ranges::find(spaces, named.namespace_id, &SecurityNamespace::id);
    if (space == spaces.end()) return Answer::unknown;
    for (const auto& action : space->actions) {
      Permission other = named;
      other.action = action.name;
      const bool is_allowed = std::ranges::any_of(permissions.permissions, [&](const Permission& each) {
        return each.namespace_id == other.namespace_id && each.level == other.level &&
               same_name(each.action, other.action);
      });
      if (is_allowed || (action.bit & space->system_bits) != 0) continue;
      answer = both(answer, opposite(has_permission(known, other, Rule::Mode::forbid, spot)));
    }
  }
  return answer;
}

}  // namespace patrol::oracle
