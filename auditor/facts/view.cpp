#include "auditor/facts/view.h"

#include "auditor/model/text.h"

#include <utility>

namespace patrol {
namespace {

/// What stands in for a fact that no one asked for.
Gap not_collected(std::string what) {
  return {Gap::Kind::not_collected, std::move(what), "the snapshot was collected without it",
          "collect again with these policies and integrations"};
}

template <class T>
Fact<Listing<T>> no_listing(std::string what) {
  return {.known = {.items = {}, .rest = not_collected(std::move(what))}, .reads = {}};
}

/// Everybody is asked for by one command alone.
Fact<Listing<Principal>> no_directory(std::string what) {
  Gap gap = not_collected(std::move(what));
  gap.grant = "read it by `patrol discover` without --snapshot";
  return {.known = {.items = {}, .rest = std::move(gap)}, .reads = {}};
}

template <class T>
Fact<Evidence<T>> no_evidence(std::string what) {
  return {.known = not_collected(std::move(what)), .reads = {}};
}

template <class Map, class Key>
const typename Map::mapped_type* find(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

View::View(const Organization* organization, std::string name, std::set<FactKey>* missing, bool ask_graph)
    : organization_(organization), name_(std::move(name)), missing_(missing), ask_graph_(ask_graph) {}

void View::note(FactKey key) const {
  if (missing_ != nullptr) missing_->insert(std::move(key));
}

const Fact<Evidence<Connection>>& View::connection() const {
  static const auto unasked = no_evidence<Connection>("who the auditor is and which organization answers");
  if (organization_ != nullptr && organization_->connection) return *organization_->connection;
  note({FactKey::Kind::connection, {}, {}});
  return unasked;
}

const Fact<Listing<Project>>& View::projects() const {
  static const auto unasked = no_listing<Project>("the projects of the organization");
  if (organization_ != nullptr && organization_->projects) return *organization_->projects;
  note({FactKey::Kind::projects, {}, {}});
  return unasked;
}

const Fact<Listing<SecurityNamespace>>& View::namespaces() const {
  static const auto unasked = no_listing<SecurityNamespace>("the security namespaces of the organization");
  if (organization_ != nullptr && organization_->namespaces) return *organization_->namespaces;
  note({FactKey::Kind::namespaces, {}, {}});
  return unasked;
}

const Fact<Listing<GroupName>>& View::group_names() const {
  static const auto unasked = no_listing<GroupName>("the groups of the organization");
  if (organization_ != nullptr && organization_->group_names) return *organization_->group_names;
  note({FactKey::Kind::group_names, {}, {}});
  return unasked;
}

const Fact<Listing<Identity>>& View::account(const AccountSelector& selector) const {
  static const auto unasked = no_listing<Identity>("the account");
  const std::string key = account_key(selector);
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->accounts, key)) return *fact;
  }
  note({FactKey::Kind::account, key, selector.value});
  return unasked;
}

const Fact<Evidence<Identity>>& View::group(const std::string& identity_descriptor) const {
  static const auto unasked = no_evidence<Identity>("the members of a group");
  std::string key = fold_case(identity_descriptor);
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->groups, key)) return *fact;
  }
  note({FactKey::Kind::group, std::move(key), identity_descriptor});
  return unasked;
}

const Fact<Listing<std::string>>& View::memberships(const std::string& subject_descriptor) const {
  static const auto unasked = no_listing<std::string>("the groups that the account is directly in");
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->memberships, subject_descriptor)) return *fact;
  }
  note({FactKey::Kind::memberships, subject_descriptor, {}});
  return unasked;
}

const Fact<Listing<Token>>& View::tokens(const std::string& subject_descriptor) const {
  static const auto unasked = no_listing<Token>("the personal access tokens of the account");
  if (last_tokens_ != nullptr && last_tokens_->first == subject_descriptor) return last_tokens_->second;
  if (organization_ != nullptr) {
    const auto found = organization_->tokens.find(subject_descriptor);
    if (found != organization_->tokens.end()) {
      last_tokens_ = &*found;
      return found->second;
    }
  }
  note({FactKey::Kind::tokens, subject_descriptor, {}});
  return unasked;
}

const Fact<Evidence<Entitlement>>& View::entitlement(const std::string& identity_id,
                                                     bool service_principal) const {
  static const auto unasked = no_evidence<Entitlement>("the access level of the account");
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->entitlements, identity_id)) return *fact;
  }
  note({FactKey::Kind::entitlement, identity_id, service_principal ? "service_principal" : ""});
  return unasked;
}

const Fact<Evidence<std::optional<AccessControlList>>>& View::access_control(const std::string& namespace_id,
                                                                             const std::string& token) const {
  static const auto unasked = no_evidence<std::optional<AccessControlList>>("an access control list");
  if (organization_ != nullptr) {
    if (const auto* fact =
            find(organization_->access_control, std::pair{namespace_id, normal_token(token)})) {
      return *fact;
    }
  }
  note({FactKey::Kind::access_control, namespace_id, token});
  return unasked;
}

