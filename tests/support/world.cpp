#include "tests/support/world.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"
#include "auditor/policy/catalogue.h"

#include <algorithm>
#include <deque>
#include <functional>

namespace patrol {
namespace {

/// What stands between the parts of security tokens (API.md 5.1); of flat namespaces it is no matter.
std::string separator_of(const std::string& name) {
  for (const char* with_colons : {"Collection", "Project", "CSS", "Iteration", "Process"}) {
    if (name == with_colons) return ":";
  }
  return "/";
}

std::string guid(const std::string& seed) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::uint64_t state = 1469598103934665603ULL;
  for (const char c : seed) state = (state ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  std::string text;
  for (const int length : {8, 4, 4, 4, 12}) {
    if (!text.empty()) text += '-';
    for (int i = 0; i < length; ++i) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      text += digits[(state >> 60U) & 15U];
    }
  }
  return text;
}

bool is_group_name(const std::string& member) {
  return member.starts_with('[');
}
bool is_entra(const std::string& group) {
  return group.starts_with("[TEAM FOUNDATION]");
}

std::string scope_of(const std::string& group) {
  return group.substr(1, group.find(']') - 1);
}
std::string name_in_scope(const std::string& group) {
  return group.substr(group.find(']') + 2);
}

constexpr std::size_t cut_at = 99;

}  // namespace

World::World() {
  for (const char* name : {"Shop", "Web", "Mobile"}) project(name);
  account(auditor_email).put(auditor_email, "[contoso]\\Project Collection Administrators");
  need_group("[contoso]\\Project Collection Service Accounts");
  entry(collection_namespace, "NAMESPACE:", "[contoso]\\Project Collection Valid Users", 1, 0);
  entry(collection_namespace, "NAMESPACE:", "[contoso]\\Project Collection Administrators", 2047, 0);
}

World& World::project(const std::string& name) {
  projects_.push_back({guid("project " + name), name, "wellFormed", "private"});
  for (const char* group : {"Readers", "Contributors", "Project Administrators"}) {
    put("[" + name + "]\\" + group, "[" + name + "]\\Project Valid Users");
  }
  put("[" + name + "]\\Project Valid Users", "[contoso]\\Project Collection Valid Users");
  entry(project_namespace, "$PROJECT:vstfs:///Classification/TeamProject/" + projects_.back().id,
        "[" + name + "]\\Readers", 1, 0);
  return *this;
}

World& World::repository(const std::string& project, const std::string& name) {
  repositories_.push_back({guid("repository " + project + name), name, find_project(project).id, false});
  return *this;
}

World& World::hidden_repository(const std::string& project, const std::string& name) {
  repository(project, name);
  hidden_repositories_.insert(repositories_.back().id);
  return *this;
}

World& World::disabled_repository(const std::string& project, const std::string& name) {
  repository(project, name);
  repositories_.back().is_disabled = true;
  return *this;
}

World& World::pipeline(const std::string& project, const std::string& name, const std::string& folder) {
  auto& pipelines = pipelines_[find_project(project).id];
  pipelines.push_back({std::to_string(pipelines.size() + 1), name, folder});
  return *this;
}

World& World::visibility(const std::string& project, const std::string& visibility) {
  std::ranges::find(projects_, project, &Project::name)->visibility = visibility;
  return *this;
}

const Project& World::find_project(const std::string& name) const {
  return *std::ranges::find(projects_, name, &Project::name);
}

TokenIds World::ids(const std::string& project, const std::string& thing) const {
  TokenIds ids{.project = find_project(project).id,
               .area = guid("area " + project),
               .iteration = guid("iteration " + project)};
  for (const Repository& repository : repositories_) {
    if (repository.project_id == ids.project && repository.name == thing) ids.repository = repository.id;
  }
  const auto pipelines = pipelines_.find(ids.project);
  if (pipelines == pipelines_.end()) return ids;
  for (const Pipeline& pipeline : pipelines->second) {
    if (pipeline.name != thing) continue;
    ids.pipeline = pipeline.id;
    ids.folder = pipeline.folder;
  }
  return ids;
}

std::string World::token(const std::string& namespace_id, Permission::Level level,
                         const TokenIds& ids) const {
  return token_chain(*built_in_catalogue().find_namespace(namespace_id), level, ids).at(0);
}

