#include "auditor/cases/answers.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace patrol::cases {
namespace {

/// `Direct` shows so many members of a group and no more (vsts-rest-api-specs#459).
constexpr std::size_t most_direct_members = 99;

/// A read as the organization's list wants it.
std::vector<ReadId> read_of(Organization& organization, const std::string& what) {
  organization.reads.push_back(
      {"GET", "https://dev.azure.com/" + organization.name + "/_apis/" + what, 200, std::nullopt});
  return {static_cast<ReadId>(organization.reads.size() - 1)};
}

/// An account with all groups that it is in (ExpandedUp).
Identity with_closure(const Directory& directory, std::size_t place) {
  Identity identity = directory.subjects[place].identity;
  for (const std::size_t group : directory.groups_above(place)) {
    identity.member_of.push_back(directory.subjects[group].identity.descriptor);
  }
  return identity;
}

}  // namespace

bool is_found_by(const Subject& subject, std::string_view key) {
  const Identity& identity = subject.identity;
  const auto is_asked = [&](std::string_view kind, const std::string& value) {
    return !value.empty() && key.starts_with(kind) && same_name(key.substr(kind.size()), value);
  };
  return !subject.is_group &&
         (is_asked("email:", identity.mail) || is_asked("email:", identity.account) ||
          is_asked("descriptor:", identity.descriptor) ||
          key == "descriptor:" + identity.subject_descriptor ||
          (!subject.application_id.empty() && (is_asked("service_principal:", subject.application_id) ||
                                               is_asked("service_principal:", identity.object_id))));
}

