#include "auditor/model/text.h"
#include "tests/oracle/known.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace patrol::oracle {
namespace {

/// Where it is told who has which role on the thing, as the key of a fact.
struct Sheet {
  Answer is_there = Answer::unknown;
  std::string key;
  bool is_slip = false;  ///< what is not there is called nearly as another one
};

Sheet sheet_of(const Known& known, const AssignedRole& role, const Spot& spot) {
  const bool is_pool = role.resource == "agent_pool";
  std::string project_id;
  if (!is_pool) {
    const auto name = project_of(role.place, spot);
    const Project* project = name ? find_project(known, *name) : nullptr;
    if (project == nullptr) {
      return {name && all_projects_read(known) ? missing(known) : Answer::unknown, "",
              name && is_slip_of_a_project(known, *name)};
    }
    project_id = project->id;
  }
  if (role.of_all) {
    return {Answer::yes, is_pool ? "distributedtask.globalagentpoolrole:0"
                                 : "distributedtask.project.serviceendpointrole:" + project_id};
  }
  const auto things =
      known.organization.resources.find(is_pool ? "agent_pool:" : "service_connection:" + project_id);
  if (things == known.organization.resources.end()) return {};
  for (const Resource& thing : things->second.known.items) {
    if (!same_name(thing.name, role.name.text)) continue;
    return {Answer::yes, is_pool ? "distributedtask.agentpoolrole:" + thing.id
                                 : "distributedtask.serviceendpointrole:" + project_id + "_" + thing.id};
  }
  const bool is_slip = std::ranges::any_of(things->second.known.items, [&](const Resource& thing) {
    return is_slip_of(role.name.text, thing.name);
  });
  return {things->second.known.complete() ? missing(known) : Answer::unknown, "", is_slip};
}

/// Whether a line of the page is about the account. Members of groups are not expanded (API.md 3.6).
Answer is_meant(const Known& known, const RoleAssignment& line) {
  if (line.identity_id == known.account->id) return Answer::yes;
  const auto identity = known.organization.identities.find(line.identity_id);
  if (identity == known.organization.identities.end() || !identity->second.known) return Answer::unknown;
  const Identity& group = identity->second.known.value();
  return group.is_container ? known.groups.is_in(fold_case(group.descriptor)) : Answer::no;
}

/// Whether the account has a role on the thing of which `is_one` says that it is what is asked about.
template <class IsOne>
Answer has_one(const Known& known, const Sheet& sheet, const IsOne& is_one) {
  if (!known.account) return Answer::unknown;
  if (sheet.is_there != Answer::yes) return sheet.is_there;
  const auto page = known.organization.role_assignments.find(sheet.key);
  if (page == known.organization.role_assignments.end()) return Answer::unknown;
  Answer answer = Answer::no;
  for (const RoleAssignment& line : page->second.known.items) {
    answer = either(answer, both(is_one(line.role), is_meant(known, line)));
  }
  if (answer == Answer::yes) return answer;
  const bool may_hide_some = page->second.known.items.empty() && !known.auditor_administers;
  if (!page->second.known.complete() || may_hide_some) return Answer::unknown;
  // Administrators of the organization usually may all, whatever their roles.
  const Answer administrator = is_member(known, std::nullopt, "Project Collection Administrators");
  return administrator == Answer::no ? answer : Answer::unknown;
}

/// Whether the account has it on any of the things of the kind, or on all of them at once.
Answer has_on_any(const Known& known, AssignedRole role, Rule::Mode mode, const Spot& spot) {
  role.of_each = false;
  role.of_all = true;
  const auto held = [&] {
    const Answer answer = has_assigned_role(known, role, mode, spot);
    return mode == Rule::Mode::at_most ? opposite(answer) : answer;
  };
  Answer any = held();
  std::string place;
  if (role.resource != "agent_pool") {
    const auto name = project_of(role.place, spot);
    const Project* project = name ? find_project(known, *name) : nullptr;
    if (project == nullptr) return any;
    place = project->id;
  }
  const auto things = known.organization.resources.find(role.resource + ":" + place);
  if (things == known.organization.resources.end()) return either(any, Answer::unknown);
  role.of_all = false;
  for (const Resource& thing : things->second.known.items) {
    role.name.text = thing.name;
    any = either(any, held());
  }
  // A list that was cut, or is shown to somebody who may not see all, leaves things out.
  const bool is_whole = things->second.known.complete() && known.auditor_administers;
  return is_whole ? any : either(any, Answer::unknown);
}

}  // namespace

Answer includes_role(const std::string& held, const std::string& wanted, bool is_pool) {
  if (same_name(held, wanted)) return Answer::yes;
  constexpr std::array<std::string_view, 3> ranks{"Reader", "User", "Administrator"};
  const auto rank = [&](const std::string& role) {
    if (is_pool && role == "User") return -1;
    const auto* const found = std::ranges::find(ranks, role);
    return found == ranks.end() ? -1 : static_cast<int>(found - ranks.begin());
  };
  if (rank(held) < 0 || rank(wanted) < 0) return Answer::unknown;
  return rank(held) > rank(wanted) ? Answer::yes : Answer::no;
}

Answer has_assigned_role(const Known& known, const AssignedRole& role, Rule::Mode mode, const Spot& spot) {
  if (role.of_each) {
    const Answer any = has_on_any(known, role, mode, spot);
    return mode == Rule::Mode::at_most ? opposite(any) : any;
  }
  Sheet sheet = sheet_of(known, role, spot);
  sheet.is_there = unless_slip(sheet.is_there, sheet.is_slip, mode);
  const bool is_pool = role.resource == "agent_pool";
  const auto it_or_more = [&] {
    return has_one(known, sheet,
                   [&](const std::string& held) { return includes_role(held, role.role, is_pool); });
  };
  const auto beyond = [&] {
    return has_one(known, sheet, [&](const std::string& held) {
      return opposite(includes_role(role.role, held, is_pool));
    });
  };
  switch (mode) {
    case Rule::Mode::require:
    case Rule::Mode::forbid: return it_or_more();
    case Rule::Mode::at_most: return opposite(beyond());
    case Rule::Mode::exactly: return both(it_or_more(), opposite(beyond()));
  }
  return Answer::unknown;
}

}  // namespace patrol::oracle