World& World::account(const std::string& email) {
  return account({.id = guid("id " + email),
                  .descriptor = "Microsoft.IdentityModel.Claims.ClaimsIdentity;tenant\\" + email,
                  .subject_descriptor = "aad." + guid("subject " + email),
                  .display_name = email.substr(0, email.find('@')),
                  .account = email,
                  .mail = email,
                  .schema_class = "User",
                  .meta_type = "member",
                  .is_active = true});
}

World& World::account(Identity identity) {
  accounts_[identity.mail.empty() ? identity.account : identity.mail] = std::move(identity);
  return *this;
}

void World::need_group(const std::string& group) {
  groups_.insert(group);
}

World& World::put(const std::string& member, const std::string& group) {
  if (is_group_name(member)) need_group(member);
  need_group(group);
  containers_[member].insert(group);
  return *this;
}

World& World::token(const std::string& email, Token token) {
  tokens_[email].push_back(std::move(token));
  return *this;
}

World& World::entitlement(const std::string& email, Entitlement entitlement) {
  entitlements_[email] = std::move(entitlement);
  return *this;
}

AccessControlList& World::list(const std::string& namespace_id, const std::string& token) {
  AccessControlList& list = lists_[{namespace_id, normal_token(token)}];
  list.token = token;
  return list;
}

World& World::entry(const std::string& namespace_id, const std::string& token, const std::string& principal,
                    std::int64_t allow, std::int64_t deny) {
  if (is_group_name(principal)) need_group(principal);
  list(namespace_id, token)
      .entries.push_back({descriptor_of(principal), allow, deny, std::nullopt, std::nullopt});
  return *this;
}

World& World::hook(const std::string& email, const std::string& project, const std::string& event,
                   Subscription change) {
  change.id = guid("hook " + std::to_string(hooks_.size()));
  change.event = event;
  if (change.status.empty()) change.status = "enabled";
  if (!project.empty()) change.project_id = find_project(project).id;
  if (!email.empty()) change.created_by = accounts_.at(email).id;
  hooks_.push_back(std::move(change));
  return *this;
}

World& World::cut_inheritance(const std::string& namespace_id, const std::string& token) {
  list(namespace_id, token).inherits = false;
  return *this;
}

World& World::crowd(const std::string& group, std::size_t members) {
  need_group(group);
  crowds_[group] = members;
  return *this;
}

World& World::humble_auditor() {
  containers_[auditor_email] = {"[Shop]\\Readers"};
  return *this;
}

Identity& World::identity(const std::string& email) {
  return accounts_.at(email);
}

std::string World::group_descriptor(const std::string& group) const {
  if (is_entra(group)) {
    return "Microsoft.TeamFoundation.Identity;S-1-9-1551374245-1204400969-2402986413-2179408616-3-1-2-3-" +
           std::to_string(std::hash<std::string>{}(group) % 100000);
  }
  const std::string scope = scope_of(group);
  const std::string name = name_in_scope(group);
  const std::string scope_guid = scope == "contoso" ? instance_id : guid("scope " + scope);
  const std::map<std::string, std::string> tails{{"Project Collection Administrators", "-0-0-0-0-1"},
                                                 {"Project Collection Service Accounts", "-0-0-0-0-2"},
                                                 {"Project Collection Valid Users", "-0-0-0-0-3"},
                                                 {"Project Collection Build Administrators", "-0-0-0-1-2"},
                                                 {"Project Administrators", "-0-0-0-0-1"},
                                                 {"Project Valid Users", "-0-0-0-0-3"},
                                                 {"Build Administrators", "-0-0-0-1-2"}};
  const auto tail = tails.find(name);
  if (tail != tails.end()) return *well_known_group_descriptor(scope_guid, tail->second);
  const std::string random = std::to_string(std::hash<std::string>{}(group) % 4000000000U);
  return *well_known_group_descriptor(scope_guid, "-1-7-7-7-" + random);
}

std::string World::descriptor_of(const std::string& member) const {
  return is_group_name(member) ? group_descriptor(member) : accounts_.at(member).descriptor;
}