namespace {

void answer_account(const FactKey& key, const Directory& directory, Organization& organization) {
  Listing<Identity> found;
  for (std::size_t place = 0; place < directory.subjects.size(); ++place) {
    if (is_found_by(directory.subjects[place], key.key)) {
      found.items.push_back(with_closure(directory, place));
    }
  }
  // A descriptor is not searched for but asked for: an answer without it proves nothing.
  if (found.items.empty() && key.key.starts_with("descriptor:")) {
    found.rest = Gap{Gap::Kind::not_found, "the account", "the service gave nothing for it", ""};
  }
  organization.accounts[key.key] = {std::move(found), read_of(organization, "identities?" + key.key)};
}

std::vector<std::string> crowd_of(const Subject& group, std::string_view kind) {
  std::vector<std::string> crowd;
  for (std::size_t i = 1; i <= group.crowd; ++i) {
    crowd.push_back(std::string(kind) + "crowd-" + std::to_string(i));
  }
  return crowd;
}

void answer_group(const FactKey& key, const Directory& directory, Organization& organization) {
  const auto group = std::ranges::find_if(directory.subjects, [&](const Subject& candidate) {
    return candidate.is_group && same_name(candidate.identity.descriptor, key.detail);
  });
  std::vector<ReadId> reads = read_of(organization, "identities?descriptors=" + key.detail);
  if (group == directory.subjects.end()) {
    const Gap gap{Gap::Kind::not_found, "the group " + key.detail, "the service gave nothing for it", ""};
    organization.groups.insert_or_assign(key.key, Fact<Evidence<Identity>>{gap, std::move(reads)});
    return;
  }
  Identity identity = group->identity;
  for (const std::size_t above : group->groups) {
    identity.member_of.push_back(directory.subjects[above].identity.descriptor);
  }
  // Who is in an Entra group is told by each member, not by the group (API.md 4.6).
  if (!entra_group_object_id(identity.descriptor)) {
    identity.members = crowd_of(*group, "Microsoft.IdentityModel.Claims.ClaimsIdentity;");
    for (const std::size_t member : group->members) {
      identity.members.push_back(directory.subjects[member].identity.descriptor);
    }
    if (identity.members.size() > most_direct_members) identity.members.resize(most_direct_members);
  }
  organization.groups.insert_or_assign(key.key,
                                       Fact<Evidence<Identity>>{std::move(identity), std::move(reads)});
}

/// Groups that graph shows an account in directly (API.md 4.3).
void answer_memberships(const FactKey& key, const Directory& directory, Organization& organization) {
  Listing<std::string> groups;
  for (const Subject& subject : directory.subjects) {
    if (subject.identity.subject_descriptor != key.key) continue;
    for (const std::size_t group : subject.groups) {
      groups.items.push_back(directory.subjects[group].identity.subject_descriptor);
    }
  }
  organization.memberships[key.key] = {std::move(groups),
                                       read_of(organization, "graph/memberships/" + key.key)};
}

void answer_group_names(const Directory& directory, Organization& organization) {
  Listing<GroupName> names;
  for (const Subject& subject : directory.subjects) {
    const Identity& identity = subject.identity;
    if (!subject.is_group) continue;
    const auto entra = entra_group_object_id(identity.descriptor);
    names.items.push_back({.descriptor = identity.subject_descriptor,
                           .principal_name = identity.display_name,
                           .domain = identity.domain,
                           .origin = entra ? "aad" : "vsts",
                           .origin_id = entra.value_or(identity.id)});
  }
  organization.group_names = {std::move(names), read_of(organization, "graph/groups")};
}

void answer_tokens(const FactKey& key, const Directory& directory, Organization& organization) {
  Listing<Token> tokens;
  if (const auto found = directory.tokens.find(key.key); found != directory.tokens.end()) {
    tokens.items = found->second;
  }
  organization.tokens[key.key] = {std::move(tokens),
                                  read_of(organization, "tokenadmin/personalaccesstokens/" + key.key)};
}

struct Licence {
  std::string_view word;
  std::string_view account;
  std::string_view msdn;
  std::string_view github;
  std::string_view source;
  std::string_view title;
};

/// API.md 3.9
constexpr std::array licences{
    Licence{"basic", "express", "none", "", "account", "Basic"},
    Licence{"basic-test-plans", "advanced", "none", "", "account", "Basic + Test Plans"},
    Licence{"stakeholder", "stakeholder", "none", "", "account", "Stakeholder"},
    Licence{"visual-studio", "none", "enterprise", "", "msdn", "Visual Studio Enterprise subscription"},
    Licence{"github-enterprise", "none", "none", "enterprise", "account", "GitHub Enterprise"}};

Evidence<Entitlement> entitlement_of(const Subject* subject) {
  const auto* const licence =
      subject == nullptr ? licences.end() : std::ranges::find(licences, subject->license, &Licence::word);
  if (licence == licences.end() || subject->is_deleted) {
    return Gap{Gap::Kind::not_found, "the access level of the account", "HTTP 404: it has none", ""};
  }
  const bool is_invited = subject->identity.subject_descriptor.starts_with("bnd.");
  return Entitlement{.account_license_type = std::string(licence->account),
                     .msdn_license_type = std::string(licence->msdn),
                     .github_license_type = std::string(licence->github),
                     .licensing_source = std::string(licence->source),
                     .license_display_name = std::string(licence->title),
                     .status = subject->is_disabled ? "disabled"
                               : is_invited         ? "pending"
                                                    : "active"};
}

void answer_entitlement(const FactKey& key, const Directory& directory, Organization& organization) {
  const auto subject = std::ranges::find_if(
      directory.subjects, [&](const Subject& candidate) { return candidate.identity.id == key.key; });
  organization.entitlements.insert_or_assign(
      key.key,
      Fact<Evidence<Entitlement>>{entitlement_of(subject == directory.subjects.end() ? nullptr : &*subject),
                                  read_of(organization, "userentitlements/" + key.key)});
}

void answer_access_control(const FactKey& key, const Directory& directory, Organization& organization) {
  const std::pair place{key.key, normal_token(key.detail)};
  const auto found = directory.access.find(place);
  const auto list = found == directory.access.end() ? std::nullopt : std::optional{found->second};
  organization.access_control.insert_or_assign(
      place, Fact<Evidence<std::optional<AccessControlList>>>{
                 list, read_of(organization, "accesscontrollists/" + key.key + "?token=" + key.detail)});
}

void answer_lists_below(const FactKey& key, const Directory& directory, Organization& organization) {
  const std::string above = normal_token(key.detail);
  Listing<AccessControlList> lists;
  for (const auto& [place, list] : directory.access) {
    const bool is_below = place.second.size() > above.size() && place.second.starts_with(above);
    if (place.first == key.key && is_below) lists.items.push_back(list);
  }
  organization.lists_below.insert_or_assign(
      fact_name(key.key, above),
      Fact<Listing<AccessControlList>>{
          std::move(lists),
          read_of(organization, "accesscontrollists/" + key.key + "?token=" + key.detail + "&recurse=true")});
}

void answer_connection(const Directory& directory, Organization& organization) {
  const Identity& auditor = directory.subjects[directory.auditor].identity;
  organization.connection = {Connection{.instance_id = directory.id,
                                        .identity_descriptor = auditor.descriptor,
                                        .subject_descriptor = auditor.subject_descriptor,
                                        .display_name = auditor.display_name,
                                        .account = auditor.account},
                             read_of(organization, "connectionData")};
}

void answer_projects(const Directory& directory, Organization& organization) {
  Listing<Project> projects;
  for (const ProjectSite& site : directory.projects) projects.items.push_back(site.project);
  organization.projects = {std::move(projects), read_of(organization, "projects")};
}

const ProjectSite* site_of(const Directory& directory, const std::string& project_id) {
  const auto found = std::ranges::find_if(
      directory.projects, [&](const ProjectSite& site) { return site.project.id == project_id; });
  return found == directory.projects.end() ? nullptr : &*found;
}

void answer_root_node(const FactKey& key, const Directory& directory, Organization& organization) {
  const ProjectSite* site = site_of(directory, key.key);
  Evidence<std::string> id = Gap{Gap::Kind::not_found, "the root " + key.detail + " of a project",
                                 "HTTP 404: there is no such project", ""};
  if (site != nullptr) id = key.detail == "area" ? site->area_id : site->iteration_id;
  organization.root_nodes.insert_or_assign(
      fact_name(key.detail, key.key),
      Fact<Evidence<std::string>>{std::move(id), read_of(organization, key.detail + "s/" + key.key)});
}

void answer_identity(const FactKey& key, const Directory& directory, Organization& organization) {
  const auto found = std::ranges::find_if(
      directory.subjects, [&](const Subject& subject) { return subject.identity.id == key.key; });
  Evidence<Identity> identity =
      Gap{Gap::Kind::not_found, "the identity " + key.key, "the service gave nothing for it", ""};
  if (found != directory.subjects.end()) identity = found->identity;
  organization.identities.insert_or_assign(
      key.key, Fact<Evidence<Identity>>{std::move(identity), read_of(organization, "identities/" + key.key)});
}

/// What a case has no words for can not be said to be there, nor to be absent.
Gap not_described(const FactKey& key) {
  return {Gap::Kind::not_decidable, std::string(to_word(key.kind)), "cases have no words for this", ""};
}

void answer_resources(const FactKey& key, const Directory& directory, Organization& organization) {
  const std::string name = fact_name(key.key, key.detail);
  Listing<Resource> listing;
  if (const auto found = directory.resources.find(name); found != directory.resources.end()) {
    listing.items = found->second;
  }
  organization.resources[name] = {std::move(listing), read_of(organization, "resources/" + name)};
}

void answer_role_assignments(const FactKey& key, const Directory& directory, Organization& organization) {
  const std::string name = fact_name(key.key, key.detail);
  Listing<RoleAssignment> listing;
  if (const auto found = directory.role_pages.find(name); found != directory.role_pages.end()) {
    listing.items = found->second.assignments;
  }
  organization.role_assignments[name] = {std::move(listing), read_of(organization, "securityroles/" + name)};
}

/// Repositories are described by name alone; whether one is disabled is not.
void answer_repositories(const Directory& directory, bool every, Organization& organization) {
  Listing<Repository> repositories;
  for (const ProjectSite& site : directory.projects) {
    for (const auto& [name, id] : site.repositories) {
      if (!every && site.hidden_repositories.contains(name)) continue;
      repositories.items.push_back({.id = id, .name = name, .project_id = site.project.id});
    }
  }
  auto& fact = every ? organization.every_repository : organization.repositories;
  fact = {std::move(repositories),
          read_of(organization, every ? "git/repositories?includeHidden=true" : "git/repositories")};
}

void answer_pipelines(const FactKey& key, const Directory& directory, Organization& organization) {
  Listing<Pipeline> pipelines;
  if (const ProjectSite* site = site_of(directory, key.key)) {
    pipelines.items = site->pipelines;
  } else {
    pipelines.rest =
        Gap{Gap::Kind::not_found, "the pipelines of a project", "HTTP 404: there is no such project", ""};
  }
  organization.pipelines[key.key] = {std::move(pipelines),
                                     read_of(organization, key.key + "/build/definitions")};
}

}  // namespace

