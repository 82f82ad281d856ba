#include "auditor/evaluate/draft_permissions.h"

#include "auditor/model/concat.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using Why = LeftOut::Why;

/// In how many projects more is looked at than their own settings: each costs two dozen requests.
constexpr std::size_t most_projects_throughout = 25;

/// A namespace of the catalogue with what the service lists of it.
struct Probed {
  const Catalogue::SecurityNamespace* known = nullptr;
  const SecurityNamespace* live = nullptr;
};

/// One rule for each action of the namespaces, so that each is decided as an audit decides it. Forbidden,
/// since most are not allowed: a failure costs the search for what would mend it.
Policy probe_policy(const std::vector<Probed>& spaces, Permission::Level level) {
  Policy policy;
  const bool is_of_organization = level == Permission::Level::organization;
  for (const Probed& space : spaces) {
    for (const SecurityNamespace::Action& action : space.live->actions) {
      const Catalogue::Action* const known = space.known->find_action(action.name);
      if (known == nullptr || (action.bit & space.live->system_bits) != 0) continue;
      const Permission permission{
          .level = level,
          .place = {is_of_organization ? Place::Kind::organization : Place::Kind::each_project, ""},
          .namespace_id = space.known->id,
          .namespace_name = space.known->name,
          .action = known->name,
          .words = space.known->name + "/" + known->name};
      policy.rules.push_back(
          draft_rule(space.known->id + "." + known->name, known->name, Severity::medium, Rule::Mode::forbid,
                     {Permissions{.permissions = {permission}}},
                     is_of_organization ? Rule::ForEach::nothing : Rule::ForEach::project));
    }
  }
  return policy;
}

using HeldByNamespace = std::map<std::string, std::map<std::string, HeldActions>>;  ///< and by project

class PermissionDrafting {
 public:
  PermissionDrafting(const Facts& facts, const Catalogue& catalogue, const Trial& trial)
      : facts_(facts), catalogue_(catalogue), trial_(trial) {}

  std::optional<DraftPart> run(std::size_t projects) {
    const auto organization =
        namespaces_at(Permission::Level::organization, "what it may do at the organization");
    std::vector<Probed> project;
    if (projects > 0) project = namespaces_at(Permission::Level::project, "what it may do in its projects");
    if (projects > most_projects_throughout && project.size() > 1) {
      project.resize(1);
      part_.notes.push_back("Of its " + std::to_string(projects) +
                            " projects only what it may do in their own settings was looked at: they are "
                            "too many for more");
    }
    note_namespaces_not_probed(organization, project);
    // Both are asked for before either is judged: what is missing is then read side by side.
    const bool has_organization =
        add_topics(Permission::Level::organization, "org.permissions", "at the organization", organization);
    const bool has_projects = projects == 0 || add_topics(Permission::Level::project, "project.permissions",
                                                          "in its projects", project);
    if (!has_organization || !has_projects) return std::nullopt;
    return std::move(part_);
  }

 private:
  void leave_out(std::string what, const Gap& gap) {
    part_.left_out.push_back(
        {.why = Why::unread, .what = std::move(what), .reason = gap.reason, .grant = gap.grant});
  }

  /// Those that can be asked at the level. What the service does not list is told.
  std::vector<Probed> namespaces_at(Permission::Level level, const std::string& what) {
    std::vector<Probed> spaces;
    const auto& listed = facts_.view().namespaces().known;
    for (const Catalogue::SecurityNamespace& known : catalogue_.namespaces) {
      if (known.form_at(level) == nullptr) continue;
      const auto live = std::ranges::find(listed.items, known.id, &SecurityNamespace::id);
      if (live != listed.items.end()) spaces.push_back({&known, &*live});
    }
    if (listed.rest) leave_out(what, *listed.rest);
    return spaces;
  }

