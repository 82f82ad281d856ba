#pragma once

#include "examples/emulator/description.h"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace patrol::emulator {

/// Index into Organization::subjects.
using SubjectId = std::size_t;

enum class SubjectKind { user, group, service_principal };

struct License {
  std::string account = "none";  ///< accountLicenseType; `express` is Basic (API.md 3.9)
  std::string msdn = "none";
  std::string github = "none";
  std::string source = "none";
  std::string title;
  std::string status = "none";
};

/// A user, group or service principal under all of its names (API.md 4.1).
struct Subject {
  SubjectKind kind = SubjectKind::user;
  std::string type;  ///< first part of the subject descriptor: aad, msa, svc, bnd, aadsp, vssgp, aadgp
  std::string storage_key;
  std::string descriptor;
  std::string identity_descriptor;
  std::string name;
  std::string account;  ///< property Account of the identity
  std::string principal_name;
  std::string mail;
  std::string domain;
  std::string origin;
  std::string origin_id;
  std::string meta_type;
  std::string application_id;
  bool hides_object_id = false;  ///< from identities
  std::string description;
  std::string special_type = "Generic";
  std::optional<std::size_t> project;  ///< the project a group belongs to
  bool active = true;
  bool deleted = false;
  bool has_entitlement = false;
  License license;
  std::optional<Time> last_access;
  std::vector<SubjectId> groups;         ///< it is a direct member of these, as the service shows it
  std::vector<SubjectId> members;        ///< direct members, as shown
  bool has_hidden_members = false;       ///< of an Entra group
  bool is_unreadable = false;            ///< Entra group of which Microsoft Graph shows nothing
  std::vector<SubjectId> hidden_groups;  ///< Entra groups it is in without the service showing it
};

struct Named {
  std::string id;
  std::string name;
};

struct Project {
  std::string id;
  std::string name;
  std::string description;
  std::string visibility;
  std::string state;
  std::string scope_id;  ///< LocalScopeId: not the project's id (API.md 4.4)
  std::string area_id;
  std::string iteration_id;
  std::string team_id;
  std::vector<Named> repositories;
  std::set<std::string> hidden_repositories;  ///< ids of those that are listed only with `includeHidden`
  std::vector<Named> pipelines;
  SubjectId readers = 0;
  SubjectId valid_users = 0;
};

struct Token {
  SubjectId owner = 0;
  std::string id;
  std::string name;
  std::vector<std::string> scopes;
  Time from{};
  Time to{};
  bool all_organizations = false;
  std::vector<std::string> target_accounts;
  bool revoked = false;
  std::string ssh_key;
};

struct Entry {
  std::uint32_t allow = 0;
  std::uint32_t deny = 0;
};

struct AccessList {
  std::string token;  ///< as the service writes it
  bool inherit = true;
  std::map<SubjectId, Entry> entries;
};

/// The lists of one namespace by their folded token.
using AccessLists = std::map<std::string, AccessList, std::less<>>;

struct Subscription {
  std::string id;
  std::size_t project = 0;
  std::string event;
  std::string url;
  std::string consumer;
  std::string status;
  std::string repository_id;  ///< where it is for one alone
  SubjectId created_by = 0;
  Time created{};
};

/// Who has which role on a thing (API.md 3.6).
struct RoleAssignment {
  SubjectId subject = 0;
  std::string role;
};

/// A thing on which roles are assigned, or the page for all things of its kind, from which each inherits.
struct Resource {
  std::string kind;
  std::string id;    ///< a guid or a number; empty with `of_all`
  std::string name;  ///< empty with `of_all`
  bool of_all = false;
  std::optional<std::size_t> project;
  std::vector<RoleAssignment> roles;
};

/// What a secret signs in as.
struct Credential {
  SubjectId owner = 0;
  std::optional<std::size_t> token;  ///< none: a bearer token of Entra
};

/// A service principal that may sign in at the token endpoint, and with what.
struct Application {
  std::string client_id;
  std::string secret;
  std::string certificate;  ///< PEM
  std::string federated_token;
  std::int64_t expires_in = 3599;  ///< seconds
  std::size_t uses = 0;            ///< of one bearer, after which it counts as run out; 0: any number
};

/// One organization, complete and indexed; nothing changes it after build().
struct Organization {
  std::string name;
  std::string id;
  std::string tenant;
  std::vector<Subject> subjects;
  std::vector<Project> projects;
  std::vector<Token> tokens;
  std::map<std::string, AccessLists, std::less<>> access;  ///< by namespace id
  std::vector<Subscription> subscriptions;
  std::vector<Resource> resources;
  std::vector<Application> applications;
  std::vector<FaultRule> faults;                               ///< those that its file brings along
  std::map<std::string, Credential, std::less<>> credentials;  ///< by secret
  std::vector<std::string> graph_bearers;                      ///< tokens for Microsoft Graph
  SubjectId administrators = 0;                                ///< Project Collection Administrators

  /// By identity descriptor, subject descriptor or storage key, without regard to letter case.
  std::unordered_map<std::string, SubjectId> by_id;
  /// By folded account, mail, name or principal name; several subjects may share one.
  std::unordered_multimap<std::string, SubjectId> by_word;
  /// By folded id or name.
  std::unordered_map<std::string, std::size_t> project_by_word;

  const Subject* find(std::string_view any_id) const;
  const Project* find_project(std::string_view id_or_name) const;
  const Subject& subject(SubjectId index) const { return subjects[index]; }
};

}  // namespace patrol::emulator