void answer(const FactKey& key, const Directory& directory, Organization& organization) {
  switch (key.kind) {
    case FactKey::Kind::connection: answer_connection(directory, organization); break;
    case FactKey::Kind::projects: answer_projects(directory, organization); break;
    case FactKey::Kind::namespaces:
      organization.namespaces = {{directory.namespaces, std::nullopt},
                                 read_of(organization, "securitynamespaces")};
      break;
    case FactKey::Kind::group_names: answer_group_names(directory, organization); break;
    case FactKey::Kind::account: answer_account(key, directory, organization); break;
    case FactKey::Kind::group: answer_group(key, directory, organization); break;
    case FactKey::Kind::memberships: answer_memberships(key, directory, organization); break;
    case FactKey::Kind::tokens: answer_tokens(key, directory, organization); break;
    case FactKey::Kind::entitlement: answer_entitlement(key, directory, organization); break;
    case FactKey::Kind::access_control: answer_access_control(key, directory, organization); break;
    case FactKey::Kind::lists_below: answer_lists_below(key, directory, organization); break;
    case FactKey::Kind::repositories:
      answer_repositories(directory, key.detail == every_detail, organization);
      break;
    case FactKey::Kind::root_node: answer_root_node(key, directory, organization); break;
    case FactKey::Kind::identity: answer_identity(key, directory, organization); break;
    case FactKey::Kind::subscriptions:
      organization.subscriptions = {{directory.subscriptions, std::nullopt},
                                    read_of(organization, "hooks/subscriptions")};
      break;
    case FactKey::Kind::pipelines: answer_pipelines(key, directory, organization); break;
    case FactKey::Kind::resources: answer_resources(key, directory, organization); break;
    case FactKey::Kind::role_assignments: answer_role_assignments(key, directory, organization); break;
    case FactKey::Kind::entra_membership:
      organization.entra_memberships.insert_or_assign(entra_membership_key(key.key, key.detail),
                                                      Fact<Evidence<bool>>{not_described(key), {}});
      break;
    case FactKey::Kind::entra_group:
      organization.entra_groups.insert_or_assign(key.key, Fact<Evidence<EntraGroup>>{not_described(key), {}});
      break;
    case FactKey::Kind::probed_token:
      organization.probed_tokens.insert_or_assign(key.key,
                                                  Fact<Evidence<ProbedToken>>{not_described(key), {}});
      break;
    case FactKey::Kind::users:
    case FactKey::Kind::service_principals:  // no rule is about everybody
    case FactKey::Kind::probe: break;        // of no token that was not accepted
  }
}

}  // namespace patrol::cases
