#include "auditor/model/text.h"
#include "examples/emulator/draft.h"
#include "examples/emulator/membership.h"
#include "examples/emulator/people.h"
#include "examples/emulator/standard.h"

#include <algorithm>
#include <utility>

namespace patrol::emulator {
namespace {

constexpr std::string_view everybody = "Project Collection Valid Users";
constexpr std::string_view build_services = "Project Collection Build Service Accounts";

SubjectId add_group(Draft& draft, std::string_view name, std::string_view description, std::string_view tail,
                    std::optional<std::size_t> project) {
  const Organization& organization = draft.organization;
  const Project* owner = project ? &organization.projects[*project] : nullptr;
  const std::string& scope = owner != nullptr ? owner->scope_id : organization.id;
  const std::string sid_tail = tail.empty() ? custom_sid_tail(scope, name) : std::string(tail);
  const std::string word = owner != nullptr ? project_group_word(*owner, name) : std::string(name);
  return draft.add(make_group(name, description, sid_tail, project, organization), word);
}

void add_build_service(Draft& draft, const std::string& scope_name, const std::string& scope_id) {
  Subject service = make_build_service(scope_name, scope_id, draft.organization);
  const std::string word = service.name;
  draft.join(draft.add(std::move(service), word), draft.named(build_services));
}

void add_organization_groups(Draft& draft) {
  for (const StandardGroup& group : organization_groups())
    add_group(draft, group.name, group.description, group.sid_tail, std::nullopt);
  for (const StandardGroup& group : organization_groups())
    if (group.name != everybody) draft.join(draft.named(group.name), draft.named(everybody));
  draft.organization.administrators = draft.named("Project Collection Administrators");
  add_build_service(draft, "Project Collection", draft.organization.id);
}

/// Readers, Contributors, the team and the administrators are in Project Valid Users, and those in Project
/// Collection Valid Users (API.md 4.5).
void add_project_groups(Draft& draft, std::size_t index) {
  Project& project = draft.organization.projects[index];
  std::vector<SubjectId> groups;
  for (const StandardGroup& group : project_groups())
    groups.push_back(add_group(draft, group.name, group.description, group.sid_tail, index));
  const SubjectId team = add_group(draft, project.name + " Team", "The default project team.", "", index);
  groups.push_back(team);
  project.team_id = draft.organization.subject(team).storage_key;
  project.readers = draft.named(project_group_word(project, "Readers"));
  project.valid_users = draft.named(project_group_word(project, "Project Valid Users"));
  draft.join(team, draft.named(project_group_word(project, "Contributors")));
  for (const SubjectId group : groups)
    if (group != project.valid_users) draft.join(group, project.valid_users);
  draft.join(project.valid_users, draft.named(everybody));
  add_build_service(draft, project.name, project.id);
}

void add_people(Draft& draft) {
  for (const UserEntry& entry : draft.description.users)
    draft.add(make_user(entry, draft.organization), entry.account.text);
  for (const EntraGroupEntry& entry : draft.description.entra_groups)
    draft.add(make_entra_group(entry, draft.organization), entry.name.text);
}

/// Makes the groups that are neither Azure DevOps' own nor Entra's.
void add_described_groups(Draft& draft) {
  for (const GroupEntry& entry : draft.description.groups) {
    const std::string& word = entry.name.text;
    if (draft.names.contains(fold_case(word))) continue;
    const std::size_t slash = word.find('\\');
    if (slash == std::string::npos) {
      add_group(draft, word, entry.description, "", std::nullopt);
    } else if (const auto project = draft.resolve_project(entry.name, word.substr(0, slash))) {
      const SubjectId group = add_group(draft, word.substr(slash + 1), entry.description, "", project);
      draft.join(group, draft.organization.projects[*project].valid_users);
    }
  }
}

void fill(Draft& draft, const Word& group_word, const std::vector<Word>& members, bool hidden) {
  const auto group = draft.names.find(fold_case(group_word.text));
  if (group == draft.names.end()) return;  // already told
  for (const Word& word : members) {
    const std::optional<SubjectId> member = draft.resolve(word);
    if (!member) continue;
    if (hidden) {
      draft.organization.subjects[*member].hidden_groups.push_back(group->second);
    } else {
      draft.join(*member, group->second);
    }
  }
}

/// The server keeps everybody who was added to the organization in this group.
void fill_everybody(Draft& draft) {
  const SubjectId all = draft.named(everybody);
  for (SubjectId id = 0; id < draft.organization.subjects.size(); ++id) {
    if (id == all || draft.organization.subject(id).deleted) continue;
    const auto above = groups_above(draft.organization, id);
    if (std::ranges::find(above, all) == above.end()) draft.join(id, all);
  }
}

}  // namespace

void add_groups_and_people(Draft& draft) {
  add_organization_groups(draft);
  for (std::size_t i = 0; i < draft.organization.projects.size(); ++i) add_project_groups(draft, i);
  add_people(draft);
  add_described_groups(draft);
  for (const GroupEntry& entry : draft.description.groups) fill(draft, entry.name, entry.members, false);
  for (const EntraGroupEntry& entry : draft.description.entra_groups) {
    fill(draft, entry.name, entry.members, false);
    fill(draft, entry.name, entry.hidden, true);
  }
  fill_everybody(draft);
}

}  // namespace patrol::emulator
