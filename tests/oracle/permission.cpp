#include "auditor/model/text.h"
#include "tests/oracle/known.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <utility>

namespace patrol::oracle {
namespace {

/// The namespaces that are asked about, with the tokens of API.md 5.1.
constexpr std::string_view project_space = "52d39943-cb85-4d7f-8fa8-c6baac873819";
constexpr std::string_view git = "2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87";
constexpr std::string_view build = "33344d9c-fc72-4d6f-aba5-fa317101a7e9";
constexpr std::string_view release = "c788c23e-1b46-4162-8f5e-d7585343b5de";
constexpr std::string_view hooks = "cb594ebe-87dd-4fc9-ac2c-6a10a4c92046";
constexpr std::string_view tagging = "bb50f182-8e5e-40b8-bc21-e8752a1e7ae2";
constexpr std::string_view analytics = "58450c49-b02d-465a-ab12-59ae512d6531";
constexpr std::string_view collection = "3e65f728-f8bc-4ecd-8764-7e378b19bfa7";
constexpr std::string_view areas = "83e28ad4-2d72-4ceb-97b0-c7726d5502c3";
constexpr std::string_view iterations = "bf7bfa03-b2b7-47db-8113-fa2e002cc5b1";
constexpr std::string_view queries = "71356614-aad7-4757-8f2c-0fb3bff6f680";

std::optional<std::string> repository(const Known& known, const std::string& project,
                                      const std::string& name) {
  if (!known.organization.repositories) return std::nullopt;
  for (const Repository& repository : known.organization.repositories->known.items) {
    if (repository.project_id == project && same_name(repository.name, name)) return repository.id;
  }
  return std::nullopt;
}

std::optional<std::string> root_node(const Known& known, const std::string& kind,
                                     const std::string& project) {
  const auto found = known.organization.root_nodes.find(kind + ":" + project);
  if (found == known.organization.root_nodes.end() || !found->second.known) return std::nullopt;
  return found->second.known.value();
}

/// A build definition, each of its folders, and the project. Backslashes of the folder's path become slashes,
/// and the root folder adds nothing.
std::optional<std::vector<std::string>> definition(const Known& known, const std::string& project,
                                                   const std::string& name) {
  const auto list = known.organization.pipelines.find(project);
  if (list == known.organization.pipelines.end()) return std::nullopt;
  for (const Pipeline& pipeline : list->second.known.items) {
    std::vector<std::string> tokens{project};
    std::string called;
    for (std::string rest = pipeline.folder; !rest.empty();) {
      const auto end = std::min(rest.find('\\'), rest.size());
      const std::string folder = rest.substr(0, end);
      rest.erase(0, end + 1);
      if (folder.empty()) continue;
      tokens.insert(tokens.begin(), tokens.front() + "/" + folder);
      called += folder + "/";
    }
    tokens.insert(tokens.begin(), tokens.front() + "/" + pipeline.id);
    if (same_name(called + pipeline.name, name)) return tokens;
  }
  return std::nullopt;
}

/// The token and all that it inherits from, nearest first; nothing: an id in it is not known.
std::optional<std::vector<std::string>> path(const Known& known, const Permission& permission,
                                             const std::string& project, const Spot& spot) {
  const std::string_view space = permission.namespace_id;
  if (space == collection) return std::vector<std::string>{"NAMESPACE:"};
  if (space == project_space) {
    return std::vector<std::string>{"$PROJECT:vstfs:///Classification/TeamProject/" + project, "$PROJECT:"};
  }
  if (permission.level == Permission::Level::pipeline) return definition(known, project, spot.resource);
  if (space == build || space == release) return std::vector<std::string>{project};
  if (space == tagging) return std::vector<std::string>{"/" + project, ""};
  if (space == analytics) return std::vector<std::string>{"$/" + project, "$"};
  if (space == hooks) return std::vector<std::string>{"PublisherSecurity/" + project, "PublisherSecurity"};
  if (space == queries) return std::vector<std::string>{"$/" + project, "$"};
  if (space == areas || space == iterations) {
    const auto root = root_node(known, space == areas ? "area" : "iteration", project);
    if (!root) return std::nullopt;
    return std::vector<std::string>{"vstfs:///Classification/Node/" + *root};
  }
  std::vector<std::string> tokens{"repoV2/" + project, "repoV2"};
  if (permission.level != Permission::Level::repository) return tokens;
  const auto id = repository(known, project, spot.resource);
  if (!id) return std::nullopt;
  tokens.insert(tokens.begin(), tokens.front() + "/" + *id);
  return tokens;
}

std::optional<std::int64_t> live_bit(const Known& known, const Permission& permission) {
  if (!known.organization.namespaces) return std::nullopt;
  for (const SecurityNamespace& space : known.organization.namespaces->known.items) {
    if (space.id != permission.namespace_id) continue;
    if (permission.bit) return permission.bit;
    for (const auto& action : space.actions) {
      if (same_name(action.name, permission.action)) return action.bit;
    }
  }
  return std::nullopt;
}

/// API.md 5, the pseudo-code, for one of the possible worlds.
Answer decide(const Known& known, const Permission& permission, const std::vector<std::string>& tokens,
              std::int64_t bit, const GroupSet& world) {
  for (const std::string& token : tokens) {
    const auto fact = known.organization.access_control.find({permission.namespace_id, normal_token(token)});
    if (fact == known.organization.access_control.end() || !fact->second.known) return Answer::unknown;
    const auto& list = fact->second.known.value();
    if (!list) {
      // An empty answer may hide a list from one who is no administrator (DESIGN 2, Names).
      if (!known.auditor_administers) return Answer::unknown;
      continue;
    }
    bool allowed = false;
    for (const AccessControlEntry& entry : list->entries) {
      if (!world.contains(fold_case(entry.descriptor))) continue;
      if ((entry.deny & bit) != 0) return Answer::no;
      allowed |= (entry.allow & bit) != 0;
    }
    if (allowed) return Answer::yes;
    if (!list->inherits) break;
  }
  return Answer::no;
}

/// The same for lists that are at hand, the nearest first.
bool is_allowed_on(const std::vector<const AccessControlList*>& lists, std::int64_t bit,
                   const GroupSet& world) {
  for (const AccessControlList* list : lists) {
    bool allowed = false, denied = false;
    for (const AccessControlEntry& entry : list->entries) {
      if (!world.contains(fold_case(entry.descriptor))) continue;
      denied |= (entry.deny & bit) != 0;
      allowed |= (entry.allow & bit) != 0;
    }
    if (allowed || denied) return !denied;
    if (!list->inherits) return false;
  }
  return false;
}

/// API.md 5, rule 6: what entries do not give to an administrator, who usually keeps it all the same, can not
/// be told.
Answer in_world(const Known& known, const Permission& permission, const std::vector<std::string>& tokens,
                std::int64_t bit, const GroupSet& world) {
  const Answer answer = decide(known, permission, tokens, bit, world);
  if (answer != Answer::no) return answer;
  return administers(known, world) == Answer::no ? Answer::no : Answer::unknown;
}

/// API.md 5, rule 12: what the service says of the account's own row, where it contradicts.
bool contradicted(const Known& known, const Permission& permission, const std::string& token,
                  std::int64_t bit, Answer answer) {
  const auto fact = known.organization.access_control.find({permission.namespace_id, normal_token(token)});
  if (fact == known.organization.access_control.end() || !fact->second.known) return false;
  const auto& list = fact->second.known.value();
  if (!list) return false;
  for (const AccessControlEntry& entry : list->entries) {
    if (!same_name(entry.descriptor, known.account->descriptor)) continue;
    const auto against = answer == Answer::yes ? entry.effective_deny : entry.effective_allow;
    if (answer != Answer::unknown && (against.value_or(0) & bit) != 0) return true;
    // The sum holds what is explicit: what the row itself says and the sum lacks is no less a contradiction.
    const bool sums_to_allow = (entry.effective_allow.value_or(0) & bit) != 0;
    const bool sums_to_deny = (entry.effective_deny.value_or(0) & bit) != 0;
    if (entry.effective_deny && (entry.deny & bit) != 0 && !sums_to_deny && !sums_to_allow) return true;
    const bool only_allows = (entry.deny & bit) == 0 && (entry.allow & bit) != 0;
    if (entry.effective_allow && only_allows && !sums_to_allow && !sums_to_deny) return true;
  }
  return false;
}

/// What the entries give, whatever else stands in the way.
Answer by_entries(const Known& known, const Permission& permission, const std::string& project,
                  const Spot& spot) {
  const auto bit = live_bit(known, permission);
  const auto tokens = path(known, permission, project, spot);
  if (!bit || !tokens) return Answer::unknown;
  bool some = false, none = false;
  for (const GroupSet& world : known.groups.worlds) {
    const Answer answer = in_world(known, permission, *tokens, *bit, world);
    some |= answer != Answer::no;
    none |= answer != Answer::yes;
  }
  const Answer answer = some && none ? Answer::unknown : some ? Answer::yes : Answer::no;
  return contradicted(known, permission, tokens->front(), *bit, answer) ? Answer::unknown : answer;
}

/// Of which token all that is below is read at once.
std::string top_of(std::string_view space, const std::string& project,
                   const std::vector<std::string>& tokens) {
  return space == git ? "repoV2/" + project : tokens.front();
}

/// Whether some token under the first one gives it, on the way from there to the first (API.md 3.5,
/// `recurse`).
Answer below_by_entries(const Known& known, const Permission& permission, const std::string& project,
                        const Spot& spot, const std::vector<PermissionAt>& but_not) {
  const auto bit = live_bit(known, permission);
  const auto tokens = path(known, permission, project, spot);
  if (!bit || !tokens) return Answer::unknown;
  const std::string_view space = permission.namespace_id;
  static const std::set<std::string_view> with_more{git, build, release, areas, iterations, queries};
  // There is nothing below a definition.
  if (!with_more.contains(space) || permission.level == Permission::Level::pipeline) return Answer::no;
  const std::string top = top_of(space, project, *tokens);
  const auto fact = known.organization.lists_below.find(fact_name(space, normal_token(top)));
  if (fact == known.organization.lists_below.end()) return Answer::unknown;
  // Who is no administrator may not be shown all there is.
  const bool is_whole = fact->second.known.complete() && known.auditor_administers;
  Answer answer = is_whole ? Answer::no : Answer::unknown;
  const std::string here = normal_token(tokens->front());
  const auto is_above = [](const std::string& above, const std::string& token) {
    return token.size() > above.size() && token.starts_with(above) &&
           (token[above.size()] == '/' || token[above.size()] == ':');
  };
  bool may_be_elsewhere = false;
  std::vector<std::string> needed;
  for (const PermissionAt& each : but_not) {
    const auto place = path(known, each.permission, project, each.spot);
    if (place) needed.push_back(normal_token(place->front()));
    may_be_elsewhere |= !place;
  }
  for (const AccessControlList& leaf : fact->second.known.items) {
    const std::string token = normal_token(leaf.token);
    if (!is_above(here, token)) continue;
    const bool is_needed = std::ranges::any_of(
        needed, [&](const std::string& place) { return token == place || is_above(place, token); });
    if (is_needed) continue;
    // Which of the lists on the way decides, in each possible world.
    std::vector<const AccessControlList*> way;
    for (const AccessControlList& list : fact->second.known.items) {
      const std::string other = normal_token(list.token);
      if (is_above(here, other) && (other == token || is_above(other, token))) way.push_back(&list);
    }
    std::ranges::sort(way, std::greater<>{},
                      [](const AccessControlList* list) { return list->token.size(); });
    bool some = false, none = false;
    for (const GroupSet& world : known.groups.worlds) {
      const bool is_allowed = is_allowed_on(way, *bit, world);
      some |= is_allowed;
      none |= !is_allowed;
    }
    answer = either(answer, some && none ? Answer::unknown : some ? Answer::yes : Answer::no);
  }
  return answer == Answer::yes && may_be_elsewhere ? Answer::unknown : answer;
}

/// API.md 5, rule 11: everything needs the organization's GENERIC_READ, and a repository also that of its
/// project. That was met in the field, and is no documented rule: a closed gate leaves it open what is
/// behind.
bool gates_are_open(const Known& known, const Permission& permission, const std::string& project,
                    const Spot& spot) {
  const auto is_open = [&](std::string_view space, Permission::Level level) {
    Permission gate = permission;
    gate.level = level;
    gate.namespace_id = space;
    gate.action = "GENERIC_READ";
    return by_entries(known, gate, project, spot) == Answer::yes;
  };
  const auto& projects = known.organization.projects;
  const bool is_public = projects && std::ranges::any_of(projects->known.items, [&](const Project& each) {
                           return each.id == project && each.visibility == "public";
                         });
  const bool needs_project = permission.namespace_id == git && !is_public;
  if (needs_project && !is_open(project_space, Permission::Level::project)) return false;
  return is_open(collection, Permission::Level::organization);
}

/// What Microsoft's "Change project visibility to public or private" gives to nonmembers of a public project:
/// to read code, work items, builds and releases. Of one that is open to the organization it says nothing.
bool only_reads(const Permission& permission) {
  static const std::set<std::pair<std::string_view, std::string_view>> all{
      {project_space, "GENERIC_READ"}, {git, "GenericRead"},
      {build, "ViewBuilds"},           {build, "ViewBuildDefinition"},
      {tagging, "Enumerate"},          {areas, "WORK_ITEM_READ"},
      {release, "ViewReleases"},       {release, "ViewReleaseDefinition"}};
  return all.contains({permission.namespace_id, permission.action});
}

}  // namespace

Answer has_permission(const Known& known, const Permission& permission, Rule::Mode mode, const Spot& spot,
                      const std::vector<PermissionAt>& but_not) {
  if (!known.account) return Answer::unknown;
  const auto project_name = project_of(permission.place, spot);
  const Project* project = project_name ? find_project(known, *project_name) : nullptr;
  if (project_name && project == nullptr) {
    return all_projects_read(known) ? missing(known) : Answer::unknown;
  }
  const std::string id = project != nullptr ? project->id : "";
  // Under a ceiling what goes beyond it is looked for, and what everybody has goes beyond none.
  const bool is_beyond = mode == Rule::Mode::at_most;
  const bool forbids = mode == Rule::Mode::forbid || is_beyond;
  Answer answer = by_entries(known, permission, id, spot);
  // What must not be held must not be held further down either.
  if (forbids) answer = either(answer, below_by_entries(known, permission, id, spot, but_not));
  if (!forbids && answer == Answer::yes && !gates_are_open(known, permission, id, spot))
    answer = Answer::unknown;
  // API.md 3.5: never conclude from one read of an inactive identity, which may be activated again.
  if (!known.account->is_active) answer = Answer::unknown;
  if (!known.account->is_active && forbids) return answer;
  if (answer != Answer::yes && !is_beyond && project != nullptr && project->visibility != "private" &&
      only_reads(permission))
    return forbids && project->visibility == "public" ? Answer::yes : Answer::unknown;
  // API.md 5, rule 10: a stakeholder has no repositories but in a public project.
  if (permission.namespace_id != git || project->visibility == "public") return answer;
  return both(answer, has_access(known, AccessLevel::basic, Rule::Mode::require));
}

std::vector<const AccessControlList*> lists_around(const Known& known, const Permission& permission,
                                                   const Spot& spot) {
  std::vector<const AccessControlList*> lists;
  const auto name = project_of(permission.place, spot);
  const Project* project = name ? find_project(known, *name) : nullptr;
  const std::string id = project != nullptr ? project->id : "";
  const auto tokens = path(known, permission, id, spot);
  if (!tokens || (name && project == nullptr)) return lists;
  for (const std::string& token : *tokens) {
    const auto fact = known.organization.access_control.find({permission.namespace_id, normal_token(token)});
    if (fact == known.organization.access_control.end() || !fact->second.known) continue;
    if (const auto& list = fact->second.known.value()) lists.push_back(&*list);
  }
  const std::string top = normal_token(top_of(permission.namespace_id, id, *tokens));
  const auto below = known.organization.lists_below.find(fact_name(permission.namespace_id, top));
  if (below == known.organization.lists_below.end()) return lists;
  for (const AccessControlList& list : below->second.known.items) lists.push_back(&list);
  return lists;
}

}  // namespace patrol::oracle