  /// Sorts what is allowed from what is not; nothing while facts are missing.
  std::optional<HeldByNamespace> held_actions(const std::vector<Probed>& spaces, Permission::Level level,
                                              const std::string& what) {
    const Policy probe = probe_policy(spaces, level);
    const auto audit = trial_(probe);
    if (!audit) return std::nullopt;
    HeldByNamespace all;
    for (const Finding& finding : audit->findings) {
      const Rule& rule = probe.rules.at(finding.rule);
      const auto& permission = std::get<Permissions>(rule.requirement.kind).permissions.front();
      HeldActions& held = all[permission.namespace_id][finding.project.value_or("")];
      if (finding.verdict == Verdict::fail) held.allowed.push_back(permission);
      if (finding.verdict == Verdict::pass) held.denied.push_back(permission);
      held.is_open = held.is_open || finding.verdict == Verdict::inconclusive;
    }
    leave_out_gaps(*audit, what);
    return all;
  }

  /// What stands behind findings that could not be decided, each reason once.
  void leave_out_gaps(const Audit& audit, const std::string& what) {
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> unknown;  // by reason and advice
    for (const AuditedGap& each : audit.gaps) {
      unknown[{each.gap.reason, each.gap.grant}].push_back(each.gap.what);
    }
    for (const auto& [why, things] : unknown) {
      std::string reason = things.front();
      if (things.size() > 1) reason += " and " + std::to_string(things.size() - 1) + " more";
      part_.left_out.push_back(
          {.why = Why::unread, .what = what, .reason = reason + ": " + why.first, .grant = why.second});
    }
  }

  /// A topic for each namespace. The first of a level, its own settings, has the plain name.
  bool add_topics(Permission::Level level, const std::string& prefix, const std::string& where,
                  const std::vector<Probed>& spaces) {
    const std::string what = "what it may do " + where;
    const auto held = held_actions(spaces, level, what);
    if (!held) return false;
    for (const Probed& space : spaces) {
      const std::string& name = space.known->name;
      const auto found = held->find(space.known->id);
      if (found == held->end()) continue;
      const std::string id =
          space.known == spaces.front().known ? prefix : concat({prefix, ".", slug_of(name)});
      const std::string title = concat({name, ": ", where, " it may do"});
      std::vector<HeldActions> places;
      places.reserve(found->second.size());
      for (const auto& [project, actions] : found->second) places.push_back(actions);
      const std::string about = concat({what, " (", name, ")"});
      part_.topics.push_back(level == Permission::Level::organization
                                 ? permission_topic(id, title, about, places.front(), Rule::ForEach::nothing)
                                 : permission_topic(id, title, about, places));
    }
    return true;
  }

  /// What stands in no rule is not said to be bounded.
  void note_namespaces_not_probed(const std::vector<Probed>& organization,
                                  const std::vector<Probed>& project) {
    std::set<std::string> ids;
    std::set<std::string> names;
    for (const auto* spaces : {&organization, &project}) {
      for (const Probed& space : *spaces) {
        ids.insert(space.known->id);
        names.insert(fold_case(space.known->name));
      }
    }
    std::vector<std::string> others;
    const auto& listed = facts_.view().namespaces().known.items;
    for (const SecurityNamespace& space : listed) {
      if (ids.contains(space.id)) continue;
      // Some are called alike.
      const std::string name(trim(space.name));
      others.push_back(names.contains(fold_case(name)) ? concat({name, " (", space.id, ")"}) : name);
    }
    for (const Catalogue::SecurityNamespace& space : catalogue_.namespaces) {
      const bool can_be_asked = space.form_at(Permission::Level::organization) != nullptr ||
                                space.form_at(Permission::Level::project) != nullptr;
      const bool is_listed = std::ranges::find(listed, space.id, &SecurityNamespace::id) != listed.end();
      if (can_be_asked && !is_listed) others.push_back(space.name + ", which the service does not list");
    }
    if (others.empty()) return;
    sort_unique(others);
    part_.notes.push_back("Of these security namespaces no rule speaks: " + join_words(others));
  }

  const Facts& facts_;
  const Catalogue& catalogue_;
  const Trial& trial_;
  DraftPart part_;
};

}  // namespace

std::optional<DraftPart> draft_permissions(const Facts& facts, const Catalogue& catalogue,
                                           std::size_t projects, const Trial& trial) {
  return PermissionDrafting(facts, catalogue, trial).run(projects);
}

}  // namespace patrol
