#include "auditor/evaluate/draft_groups.h"

#include "auditor/evaluate/draft_choice.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/principal_name.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

using Mode = Rule::Mode;
using Why = LeftOut::Why;

/// In how many other projects it is said that the account has no role; more would bury the rest.
constexpr std::size_t most_other_projects = 25;

/// The groups of an account by where they are.
struct HeldGroups {
  std::vector<GroupMembership> organization{};
  std::map<std::string, std::set<std::string>> projects{};  ///< names by name of the project
  std::vector<std::string> entra{};                         ///< labels
};

class GroupDrafting {
 public:
  GroupDrafting(const Facts& facts, const Identity& account) : facts_(facts), account_(account) {}

  DraftGroups run() {
    const HeldGroups held = held_groups();
    for (const auto& [project, groups] : held.projects) drafted_.projects.push_back(project);
    if (!held.entra.empty()) {
      part().notes.push_back("It is in these groups of Entra, which no name in a policy means alone: " +
                             join_words(held.entra));
    }
    add_organization_groups(held);
    add_administrator_topic();
    add_project_groups(held);
    add_other_projects(held);
    return std::move(drafted_);
  }

 private:
  DraftPart& part() { return drafted_.part; }

  void leave_out(Why why, std::string what, const Gap& gap) {
    part().left_out.push_back(
        {.why = why, .what = std::move(what), .reason = gap.reason, .grant = gap.grant});
  }

  void add_topic(std::string what, std::vector<Rule> tightest, bool is_quiet = false) {
    part().topics.push_back({.what = std::move(what), .ways = {std::move(tightest)}, .is_quiet = is_quiet});
  }

  const Project* project_of(const std::string& folded_domain) const {
    constexpr std::string_view prefix = "vstfs:///classification/teamproject/";
    if (!folded_domain.starts_with(prefix)) return nullptr;
    const std::string_view id = std::string_view(folded_domain).substr(prefix.size());
    const auto& projects = facts_.view().projects().known.items;
    const auto found =
        std::ranges::find_if(projects, [&](const Project& each) { return same_name(each.id, id); });
    return found == projects.end() ? nullptr : &*found;
  }

  /// A policy names it as one of the organization's, where no other comes before it.
  void add_entra_group(const std::string& descriptor, const std::string& label, HeldGroups& held) {
    const std::string name(local_name(label));
    if (!is_sayable(name)) {
      leave_out(Why::no_words, "its membership of " + label,
                {.kind = Gap::Kind::not_decidable,
                 .what = {},
                 .reason = "a file can not hold the name",
                 .grant = {}});
    } else if (same_name(facts_.groups().in_organization(name).descriptor, descriptor)) {
      held.organization.push_back({Place{}, name});
    } else {
      held.entra.push_back(label);
    }
  }

  HeldGroups held_groups() {
    HeldGroups held;
    std::map<std::string, const GroupName*> by_descriptor;
    for (const GroupName& group : facts_.view().group_names().known.items) {
      if (const auto descriptor = group_identity_descriptor(group.descriptor)) {
        by_descriptor.emplace(fold_case(*descriptor), &group);
      }
    }
    for (const std::string& descriptor : facts_.memberships().groups_of(account_)) {
      if (is_filled_by_the_service(descriptor)) continue;
      const std::string label = facts_.memberships().group_label(descriptor);
      if (entra_group_object_id(descriptor)) {
        add_entra_group(descriptor, label, held);
        continue;
      }
      const auto found = by_descriptor.find(descriptor);
      const std::string domain = found == by_descriptor.end() ? "" : fold_case(found->second->domain);
      const std::string name(found == by_descriptor.end() ? "" : local_name(found->second->principal_name));
      const Project* const project = project_of(domain);
      if (!name.empty() && (!is_sayable(name) || (project != nullptr && !is_sayable(project->name)))) {
        leave_out(Why::no_words, "its membership of " + label,
                  {.kind = Gap::Kind::not_decidable,
                   .what = {},
                   .reason = "a file can not hold the name",
                   .grant = {}});
      } else if (domain.starts_with("vstfs:///framework/identitydomain/")) {
        held.organization.push_back({Place{}, name});
      } else if (project != nullptr) {
        held.projects[project->name].insert(name);
      } else {
        leave_out(Why::unread, "its membership of " + label,
                  {.kind = Gap::Kind::not_decidable,
                   .what = {},
                   .reason = "where the group belongs is not known",
                   .grant = "read the groups and projects as a Project Collection Administrator"});
      }
    }
    std::ranges::sort(held.organization, {}, &GroupMembership::group);
    return held;
  }

