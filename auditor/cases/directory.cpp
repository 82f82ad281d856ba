#include "auditor/cases/directory.h"

#include "auditor/cases/building.h"
#include "auditor/cases/ids.h"
#include "auditor/cases/standard.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace patrol::cases {
std::size_t Building::add(Subject subject) {
  const std::size_t place = directory_.subjects.size();
  directory_.by_word.emplace(fold_case(subject.word), place);
  directory_.subjects.push_back(std::move(subject));
  return place;
}

void Building::join(std::size_t member, std::size_t group) {
  auto& groups = directory_.subjects[member].groups;
  if (std::ranges::find(groups, group) != groups.end()) return;
  groups.push_back(group);
  directory_.subjects[group].members.push_back(member);
}

std::size_t Building::named(std::string_view word) const {
  return directory_.by_word.at(fold_case(word));
}

std::optional<std::size_t> Building::resolve(const Word& word) {
  const auto found = directory_.by_word.find(fold_case(word.text));
  if (found != directory_.by_word.end()) return found->second;
  std::vector<std::string> known;
  known.reserve(directory_.subjects.size());
  for (const Subject& subject : directory_.subjects) known.push_back(subject.word);
  problem(word, "there is no user or group " + in_backticks(word.text) + suggestion(word.text, known));
  return std::nullopt;
}

const ProjectSite* Building::resolve_project(const Word& at, std::string_view name) {
  for (const ProjectSite& site : directory_.projects) {
    if (same_name(site.project.name, name)) return &site;
  }
  std::vector<std::string> known;
  known.reserve(directory_.projects.size());
  for (const ProjectSite& site : directory_.projects) known.push_back(site.project.name);
  problem(at, "there is no project " + in_backticks(name) + suggestion(name, known));
  return nullptr;
}

void add_projects(Building& building) {
  Directory& directory = building.directory();
  for (const DescribedProject& told : building.description().projects) {
    const std::string seed = directory.id + "/project/" + fold_case(told.name.text);
    ProjectSite site{.project = {given_or_made(told.id, seed), told.name.text, told.state, told.visibility},
                     .scope_id = guid_for(seed + "/scope"),
                     .area_id = guid_for(seed + "/area"),
                     .iteration_id = guid_for(seed + "/iteration"),
                     .repositories = {},
                     .hidden_repositories = {},
                     .pipelines = {}};
    std::vector<std::string> repositories = told.repositories;
    if (repositories.empty()) repositories = {told.name.text};
    for (const std::string& name : told.hidden_repositories) site.hidden_repositories.insert(fold_case(name));
    repositories.insert(repositories.end(), told.hidden_repositories.begin(), told.hidden_repositories.end());
    for (const std::string& name : repositories) {
      site.repositories.emplace(fold_case(name),
                                guid_for(std::string(seed).append("/repository/").append(name)));
    }
    for (const std::string& name : told.pipelines) {
      site.pipelines.push_back({std::to_string(site.pipelines.size() + 1), name, "\\"});
    }
    const bool is_known = std::ranges::any_of(directory.projects, [&](const ProjectSite& other) {
      return same_name(other.project.name, told.name.text);
    });
    if (is_known) building.problem(told.name, "the project stands twice; remove one");
    directory.projects.push_back(std::move(site));
  }
}

void add_tokens(Building& building, Time now) {
  Directory& directory = building.directory();
  std::size_t number = 0;
  for (const DescribedToken& told : building.description().tokens) {
    const auto place = building.resolve(told.owner);
    if (!place) continue;
    const std::string& descriptor = directory.subjects[*place].identity.subject_descriptor;
    const std::string seed = directory.id + "/token/" + told.owner.text + "/" + std::to_string(++number);
    Token token{.authorization_id = given_or_made(told.id, seed),
                .display_name = told.name,
                .scopes = told.scopes,
                .target_accounts = std::nullopt,
                .valid_from = told.from,
                .valid_to = told.to,
                .is_valid = !told.revoked && (!told.to || now < *told.to)};
    if (told.organizations) {
      token.target_accounts.emplace();
      for (const std::string& name : *told.organizations) {
        token.target_accounts->push_back(
            same_name(name, directory.name) ? directory.id : guid_for("organization/" + fold_case(name)));
      }
    } else if (!told.all_organizations) {
      token.target_accounts = std::vector{directory.id};
    }
    directory.tokens[descriptor].push_back(std::move(token));
  }
}

void add_subscriptions(Building& building) {
  Directory& directory = building.directory();
  for (const DescribedSubscription& told : building.description().subscriptions) {
    const std::string seed = directory.id + "/subscription/" + std::to_string(directory.subscriptions.size());
    Subscription hook{.id = guid_for(seed),
                      .event = told.event,
                      .status = told.status,
                      .project_id = {},
                      .repository_id = {},
                      .created_by = {},
                      .consumer = told.consumer,
                      .host = told.host,
                      .limits = {}};
    const ProjectSite* site =
        told.project.empty() ? nullptr : building.resolve_project(told.project, told.project.text);
    if (site != nullptr) hook.project_id = site->project.id;
    if (!told.repository.empty()) {
      const auto found = site == nullptr ? decltype(site->repositories.end()){}
                                         : site->repositories.find(fold_case(told.repository));
      if (site == nullptr || found == site->repositories.end()) {
        building.problem(told.project, "the project has no repository " + in_backticks(told.repository));
      } else {
        hook.repository_id = found->second;
      }
    }
    const auto maker = told.created_by.empty() ? std::nullopt : building.resolve(told.created_by);
    if (maker) hook.created_by = directory.subjects[*maker].identity.id;
    for (const Word& limit : told.limits) hook.limits.push_back(limit.text);
    directory.subscriptions.push_back(std::move(hook));
  }
}

const Subject* Directory::find(std::string_view word) const {
  const auto found = by_word.find(fold_case(word));
  return found == by_word.end() ? nullptr : &subjects[found->second];
}

std::vector<std::size_t> Directory::groups_above(std::size_t subject) const {
  std::vector<bool> seen(subjects.size());
  std::vector<std::size_t> above;
  const auto visit = [&](std::size_t from) {
    for (const std::size_t group : subjects[from].groups) {
      if (!seen[group]) above.push_back(group);
      seen[group] = true;
    }
  };
  visit(subject);
  for (std::size_t i = 0; i < above.size(); ++i) visit(above[i]);
  return above;
}

Directory make_directory(const Description& description, const Catalogue& catalogue, Time now,
                         Problems& problems) {
  Directory directory;
  directory.name = description.name;
  directory.id = given_or_made(description.id, "organization/" + fold_case(description.name));
  Building building(description, directory, problems);
  add_projects(building);
  add_groups_and_people(building);
  add_tokens(building, now);
  add_rights(building, catalogue);
  add_subscriptions(building);
  add_resources(building, catalogue);
  return directory;
}

}  // namespace patrol::cases
