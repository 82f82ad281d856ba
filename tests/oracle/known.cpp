#include "tests/oracle/known.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <set>

namespace patrol::oracle {
namespace {

constexpr const char* administrators = "Project Collection Administrators";
constexpr const char* service_accounts = "Project Collection Service Accounts";

/// Group SIDs of API.md 4.4 whose end is fixed.
struct FixedEnd {
  const char* name;
  const char* end;
  bool in_project;
  bool since_lately = false;  ///< recordings of 2018 have it with a random one
};
constexpr std::array fixed_ends{FixedEnd{administrators, "-0-0-0-0-1", false},
                                FixedEnd{service_accounts, "-0-0-0-0-2", false},
                                FixedEnd{"Project Collection Valid Users", "-0-0-0-0-3", false},
                                FixedEnd{"Project Administrators", "-0-0-0-0-1", true},
                                FixedEnd{"Project Valid Users", "-0-0-0-0-3", true},
                                FixedEnd{"Build Administrators", "-0-0-0-1-2", true, true}};

const FixedEnd* fixed_end(const std::string& group, bool in_project) {
  for (const FixedEnd& fixed : fixed_ends) {
    if (fixed.in_project == in_project && same_name(fixed.name, group)) return &fixed;
  }
  return nullptr;
}

const Connection* connection(const Organization& organization) {
  return organization.connection && organization.connection->known ? &organization.connection->known.value()
                                                                   : nullptr;
}

/// What tells a group: the end of its SID, or its name.
enum class By { sid, name };

bool is_it(const Project* project, const std::string& group, By by, const std::string& domain,
           const std::string& name, const std::string& descriptor) {
  const bool in_scope =
      project != nullptr ? domain.ends_with(project->id) : domain.find("IdentityDomain") != std::string::npos;
  const FixedEnd* fixed = fixed_end(group, project != nullptr);
  const bool is_told_by_sid = fixed != nullptr && by == By::sid;
  return in_scope && (is_told_by_sid ? descriptor.ends_with(fixed->end) : same_name(name, group));
}

/// The folded descriptor of a group that either of the two sources names; by the end of its SID where that is
/// fixed.
std::optional<std::string> named(const Organization& organization, const Project* project,
                                 const std::string& group, By by = By::sid) {
  if (organization.group_names) {
    for (const GroupName& name : organization.group_names->known.items) {
      const std::string descriptor = *group_identity_descriptor(name.descriptor);
      const std::string local = name.principal_name.substr(name.principal_name.find('\\') + 1);
      if (is_it(project, group, by, name.domain, local, descriptor)) return fold_case(descriptor);
    }
  }
  for (const auto& [descriptor, fact] : organization.groups) {
    if (!fact.known) continue;
    const Identity& identity = fact.known.value();
    if (is_it(project, group, by, identity.domain, identity.account, identity.descriptor)) return descriptor;
  }
  return std::nullopt;
}

/// The folded descriptors of the Entra groups that are called so, by what either of the two sources names.
std::set<std::string> named_in_entra(const Organization& organization, const std::string& group) {
  std::set<std::string> found;
  if (organization.group_names) {
    for (const GroupName& name : organization.group_names->known.items) {
      const std::string descriptor = *group_identity_descriptor(name.descriptor);
      const std::string local = name.principal_name.substr(name.principal_name.find('\\') + 1);
      if (entra_group_object_id(descriptor) && same_name(local, group)) found.insert(fold_case(descriptor));
    }
  }
  for (const auto& [descriptor, fact] : organization.groups) {
    if (!fact.known || !entra_group_object_id(descriptor)) continue;
    if (same_name(fact.known.value().account, group)) found.insert(descriptor);
  }
  return found;
}

/// A group of the organization by the arithmetic of API.md 4.4; by its listed name where the organization's
/// id was not read.
std::optional<std::string> built_in(const Organization& organization, const char* group) {
  const Connection* here = connection(organization);
  if (here == nullptr) return named(organization, nullptr, group);
  return fold_case(*well_known_group_descriptor(here->instance_id, fixed_end(group, false)->end));
}

std::optional<Identity> only_account(const Organization& organization, const std::string& key) {
  const auto found = organization.accounts.find(key);
  if (found == organization.accounts.end() || found->second.known.items.size() != 1) return std::nullopt;
  return found->second.known.items.front();
}

bool is_administrator(const Organization& organization) {
  const Connection* here = connection(organization);
  if (here == nullptr) return false;
  const auto auditor =
      only_account(organization, account_key({AccountSelector::Kind::descriptor, here->subject_descriptor}));
  const auto group = built_in(organization, administrators);
  return auditor && group && possible_groups(organization, *auditor).is_in(*group) == Answer::yes;
}

}  // namespace

Known look(const Organization& organization, const Integration& integration, Time now) {
  Known known{
      .organization = organization, .integration = integration, .now = now, .account = {}, .groups = {}};
  known.account = only_account(organization, account_key(integration.account));
  if (known.account) known.groups = possible_groups(organization, *known.account);
  known.auditor_administers = is_administrator(organization);
  return known;
}

const Project* find_project(const Known& known, const std::string& name) {
  if (!known.organization.projects) return nullptr;
  for (const Project& project : known.organization.projects->known.items) {
    if (same_name(project.name, name)) return &project;
  }
  return nullptr;
}

bool all_projects_read(const Known& known) {
  return known.organization.projects && known.organization.projects->known.complete();
}

Answer missing(const Known& known) {
  return known.auditor_administers ? Answer::no : Answer::unknown;
}

std::optional<std::string> project_of(const Place& place, const Spot& spot) {
  switch (place.kind) {
    case Place::Kind::organization: return std::nullopt;
    case Place::Kind::each_project: return spot.project;
    case Place::Kind::named_project: return place.project;
  }
  return std::nullopt;
}

bool is_slip_of(const std::string& name, const std::string& there) {
  const auto is_one_short = [](const std::string& shorter, const std::string& longer) {
    return longer.size() == shorter.size() + 1 && same_name(longer.substr(0, shorter.size()), shorter);
  };
  return is_one_short(name, there) || is_one_short(there, name);
}

bool is_slip_of_a_project(const Known& known, const std::string& name) {
  if (!known.organization.projects) return false;
  return std::ranges::any_of(known.organization.projects->known.items,
                             [&](const Project& project) { return is_slip_of(name, project.name); });
}

Answer unless_slip(Answer is_there, bool is_slip, Rule::Mode mode) {
  const bool bars = mode == Rule::Mode::forbid || mode == Rule::Mode::at_most;
  return bars && is_slip && is_there == Answer::no ? Answer::unknown : is_there;
}

namespace {

/// By the list alone: nothing is missing in it where this is asked.
bool is_slip_of_a_group(const Organization& organization, const Project* project, const std::string& group) {
  return std::ranges::any_of(organization.group_names->known.items, [&](const GroupName& name) {
    const bool is_here = project != nullptr ? name.domain.ends_with(project->id)
                                            : name.domain.find("TeamProject") == std::string::npos;
    return is_here && is_slip_of(group, name.principal_name.substr(name.principal_name.find('\\') + 1));
  });
}

}  // namespace

GroupCalled group_called(const Known& known, const Project* project, const std::string& group) {
  const FixedEnd* fixed = fixed_end(group, project != nullptr);
  if (project == nullptr && fixed != nullptr) {
    if (auto descriptor = built_in(known.organization, fixed->name)) return {descriptor, Answer::yes};
  }
  if (auto descriptor = named(known.organization, project, group)) return {descriptor, Answer::yes};
  const auto& names = known.organization.group_names;
  if (!names || !names->known.complete()) return {};
  if (project == nullptr && fixed == nullptr) {
    // The organization's own come first, as far as they are shown.
    const auto of_entra = named_in_entra(known.organization, group);
    if (of_entra.size() > 1) return {};
    if (of_entra.size() == 1) {
      return {*of_entra.begin(), known.auditor_administers ? Answer::yes : Answer::unknown};
    }
  }
  // Who was shown all groups, and none with the SID, looks at an older project.
  if (fixed != nullptr && fixed->since_lately) {
    if (auto descriptor = named(known.organization, project, group, By::name))
      return {descriptor, Answer::yes};
  }
  // Every project is made with these: one that is not found was renamed, if it is not gone.
  const std::string folded = fold_case(group);
  const bool is_made_with = fixed != nullptr || folded == "readers" || folded == "contributors";
  if (project != nullptr && is_made_with) return {};
  return {std::nullopt, missing(known), is_slip_of_a_group(known.organization, project, group)};
}

Answer is_member(const Known& known, const std::optional<std::string>& project, const std::string& group,
                 Rule::Mode mode) {
  if (!known.account) return Answer::unknown;
  const Project* in = nullptr;
  if (project) {
    in = find_project(known, *project);
    if (in == nullptr && !all_projects_read(known)) return Answer::unknown;
    if (in == nullptr) return unless_slip(missing(known), is_slip_of_a_project(known, *project), mode);
  }
  const GroupCalled called = group_called(known, in, group);
  if (!called.descriptor) return unless_slip(called.is_it, called.is_slip, mode);
  return called.is_it == Answer::yes ? known.groups.is_in(*called.descriptor) : Answer::unknown;
}

Answer administers(const Known& known, const GroupSet& world) {
  const auto group = built_in(known.organization, administrators);
  if (!group) return Answer::unknown;
  return world.contains(*group) ? Answer::yes : Answer::no;
}

Answer has_role(const Known& known, const RoleHeld& role, Rule::Mode mode, const Spot& spot) {
  if (!known.account) return Answer::unknown;
  const auto project = project_of(role.place, spot);
  const bool by_rank = mode == Rule::Mode::forbid || mode == Rule::Mode::at_most;
  if (!project) {
    if (mode == Rule::Mode::at_most) return Answer::yes;  // nothing is above an administrator
    const Answer admin = is_member(known, project, administrators);
    return by_rank ? either(admin, is_member(known, project, service_accounts)) : admin;
  }
  const std::array groups{"Readers", "Contributors", "Project Administrators"};
  const auto rank = static_cast<std::size_t>(role.role);
  const auto in = [&](std::size_t at) { return is_member(known, project, groups.at(at), mode); };
  // Administrators of the organization rank above all roles of a project.
  Answer above = either(is_member(known, std::nullopt, administrators),
                        is_member(known, std::nullopt, service_accounts));
  // A project that is not there gives nobody a role.
  if (mode == Rule::Mode::require && find_project(known, *project) == nullptr) above = Answer::no;
  for (std::size_t at = rank + 1; at < groups.size(); ++at) above = either(above, in(at));
  switch (mode) {
    case Rule::Mode::require: return role.at_least ? either(in(rank), above) : in(rank);
    case Rule::Mode::at_most: return opposite(above);
    case Rule::Mode::exactly: return both(in(rank), opposite(above));
    case Rule::Mode::forbid: return either(in(rank), above);
  }
  return Answer::unknown;
}

}  // namespace patrol::oracle
