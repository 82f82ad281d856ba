#include "auditor/cases/building.h"
#include "auditor/cases/ids.h"
#include "auditor/cases/people.h"
#include "auditor/cases/standard.h"
#include "auditor/model/text.h"

#include <algorithm>

namespace patrol::cases {
namespace {

std::string tenant_of(const Building& building) {
  const std::string& given = building.description().tenant;
  return given.empty() ? guid_for("tenant/" + fold_case(building.description().name)) : fold_case(given);
}

void add_organization_groups(Building& building) {
  const Directory& directory = building.directory();
  for (const StandardGroup& group : organization_groups()) {
    building.add(make_group(group.name, group.tail, directory, nullptr));
  }
  for (const StandardGroup& group : organization_groups()) {
    if (group.name != everybody) building.join(building.named(group.name), building.named(everybody));
  }
  const std::size_t service =
      building.add(make_build_service("Project Collection", directory.id, directory.name, directory.id));
  building.join(service, building.named(build_services));
}

/// Readers, Contributors, the team and the administrators are in Project Valid Users, and those in Project
/// Collection Valid Users (API.md 4.5).
void add_project_groups(Building& building, const ProjectSite& site) {
  Directory& directory = building.directory();
  const std::string& project = site.project.name;
  std::vector<std::size_t> groups;
  for (const StandardGroup& group : project_groups()) {
    groups.push_back(building.add(make_group(group.name, group.tail, directory, &site)));
  }
  groups.push_back(building.add(make_group(project + " Team", "", directory, &site)));
  building.join(groups.back(), building.named(project + "\\" + std::string(contributors)));
  const std::size_t valid_users = building.named(project + "\\" + std::string(project_valid_users));
  for (const std::size_t group : groups) {
    if (group != valid_users) building.join(group, valid_users);
  }
  building.join(valid_users, building.named(everybody));
  const std::size_t service =
      building.add(make_build_service(project, site.project.id, directory.name, directory.id));
  building.join(service, building.named(build_services));
}

void refuse_second(Building& building, const Word& word) {
  if (building.directory().find(word.text) == nullptr) return;
  building.problem(word, "the name " + in_backticks(word.text) + " is taken; two can not share one");
}

void add_people(Building& building) {
  const std::string tenant = tenant_of(building);
  const Directory& directory = building.directory();
  for (const DescribedUser& user : building.description().users) {
    if (user.is_usual && directory.find(user.account.text) != nullptr) continue;
    refuse_second(building, user.account);
    building.add(make_user(user, directory.id, tenant));
  }
  for (const DescribedEntraGroup& group : building.description().entra_groups) {
    refuse_second(building, group.name);
    building.add(make_entra_group(group, directory.id, tenant));
  }
}

/// Makes the groups that are neither Azure DevOps' own nor Entra's.
void add_described_groups(Building& building) {
  Directory& directory = building.directory();
  for (const DescribedGroup& told : building.description().groups) {
    const std::string& word = told.name.text;
    if (directory.find(word) == nullptr) {
      const std::size_t slash = word.find('\\');
      if (slash == std::string::npos) {
        building.add(make_group(word, "", directory, nullptr));
      } else if (const ProjectSite* site = building.resolve_project(told.name, word.substr(0, slash))) {
        const std::size_t group = building.add(make_group(word.substr(slash + 1), "", directory, site));
        building.join(group, building.named(site->project.name + "\\" + std::string(project_valid_users)));
      }
    }
    const auto found = directory.by_word.find(fold_case(word));
    if (found != directory.by_word.end()) directory.subjects[found->second].crowd = told.crowd;
  }
}

void fill(Building& building, const Word& group_word, const std::vector<Word>& members) {
  const auto& by_word = building.directory().by_word;
  const auto group = by_word.find(fold_case(group_word.text));
  if (group == by_word.end()) return;  // already told
  for (const Word& word : members) {
    if (const auto member = building.resolve(word)) building.join(*member, group->second);
  }
}

/// The server keeps everybody who was added to the organization in this group.
void fill_everybody(Building& building) {
  const Directory& directory = building.directory();
  const std::size_t all = building.named(everybody);
  for (std::size_t place = 0; place < directory.subjects.size(); ++place) {
    if (place == all || directory.subjects[place].is_deleted) continue;
    const auto above = directory.groups_above(place);
    if (std::ranges::find(above, all) == above.end()) building.join(place, all);
  }
}

void place_auditor(Building& building) {
  const DescribedAuditor& told = building.description().auditor;
  Directory& directory = building.directory();
  if (told.standing == DescribedAuditor::Standing::user) {
    directory.auditor = building.resolve(told.user).value_or(0);
    return;
  }
  DescribedUser auditor{.account = {"auditor@" + directory.name + ".com", {}}, .name = "Auditor"};
  while (directory.find(auditor.account.text) != nullptr) auditor.account.text.insert(0, "the-");
  directory.auditor = building.add(make_user(auditor, directory.id, tenant_of(building)));
  if (told.standing == DescribedAuditor::Standing::administrator) {
    building.join(directory.auditor, building.named(administrators));
  }
}

}  // namespace

void add_groups_and_people(Building& building) {
  add_organization_groups(building);
  for (const ProjectSite& site : building.directory().projects) add_project_groups(building, site);
  add_people(building);
  add_described_groups(building);
  for (const DescribedGroup& group : building.description().groups) fill(building, group.name, group.members);
  for (const DescribedEntraGroup& group : building.description().entra_groups) {
    fill(building, group.name, group.members);
    // Hidden members have to exist all the same.
    for (const Word& word : group.hidden) building.resolve(word);
  }
  place_auditor(building);
  fill_everybody(building);
}

}  // namespace patrol::cases
