#include "auditor/model/snapshot.h"

#include "auditor/model/text.h"

namespace patrol {

std::string_view to_word(FactKey::Kind kind) {
  switch (kind) {
    case FactKey::Kind::connection: return "connection";
    case FactKey::Kind::projects: return "projects";
    case FactKey::Kind::namespaces: return "namespaces";
    case FactKey::Kind::group_names: return "group_names";
    case FactKey::Kind::account: return "account";
    case FactKey::Kind::group: return "group";
    case FactKey::Kind::memberships: return "memberships";
    case FactKey::Kind::tokens: return "tokens";
    case FactKey::Kind::entitlement: return "entitlement";
    case FactKey::Kind::access_control: return "access_control";
    case FactKey::Kind::lists_below: return "lists_below";
    case FactKey::Kind::entra_membership: return "entra_membership";
    case FactKey::Kind::entra_group: return "entra_group";
    case FactKey::Kind::repositories: return "repositories";
    case FactKey::Kind::pipelines: return "pipelines";
    case FactKey::Kind::root_node: return "root_node";
    case FactKey::Kind::resources: return "resources";
    case FactKey::Kind::role_assignments: return "role_assignments";
    case FactKey::Kind::subscriptions: return "subscriptions";
    case FactKey::Kind::users: return "users";
    case FactKey::Kind::service_principals: return "service_principals";
    case FactKey::Kind::identity: return "identity";
    case FactKey::Kind::probed_token: return "probed_token";
    case FactKey::Kind::probe: return "probe";
  }
  return "?";
}

bool says_nothing(const AccessControlList& list) {
  return list.inherits && list.entries.empty();
}

std::string fact_name(std::string_view kind, std::string_view of) {
  return std::string(kind) + ":" + std::string(of);
}

std::string account_key(const AccountSelector& selector) {
  std::string_view kind;
  switch (selector.kind) {
    case AccountSelector::Kind::email: kind = "email:"; break;
    case AccountSelector::Kind::descriptor: kind = "descriptor:"; break;
    case AccountSelector::Kind::service_principal: kind = "service_principal:"; break;
  }
  // Subject descriptors are base64 and so the one kind of name in which letter case counts.
  const bool is_subject_descriptor =
      selector.kind == AccountSelector::Kind::descriptor && selector.value.find(';') == std::string::npos;
  return std::string(kind) + (is_subject_descriptor ? selector.value : fold_case(selector.value));
}

std::string entra_membership_key(std::string_view account_object_id, std::string_view group_object_id) {
  return std::string(account_object_id) + "/" + std::string(group_object_id);
}

std::string normal_token(std::string_view token) {
  while (token.size() > 1 && (token.back() == '/' || token.back() == ':' || token.back() == '\\')) {
    token.remove_suffix(1);
  }
  return fold_case(token);
}

}  // namespace patrol