  void add_organization_groups(const HeldGroups& held) {
    const std::string what = "which groups of the organization it is in";
    if (held.organization.empty()) {
      add_topic(what, {draft_rule("org.groups",
                                  "It is in no group of the organization but what these rules rest on",
                                  Severity::high, Mode::at_most, {Groups{.required_only = true}})});
      return;
    }
    const Groups groups{.groups = held.organization};
    part().topics.push_back(
        {.what = what,
         .ways = {{draft_rule("org.groups", "It is in these groups of the organization and in no others",
                              Severity::high, Mode::exactly, {groups})},
                  {draft_rule("org.groups", "It is in these groups of the organization", Severity::medium,
                              Mode::require, {groups})}}});
  }

  void add_administrator_topic() {
    Roles administrator;
    administrator.roles.push_back({.place = {}, .role = RoleHeld::Role::admin});
    add_topic("it does not administer the organization",
              {draft_rule("org.no-admin", "It does not administer the organization", Severity::critical,
                          Mode::forbid, {administrator})},
              true);
  }

  void add_project_groups(const HeldGroups& held) {
    if (held.projects.empty()) return;
    const auto& first = held.projects.begin()->second;
    const auto is_like_the_first = [&](const auto& entry) { return entry.second == first; };
    const bool is_same = std::ranges::all_of(held.projects, is_like_the_first);
    Groups groups;
    for (const auto& [project, names] : held.projects) {
      const Place place =
          is_same ? Place{Place::Kind::each_project, ""} : Place{Place::Kind::named_project, project};
      for (const std::string& name : names) groups.groups.push_back({place, name});
      if (is_same) break;
    }
    const auto for_each = is_same ? Rule::ForEach::project : Rule::ForEach::nothing;
    part().topics.push_back(
        {.what = "which groups of its projects it is in",
         .ways = {{draft_rule("project.groups", "It is in these groups of its projects and in no others",
                              Severity::medium, Mode::exactly, {groups}, for_each)},
                  {draft_rule("project.groups", "It is in these groups of its projects", Severity::medium,
                              Mode::require, {groups}, for_each)}}});
  }

  void add_other_projects(const HeldGroups& held) {
    const auto& listed = facts_.view().projects().known;
    if (listed.rest) {
      leave_out(Why::unread, "that it has no role in other projects", *listed.rest);
      return;
    }
    std::vector<std::string> others;
    for (const Project& project : listed.items) {
      if (!held.projects.contains(project.name) && is_sayable(project.name)) others.push_back(project.name);
    }
    if (others.size() > most_other_projects) {
      part().notes.push_back(
          "Of the " + std::to_string(others.size()) +
          " other projects, in none of which it was seen, no rule speaks: they are too many");
      Roles all;
      for (const std::string& project : others) {
        all.roles.push_back({.place = {Place::Kind::named_project, project}, .role = RoleHeld::Role::reader});
      }
      part().topics.push_back(
          {.what = "that it has no role in the other projects",
           .ways = {{draft_rule(std::string(other_projects_id), "It has no role in the other projects",
                                Severity::medium, Mode::forbid, {all})}},
           .is_quiet = true,
           .is_only_asked = true});
      return;
    }
    std::ranges::sort(others);
    for (const std::string& project : others) {
      Roles roles;
      roles.roles.push_back({.place = {Place::Kind::named_project, project}, .role = RoleHeld::Role::reader});
      add_topic("that it has no role in the project " + project,
                {draft_rule(std::string(other_projects_id), "It has no role in the other projects",
                            Severity::medium, Mode::forbid, {roles})},
                true);
    }
  }

  const Facts& facts_;
  const Identity& account_;
  DraftGroups drafted_;
};

}  // namespace

DraftGroups draft_groups(const Facts& facts, const Identity& account) {
  return GroupDrafting(facts, account).run();
}

}  // namespace patrol
