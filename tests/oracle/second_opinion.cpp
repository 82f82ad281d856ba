#include "tests/oracle/known.h"

#include <algorithm>
#include <variant>

namespace patrol::oracle {
namespace {

Answer holds(const Known& known, const Requirement& requirement, Rule::Mode mode, const Spot& spot);

/// Several things in one requirement: all are required; under `forbid` any one is too much.
template <class Things, class Ask>
Answer all_of(const Things& things, Rule::Mode mode, const Ask& ask) {
  const bool any = mode == Rule::Mode::forbid;
  Answer answer = any ? Answer::no : Answer::yes;
  for (const auto& thing : things) answer = any ? either(answer, ask(thing)) : both(answer, ask(thing));
  return answer;
}

struct Asked {
  const Known& known;
  Rule::Mode mode;
  const Spot& spot;

  Answer operator()(const Groups& asked) const {
    const auto held = [&] {
      return all_of(asked.groups, mode, [&](const GroupMembership& group) {
        return is_member(known, project_of(group.place, spot), group.group, mode);
      });
    };
    return within(held, [&] { return keeps_to_groups(known, asked, spot); });
  }
  Answer operator()(const Roles& asked) const {
    const Answer held =
        all_of(asked.roles, mode, [&](const RoleHeld& role) { return has_role(known, role, mode, spot); });
    const Answer assigned = all_of(asked.assigned, mode, [&](const AssignedRole& role) {
      return has_assigned_role(known, role, mode, spot);
    });
    return mode == Rule::Mode::forbid ? either(held, assigned) : both(held, assigned);
  }
  Answer operator()(const Permissions& asked) const {
    const auto held = [&] {
      return all_of(asked.permissions, mode, [&](const Permission& permission) {
        return has_permission(known, permission, mode, spot);
      });
    };
    return within(held, [&] { return keeps_to_permissions(known, asked, spot); });
  }

  /// What is held, what is not exceeded, or both.
  template <class Held, class Kept>
  Answer within(const Held& held, const Kept& kept) const {
    if (mode == Rule::Mode::at_most) return kept();
    return mode == Rule::Mode::exactly ? both(held(), kept()) : held();
  }
  Answer operator()(const PatScopes& asked) const { return has_scopes(known, asked, mode); }
  Answer operator()(const AccessAtLeast& asked) const { return has_access(known, asked.level, mode); }
  Answer operator()(const PatState& asked) const { return has_token(known, asked); }
  Answer operator()(const AccountState& asked) const { return is_account(known, asked); }
  Answer operator()(const AnyOf& asked) const {
    Answer answer = Answer::no;
    for (const Requirement& branch : asked.branches)
      answer = either(answer, holds(known, branch, mode, spot));
    return answer;
  }
  Answer operator()(const AllOf& asked) const {
    Answer answer = Answer::yes;
    for (const Requirement& branch : asked.branches) answer = both(answer, holds(known, branch, mode, spot));
    return answer;
  }
  template <class Other>
  Answer operator()(const Other& /*not asked here*/) const {
    return Answer::unknown;
  }
};

Answer holds(const Known& known, const Requirement& requirement, Rule::Mode mode, const Spot& spot) {
  return std::visit(Asked{known, mode, spot}, requirement.kind);
}

std::string full_name(const Pipeline& pipeline) {
  std::string name = pipeline.folder + "\\" + pipeline.name;
  std::ranges::replace(name, '\\', '/');
  while (name.starts_with('/')) name.erase(0, 1);
  return name;
}

}  // namespace

std::vector<Spot> spots_of(const Known& known, const Rule& rule) {
  if (rule.for_each == Rule::ForEach::nothing) return {{"", ""}};
  std::vector<Spot> spots;
  for (const std::string& name : known.integration.projects) {
    if (rule.for_each == Rule::ForEach::project) spots.push_back({name, ""});
    const Project* project = find_project(known, name);
    if (project == nullptr) continue;
    if (rule.for_each == Rule::ForEach::repository && known.organization.repositories) {
      for (const Repository& each : known.organization.repositories->known.items) {
        if (each.project_id == project->id) spots.push_back({name, each.name});
      }
    }
    const auto list = known.organization.pipelines.find(project->id);
    if (rule.for_each != Rule::ForEach::pipeline || list == known.organization.pipelines.end()) continue;
    for (const Pipeline& each : list->second.known.items) spots.push_back({name, full_name(each)});
  }
  return spots;
}

Verdict second_opinion(const Known& known, const Rule& rule, const Spot& spot) {
  // What is asked in each project needs the project to be seen.
  const bool is_seen = spot.project.empty() || find_project(known, spot.project) != nullptr;
  if (!is_seen && !all_projects_read(known)) return Verdict::inconclusive;
  // And what is asked of each thing in it needs the thing.
  const bool is_for_things =
      rule.for_each == Rule::ForEach::repository || rule.for_each == Rule::ForEach::pipeline;
  if (is_for_things && spot.resource.empty()) return Verdict::inconclusive;
  const Answer answer = holds(known, rule.requirement, rule.mode, spot);
  const Answer kept = rule.mode == Rule::Mode::forbid ? opposite(answer) : answer;
  if (kept == Answer::unknown) return Verdict::inconclusive;
  return kept == Answer::yes ? Verdict::pass : Verdict::fail;
}

}  // namespace patrol::oracle
