#pragma once

#include "auditor/model/snapshot.h"

#include <cstddef>
#include <string_view>
#include <tuple>

/// The snapshot file, type by type: which JSON key holds which member. The writer and the reader walk the
/// same lists, so nothing can be written that is not read back.
namespace patrol::snapshot_file {

/// Name and version of the format; any change of the lists below is a new version.
inline constexpr std::string_view schema_family = "patrol/snapshot/";
inline constexpr int schema_version = 7;
/// Files from this version on are read too: what they had no key for was not asked.
inline constexpr int oldest_version = 2;

/// Deeper than any snapshot is.
inline constexpr std::size_t most_depth = 24;

template <class Object, class Member>
struct Field {
  std::string_view key;
  Member Object::*member;
  int since = oldest_version;  ///< version of the format that first had it
};
template <class Object, class Member>
Field(const char*, Member Object::*) -> Field<Object, Member>;
template <class Object, class Member>
Field(const char*, Member Object::*, int) -> Field<Object, Member>;

/// A type is an object in JSON if it has a specialisation here.
template <class Object>
struct Fields;

template <class T>
concept Described = requires {
  Fields<T>::list;
};

template <>
struct Fields<Read> {
  static constexpr std::tuple list{Field{"method", &Read::method}, Field{"url", &Read::url},
                                   Field{"status", &Read::status}, Field{"count", &Read::count}};
};

template <>
struct Fields<Gap> {
  static constexpr std::tuple list{Field{"kind", &Gap::kind}, Field{"what", &Gap::what},
                                   Field{"reason", &Gap::reason}, Field{"grant", &Gap::grant}};
};

template <class T>
struct Fields<Fact<T>> {
  static constexpr std::tuple list{Field{"known", &Fact<T>::known}, Field{"reads", &Fact<T>::reads}};
};

template <class T>
struct Fields<Listing<T>> {
  static constexpr std::tuple list{Field{"items", &Listing<T>::items}, Field{"rest", &Listing<T>::rest}};
};

template <>
struct Fields<Connection> {
  static constexpr std::tuple list{Field{"instance_id", &Connection::instance_id},
                                   Field{"identity_descriptor", &Connection::identity_descriptor},
                                   Field{"subject_descriptor", &Connection::subject_descriptor},
                                   Field{"display_name", &Connection::display_name},
                                   Field{"account", &Connection::account}};
};

template <>
struct Fields<Project> {
  static constexpr std::tuple list{Field{"id", &Project::id}, Field{"name", &Project::name},
                                   Field{"state", &Project::state},
                                   Field{"visibility", &Project::visibility}};
};

template <>
struct Fields<Repository> {
  static constexpr std::tuple list{Field{"id", &Repository::id}, Field{"name", &Repository::name},
                                   Field{"project_id", &Repository::project_id},
                                   Field{"is_disabled", &Repository::is_disabled}};
};

template <>
struct Fields<Pipeline> {
  static constexpr std::tuple list{Field{"id", &Pipeline::id}, Field{"name", &Pipeline::name},
                                   Field{"folder", &Pipeline::folder}};
};

template <>
struct Fields<Resource> {
  static constexpr std::tuple list{Field{"id", &Resource::id}, Field{"name", &Resource::name}};
};

template <>
struct Fields<RoleAssignment> {
  static constexpr std::tuple list{Field{"identity_id", &RoleAssignment::identity_id},
                                   Field{"display_name", &RoleAssignment::display_name},
                                   Field{"role", &RoleAssignment::role},
                                   Field{"inherited", &RoleAssignment::inherited}};
};

template <>
struct Fields<Identity> {
  static constexpr std::tuple list{Field{"id", &Identity::id},
                                   Field{"descriptor", &Identity::descriptor},
                                   Field{"subject_descriptor", &Identity::subject_descriptor},
                                   Field{"display_name", &Identity::display_name},
                                   Field{"account", &Identity::account},
                                   Field{"mail", &Identity::mail},
                                   Field{"domain", &Identity::domain},
                                   Field{"object_id", &Identity::object_id},
                                   Field{"schema_class", &Identity::schema_class},
                                   Field{"meta_type", &Identity::meta_type},
                                   Field{"is_active", &Identity::is_active},
                                   Field{"is_container", &Identity::is_container},
                                   Field{"member_of", &Identity::member_of},
                                   Field{"members", &Identity::members}};
};

template <>
struct Fields<GroupName> {
  static constexpr std::tuple list{Field{"descriptor", &GroupName::descriptor},
                                   Field{"principal_name", &GroupName::principal_name},
                                   Field{"domain", &GroupName::domain}, Field{"origin", &GroupName::origin},
                                   Field{"origin_id", &GroupName::origin_id}};
};

template <>
struct Fields<Principal> {
  static constexpr std::tuple list{Field{"descriptor", &Principal::descriptor},
                                   Field{"display_name", &Principal::display_name},
                                   Field{"principal_name", &Principal::principal_name},
                                   Field{"mail", &Principal::mail},
                                   Field{"application_id", &Principal::application_id},
                                   Field{"object_id", &Principal::object_id},
                                   Field{"meta_type", &Principal::meta_type}};
};

template <>
struct Fields<EntraGroup> {
  static constexpr std::tuple list{Field{"display_name", &EntraGroup::display_name},
                                   Field{"has_hidden_members", &EntraGroup::has_hidden_members}};
};

template <>
struct Fields<Token> {
  static constexpr std::tuple list{Field{"authorization_id", &Token::authorization_id},
                                   Field{"display_name", &Token::display_name},
                                   Field{"scopes", &Token::scopes},
                                   Field{"target_accounts", &Token::target_accounts},
                                   Field{"valid_from", &Token::valid_from},
                                   Field{"valid_to", &Token::valid_to},
                                   Field{"is_valid", &Token::is_valid}};
};

template <>
struct Fields<ProbedToken> {
  static constexpr std::tuple list{
      Field{"is_accepted", &ProbedToken::is_accepted}, Field{"refusal", &ProbedToken::refusal},
      Field{"owner", &ProbedToken::owner}, Field{"project_id", &ProbedToken::project_id}};
};

template <>
struct Fields<Entitlement> {
  static constexpr std::tuple list{Field{"account_license_type", &Entitlement::account_license_type},
                                   Field{"msdn_license_type", &Entitlement::msdn_license_type},
                                   Field{"github_license_type", &Entitlement::github_license_type, 7},
                                   Field{"licensing_source", &Entitlement::licensing_source},
                                   Field{"license_display_name", &Entitlement::license_display_name},
                                   Field{"status", &Entitlement::status}};
};

template <>
struct Fields<SecurityNamespace::Action> {
  static constexpr std::tuple list{Field{"bit", &SecurityNamespace::Action::bit},
                                   Field{"name", &SecurityNamespace::Action::name},
                                   Field{"display_name", &SecurityNamespace::Action::display_name}};
};

template <>
struct Fields<SecurityNamespace> {
  static constexpr std::tuple list{Field{"id", &SecurityNamespace::id},
                                   Field{"name", &SecurityNamespace::name},
                                   Field{"separator", &SecurityNamespace::separator},
                                   Field{"hierarchical", &SecurityNamespace::hierarchical},
                                   Field{"system_bits", &SecurityNamespace::system_bits},
                                   Field{"actions", &SecurityNamespace::actions}};
};

template <>
struct Fields<AccessControlEntry> {
  static constexpr std::tuple list{Field{"descriptor", &AccessControlEntry::descriptor},
                                   Field{"allow", &AccessControlEntry::allow},
                                   Field{"deny", &AccessControlEntry::deny},
                                   Field{"effective_allow", &AccessControlEntry::effective_allow},
                                   Field{"effective_deny", &AccessControlEntry::effective_deny}};
};

template <>
struct Fields<AccessControlList> {
  static constexpr std::tuple list{Field{"token", &AccessControlList::token},
                                   Field{"inherits", &AccessControlList::inherits},
                                   Field{"entries", &AccessControlList::entries}};
};

template <>
struct Fields<Subscription> {
  static constexpr std::tuple list{Field{"id", &Subscription::id},
                                   Field{"event", &Subscription::event},
                                   Field{"status", &Subscription::status},
                                   Field{"project_id", &Subscription::project_id},
                                   Field{"repository_id", &Subscription::repository_id},
                                   Field{"created_by", &Subscription::created_by},
                                   Field{"consumer", &Subscription::consumer},
                                   Field{"host", &Subscription::host},
                                   Field{"limits", &Subscription::limits}};
};

template <>
struct Fields<Organization> {
  static constexpr std::tuple list{Field{"name", &Organization::name},
                                   Field{"reads", &Organization::reads},
                                   Field{"connection", &Organization::connection},
                                   Field{"projects", &Organization::projects},
                                   Field{"namespaces", &Organization::namespaces},
                                   Field{"group_names", &Organization::group_names},
                                   Field{"accounts", &Organization::accounts},
                                   Field{"groups", &Organization::groups},
                                   Field{"memberships", &Organization::memberships},
                                   Field{"tokens", &Organization::tokens},
                                   Field{"entitlements", &Organization::entitlements},
                                   Field{"access_control", &Organization::access_control},
                                   Field{"lists_below", &Organization::lists_below, 6},
                                   Field{"entra_memberships", &Organization::entra_memberships},
                                   Field{"entra_groups", &Organization::entra_groups},
                                   Field{"repositories", &Organization::repositories},
                                   Field{"every_repository", &Organization::every_repository, 5},
                                   Field{"pipelines", &Organization::pipelines},
                                   Field{"root_nodes", &Organization::root_nodes},
                                   Field{"resources", &Organization::resources},
                                   Field{"role_assignments", &Organization::role_assignments},
                                   Field{"identities", &Organization::identities},
                                   Field{"subscriptions", &Organization::subscriptions},
                                   Field{"users", &Organization::users, 4},
                                   Field{"service_principals", &Organization::service_principals, 4},
                                   Field{"probed_tokens", &Organization::probed_tokens, 3},
                                   Field{"probes", &Organization::probes, 3}};
};

template <>
struct Fields<Snapshot> {
  static constexpr std::tuple list{Field{"collected_at", &Snapshot::collected_at},
                                   Field{"cut_short", &Snapshot::cut_short},
                                   Field{"organizations", &Snapshot::organizations}};
};

}  // namespace patrol::snapshot_file