std::string World::domain_of(const std::string& group) const {
  const std::string scope = scope_of(group);
  for (const Project& project : projects_) {
    if (project.name == scope) return "vstfs:///Classification/TeamProject/" + project.id;
  }
  return is_entra(group) ? "vstfs:///Framework/Generic/1"
                         : std::string("vstfs:///Framework/IdentityDomain/") + instance_id;
}

std::set<std::string> World::closure(const std::string& member) const {
  std::set<std::string> groups;
  std::deque<std::string> queue{member};
  while (!queue.empty()) {
    const auto found = containers_.find(queue.front());
    queue.pop_front();
    if (found == containers_.end()) continue;
    for (const std::string& group : found->second) {
      if (groups.insert(group).second) queue.push_back(group);
    }
  }
  return groups;
}

/// What stands under each token that lists can be under.
void World::add_lists_below(Organization& organization) const {
  for (const auto& [place, known] : organization.access_control) {
    Listing<AccessControlList> lists;
    for (const auto& [other, list] : lists_) {
      if (other.first != place.first || other.second.size() <= place.second.size()) continue;
      if (other.second.starts_with(place.second)) lists.items.push_back(list);
    }
    organization.lists_below.emplace(fact_name(place.first, place.second),
                                     Fact<Listing<AccessControlList>>{std::move(lists), known.reads});
  }
}

/// Tokens that have no list of their own: that is known too.
void World::add_lists(Organization& organization, const std::vector<ReadId>& reads) const {
  const auto add = [&](const TokenIds& of) {
    for (const Catalogue::SecurityNamespace& space : built_in_catalogue().namespaces) {
      for (const Permission::Level level : permission_levels) {
        for (const std::string& token : token_chain(space, level, of)) {
          organization.access_control.emplace(
              std::pair{space.id, normal_token(token)},
              Fact<Evidence<std::optional<AccessControlList>>>{std::optional<AccessControlList>{}, reads});
        }
      }
    }
  };
  for (const Project& project : projects_) {
    add(ids(project.name));
    for (const Repository& repository : repositories_) {
      if (repository.project_id == project.id) add(ids(project.name, repository.name));
    }
    const auto pipelines = pipelines_.find(project.id);
    if (pipelines == pipelines_.end()) continue;
    for (const Pipeline& pipeline : pipelines->second) add(ids(project.name, pipeline.name));
  }
}