const Fact<Listing<AccessControlList>>& View::lists_below(const std::string& namespace_id,
                                                          const std::string& token) const {
  static const auto unasked =
      no_listing<AccessControlList>("the access control lists below a security token");
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->lists_below, fact_name(namespace_id, normal_token(token)))) {
      return *fact;
    }
  }
  note({FactKey::Kind::lists_below, namespace_id, token});
  return unasked;
}

const Fact<Evidence<bool>>& View::entra_membership(const std::string& account,
                                                   const std::string& group) const {
  static const auto unasked = no_evidence<bool>("whether the account is in an Entra group");
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->entra_memberships, entra_membership_key(account, group))) {
      return *fact;
    }
  }
  if (ask_graph_) note({FactKey::Kind::entra_membership, account, group});
  return unasked;
}

const Fact<Evidence<EntraGroup>>& View::entra_group(const std::string& object_id) const {
  static const auto unasked = no_evidence<EntraGroup>("an Entra group");
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->entra_groups, object_id)) return *fact;
  }
  if (ask_graph_) note({FactKey::Kind::entra_group, object_id, {}});
  return unasked;
}

const Fact<Listing<Repository>>& View::repositories() const {
  static const auto unasked = no_listing<Repository>("the repositories of the organization");
  if (organization_ != nullptr && organization_->repositories) return *organization_->repositories;
  note({FactKey::Kind::repositories, {}, {}});
  return unasked;
}

const Fact<Listing<Repository>>& View::every_repository() const {
  static const auto unasked = no_listing<Repository>("all repositories of the organization");
  if (organization_ != nullptr && organization_->every_repository) return *organization_->every_repository;
  note({FactKey::Kind::repositories, {}, std::string(every_detail)});
  return unasked;
}

const Fact<Listing<Pipeline>>& View::pipelines(const std::string& project_id) const {
  static const auto unasked = no_listing<Pipeline>("the pipelines of a project");
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->pipelines, project_id)) return *fact;
  }
  note({FactKey::Kind::pipelines, project_id, {}});
  return unasked;
}

const Fact<Evidence<std::string>>& View::root_node(const std::string& kind,
                                                   const std::string& project_id) const {
  static const auto unasked = no_evidence<std::string>("the root area or iteration of a project");
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->root_nodes, fact_name(kind, project_id))) return *fact;
  }
  note({FactKey::Kind::root_node, project_id, kind});
  return unasked;
}

const Fact<Listing<Resource>>& View::resources(const std::string& kind, const std::string& project_id) const {
  static const auto unasked = no_listing<Resource>("things that have roles");
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->resources, fact_name(kind, project_id))) return *fact;
  }
  note({FactKey::Kind::resources, kind, project_id});
  return unasked;
}

const Fact<Listing<RoleAssignment>>& View::role_assignments(const std::string& scope,
                                                            const std::string& resource_id) const {
  static const auto unasked = no_listing<RoleAssignment>("who has which role");
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->role_assignments, fact_name(scope, resource_id))) return *fact;
  }
  note({FactKey::Kind::role_assignments, scope, resource_id});
  return unasked;
}

const Fact<Evidence<Identity>>& View::identity(const std::string& identity_id) const {
  static const auto unasked = no_evidence<Identity>("who an identity is");
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->identities, identity_id)) return *fact;
  }
  note({FactKey::Kind::identity, identity_id, {}});
  return unasked;
}

const Fact<Listing<Subscription>>& View::subscriptions() const {
  static const auto unasked = no_listing<Subscription>("the service hooks of the organization");
  if (organization_ != nullptr && organization_->subscriptions) return *organization_->subscriptions;
  note({FactKey::Kind::subscriptions, {}, {}});
  return unasked;
}

const Fact<Listing<Principal>>& View::users() const {
  static const auto unasked = no_directory("the users of the organization");
  if (organization_ != nullptr && organization_->users) return *organization_->users;
  note({FactKey::Kind::users, {}, {}});
  return unasked;
}

const Fact<Listing<Principal>>& View::service_principals() const {
  static const auto unasked = no_directory("the service principals of the organization");
  if (organization_ != nullptr && organization_->service_principals) {
    return *organization_->service_principals;
  }
  note({FactKey::Kind::service_principals, {}, {}});
  return unasked;
}

const Fact<Evidence<ProbedToken>>& View::probed_token(const std::string& variable) const {
  static const auto unasked = no_evidence<ProbedToken>("what the integration's own token is answered");
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->probed_tokens, variable)) return *fact;
  }
  note({FactKey::Kind::probed_token, variable, {}});
  return unasked;
}

const Fact<Evidence<bool>>& View::probe(const std::string& variable, std::string_view probe,
                                        const std::string& project_id) const {
  static const auto unasked = no_evidence<bool>("what the integration's own token may read");
  if (organization_ != nullptr) {
    if (const auto* fact = find(organization_->probes, fact_name(variable, probe))) return *fact;
  }
  const std::string of_project = project_id.empty() ? "" : "/" + project_id;
  note({FactKey::Kind::probe, variable, std::string(probe) + of_project});
  return unasked;
}

}  // namespace patrol