Snapshot World::snapshot() const {
  Snapshot snapshot;
  snapshot.collected_at = test_now();
  Organization& organization = snapshot.organizations["contoso"];
  organization.name = "contoso";
  const auto read = [&](const std::string& url) {
    organization.reads.push_back({"GET", "https://dev.azure.com/contoso/_apis/" + url, 200, 1});
    return std::vector<ReadId>{static_cast<ReadId>(organization.reads.size() - 1)};
  };

  const Identity& auditor = accounts_.at(auditor_email);
  organization.connection = {Connection{.instance_id = instance_id,
                                        .identity_descriptor = auditor.descriptor,
                                        .subject_descriptor = auditor.subject_descriptor,
                                        .display_name = auditor.display_name,
                                        .account = auditor.account},
                             read("connectionData")};
  organization.projects = {{projects_, std::nullopt}, read("projects")};
  Listing<SecurityNamespace> namespaces;
  for (const Catalogue::SecurityNamespace& known : built_in_catalogue().namespaces) {
    SecurityNamespace& space = namespaces.items.emplace_back();
    space.id = known.id;
    space.name = known.name;
    space.separator = separator_of(known.name);
    space.hierarchical = true;
    space.system_bits = known.system_bits;
    for (const Catalogue::Action& action : known.actions) {
      space.actions.push_back({action.bit, action.name, action.display_name});
    }
  }
  organization.namespaces = {namespaces, read("securitynamespaces")};

  Listing<GroupName> names;
  for (const std::string& group : groups_) {
    names.items.push_back({.descriptor = *group_subject_descriptor(group_descriptor(group), is_entra(group)),
                           .principal_name = group,
                           .domain = domain_of(group),
                           .origin = is_entra(group) ? "aad" : "vsts"});
  }
  organization.group_names = {names, read("graph/groups")};

  for (const std::string& group : groups_) {
    Identity identity{
        .id = guid("id " + group),
        .descriptor = group_descriptor(group),
        .subject_descriptor = *group_subject_descriptor(group_descriptor(group), is_entra(group)),
        .display_name = group,
        .account = name_in_scope(group),
        .domain = domain_of(group),
        .schema_class = "Group",
        .is_active = true,
        .is_container = true};
    const auto add_member = [&](const std::string& descriptor) {
      if (identity.members.size() < cut_at) identity.members.push_back(descriptor);
    };
    const auto crowd = crowds_.find(group);
    for (std::size_t i = 0; crowd != crowds_.end() && i < crowd->second; ++i) {
      add_member("Microsoft.IdentityModel.Claims.ClaimsIdentity;tenant\\crowd" + std::to_string(i));
    }
    for (const auto& [member, containers] : containers_) {
      if (!containers.contains(group)) continue;
      // What is in an Entra group is just what Azure DevOps does not tell.
      if (is_entra(group)) continue;
      add_member(descriptor_of(member));
    }
    const auto above = containers_.find(group);
    if (above != containers_.end()) {
      for (const std::string& container : above->second) {
        identity.member_of.push_back(group_descriptor(container));
      }
    }
    organization.groups.emplace(fold_case(identity.descriptor),
                                Fact<Evidence<Identity>>{identity, read("identities/" + group)});
  }

  for (const auto& [email, account] : accounts_) {
    Identity identity = account;
    for (const std::string& group : closure(email)) identity.member_of.push_back(group_descriptor(group));
    const auto fact_reads = read("identities?filterValue=" + email);
    for (const AccountSelector& selector :
         {AccountSelector{AccountSelector::Kind::email, email},
          AccountSelector{AccountSelector::Kind::descriptor, identity.descriptor},
          AccountSelector{AccountSelector::Kind::descriptor, identity.subject_descriptor}}) {
      auto& fact = organization.accounts[account_key(selector)];
      fact.known.items.push_back(identity);
      fact.reads.insert(fact.reads.end(), fact_reads.begin(), fact_reads.end());
    }
    Listing<std::string> direct;
    if (const auto found = containers_.find(email); found != containers_.end()) {
      for (const std::string& group : found->second) {
        direct.items.push_back(*group_subject_descriptor(group_descriptor(group), is_entra(group)));
      }
    }
    organization.memberships[identity.subject_descriptor] = {direct, read("graph/memberships/" + email)};
    Listing<Token> tokens;
    if (const auto found = tokens_.find(email); found != tokens_.end()) tokens.items = found->second;
    organization.tokens[identity.subject_descriptor] = {tokens, read("tokenadmin/" + email)};
    if (const auto found = entitlements_.find(email); found != entitlements_.end()) {
      organization.entitlements.emplace(
          identity.id, Fact<Evidence<Entitlement>>{found->second, read("userentitlements/" + email)});
    }
  }
  for (const auto& [place, list] : lists_) {
    organization.access_control.emplace(
        place, Fact<Evidence<std::optional<AccessControlList>>>{std::optional{list},
                                                                read("accesscontrollists/" + place.second)});
  }
  add_lists(organization, read("accesscontrollists"));
  add_lists_below(organization);
  organization.every_repository = {{repositories_, std::nullopt},
                                   read("git/repositories?includeHidden=true")};
  std::vector<Repository> shown = repositories_;
  std::erase_if(shown, [&](const Repository& each) { return hidden_repositories_.contains(each.id); });
  organization.repositories = {{std::move(shown), std::nullopt}, read("git/repositories")};
  organization.subscriptions = {{hooks_, std::nullopt}, read("hooks/subscriptions")};
  for (const Project& project : projects_) {
    const auto pipelines = pipelines_.find(project.id);
    organization.pipelines[project.id] = {
        {pipelines == pipelines_.end() ? std::vector<Pipeline>{} : pipelines->second, std::nullopt},
        read(project.name + "/build/definitions")};
    for (const std::string kind : {"area", "iteration"}) {
      organization.root_nodes.emplace(
          fact_name(kind, project.id),
          Fact<Evidence<std::string>>{guid(kind + " " + project.name), read(project.name + "/wit/" + kind)});
    }
  }
  return snapshot;
}

Catalogue small_catalogue() {
  Catalogue catalogue = built_in_catalogue();
  catalogue.scopes.clear();
  const auto add = [&](std::string id, std::string area, std::string level,
                       std::vector<std::string> implies) {
    catalogue.scopes[id] = {.id = id, .area = area, .level = level, .implies_all = implies};
  };
  add("vso.code", "Code", "Read", {"vso.hooks_write", "vso.profile"});
  add("vso.code_write", "Code", "Read & write", {"vso.code", "vso.hooks_write", "vso.profile"});
  add("vso.code_status", "Code", "Status", {});
  add("vso.work", "Work Items", "Read", {"vso.hooks_write", "vso.profile"});
  add("vso.hooks_write", "Service Hooks", "Read & write", {});
  add("vso.profile", "User Profile", "Read", {});
  return catalogue;
}

Integration flow_integration() {
  return {.name = "flow",
          .policy = "test",
          .organization = "contoso",
          .base_url = "https://dev.azure.com/contoso",
          .email = "svc@contoso.com",
          .account = {AccountSelector::Kind::email, "svc@contoso.com"},
          .pat = {.name = "flow"},
          .features = {"repos"},
          .projects = {"Shop"}};
}

Time test_now() {
  return *parse_time("2026-11-23T09:00:00Z");
}

Token living_token(std::vector<std::string> scopes, std::string name) {
  return {.authorization_id = guid("token " + name),
          .display_name = name,
          .scopes = std::move(scopes),
          .target_accounts = std::vector<std::string>{World::instance_id},
          .valid_from = *parse_time("2026-06-01"),
          .valid_to = *parse_time("2027-03-01"),
          .is_valid = true};
}

void hide(Snapshot& snapshot, FactKey::Kind kind) {
  const Gap gap{Gap::Kind::unauthorized, "a read", "HTTP 401", "grant the scope"};
  Organization& organization = snapshot.organizations.begin()->second;
  const auto hide_all = [&](auto& facts) {
    for (auto& [key, fact] : facts) fact.known = gap;
  };
  const auto cut_all = [&](auto& facts) {
    for (auto& [key, fact] : facts) fact.known = {{}, gap};
  };
  switch (kind) {
    case FactKey::Kind::connection: organization.connection->known = gap; break;
    case FactKey::Kind::projects: organization.projects->known = {{}, gap}; break;
    case FactKey::Kind::namespaces: organization.namespaces->known = {{}, gap}; break;
    case FactKey::Kind::group_names: organization.group_names->known = {{}, gap}; break;
    case FactKey::Kind::account: cut_all(organization.accounts); break;
    case FactKey::Kind::group: hide_all(organization.groups); break;
    case FactKey::Kind::memberships: cut_all(organization.memberships); break;
    case FactKey::Kind::tokens: cut_all(organization.tokens); break;
    case FactKey::Kind::entitlement: hide_all(organization.entitlements); break;
    case FactKey::Kind::access_control: hide_all(organization.access_control); break;
    case FactKey::Kind::lists_below: cut_all(organization.lists_below); break;
    case FactKey::Kind::entra_membership: hide_all(organization.entra_memberships); break;
    case FactKey::Kind::entra_group: hide_all(organization.entra_groups); break;
    case FactKey::Kind::repositories:
      organization.repositories->known = {{}, gap};
      organization.every_repository->known = {{}, gap};
      break;
    case FactKey::Kind::pipelines: cut_all(organization.pipelines); break;
    case FactKey::Kind::root_node: hide_all(organization.root_nodes); break;
    case FactKey::Kind::resources: cut_all(organization.resources); break;
    case FactKey::Kind::role_assignments: cut_all(organization.role_assignments); break;
    case FactKey::Kind::identity: hide_all(organization.identities); break;
    case FactKey::Kind::subscriptions: organization.subscriptions->known = {{}, gap}; break;
    case FactKey::Kind::users: organization.users->known = {{}, gap}; break;
    case FactKey::Kind::service_principals: organization.service_principals->known = {{}, gap}; break;
    case FactKey::Kind::probed_token: hide_all(organization.probed_tokens); break;
    case FactKey::Kind::probe: hide_all(organization.probes); break;
  }
}

}  // namespace patrol
