#pragma once

#include "auditor/model/evidence.h"
#include "auditor/model/integration.h"
#include "auditor/model/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace patrol {

/// Who the auditor's credential is, and which organization answered (API.md 3.1).
struct Connection {
  std::string instance_id;  ///< the organization's id, lower-case guid
  std::string identity_descriptor;
  std::string subject_descriptor;
  std::string display_name;
  std::string account;

  friend bool operator==(const Connection&, const Connection&) = default;
};

/// API.md 3.2
struct Project {
  std::string id;  ///< lower-case guid
  std::string name;
  std::string state;       ///< `wellFormed`, …
  std::string visibility;  ///< `private`, `public`, `organization`

  friend bool operator==(const Project&, const Project&) = default;
};

/// A Git repository (API.md 3.12).
struct Repository {
  std::string id;  ///< lower-case guid
  std::string name;
  std::string project_id;    ///< lower-case guid
  bool is_disabled = false;  ///< listed, but nobody can read it (API.md trap 35)

  friend bool operator==(const Repository&, const Repository&) = default;
};

/// A build pipeline, which the service calls a definition (API.md 3.12).
struct Pipeline {
  std::string id;  ///< a number
  std::string name;
  std::string folder;  ///< `\Nightly\Linux`; `\` where it is in none

  friend bool operator==(const Pipeline&, const Pipeline&) = default;
};

/// A thing on which roles are assigned: a service connection, an agent pool, …
struct Resource {
  std::string id;  ///< a guid or a number
  std::string name;

  friend bool operator==(const Resource&, const Resource&) = default;
};

/// One line of a page of roles (API.md 3.6).
struct RoleAssignment {
  std::string identity_id;   ///< storage key of a user or group, lower-case guid
  std::string display_name;  ///< of the identity
  std::string role;          ///< `User`
  bool inherited = false;    ///< given for all things of the kind, on the page above

  friend bool operator==(const RoleAssignment&, const RoleAssignment&) = default;
};

/// An identity as the identities API tells it (API.md 3.4): users, service principals and groups alike.
/// Strings that the answer lacks are empty.
struct Identity {
  std::string id;                  ///< storage key, lower-case guid
  std::string descriptor;          ///< identity descriptor, `Microsoft.….;…`
  std::string subject_descriptor;  ///< `aad.…`
  std::string display_name;        ///< customDisplayName, else providerDisplayName
  std::string account;             ///< properties.Account
  std::string mail;                ///< properties.Mail
  std::string domain;              ///< properties.Domain: tenant of a user, scope of a group
  std::string object_id;           ///< Entra object id, where it is told
  std::string schema_class;        ///< `User`, `Group`, …
  std::string meta_type;           ///< `member`, `guest`, `application`, `managedIdentity`, …
  bool is_active = false;          ///< absent means false
  bool is_container = false;
  /// Identity descriptors. For an account: all groups, nested ones too (queryMembership=ExpandedUp). For a
  /// group: one level up (Direct).
  std::vector<std::string> member_of;
  /// For a group: one level down, which the service may have cut at 98 or 99 (specs#459). Empty for accounts.
  std::vector<std::string> members;

  friend bool operator==(const Identity&, const Identity&) = default;
};

/// A user or service principal as graph lists everybody (API.md 3.3): enough to know who there is. Strings
/// that the answer lacks are empty.
struct Principal {
  std::string descriptor;  ///< subject descriptor
  std::string display_name;
  std::string principal_name;  ///< what a user signs in with; of a service principal its object id
  std::string mail;
  std::string application_id;  ///< of service principals, lower-case guid
  std::string object_id;       ///< in Entra, lower-case guid
  std::string meta_type;       ///< `member`, `guest`, `application`, `managedIdentity`

  friend bool operator==(const Principal&, const Principal&) = default;
};

/// A group's names as graph tells them (API.md 3.3, 4.5).
struct GroupName {
  std::string descriptor;      ///< subject descriptor, `vssgp.…` or `aadgp.…`
  std::string principal_name;  ///< `[Shop]\Readers`
  std::string domain;          ///< `vstfs:///Classification/TeamProject/{projectId}`, …
  std::string origin;          ///< `vsts`, `aad`
  std::string origin_id;       ///< Entra object id for `aad`

  friend bool operator==(const GroupName&, const GroupName&) = default;
};

/// An Entra group as Microsoft Graph tells it (API.md 12).
struct EntraGroup {
  std::string display_name;
  bool has_hidden_members = false;  ///< then even Graph may leave the group out of an account's groups

  friend bool operator==(const EntraGroup&, const EntraGroup&) = default;
};

/// A personal access token as token administration lists it (API.md 3.7). SSH keys are left out.
struct Token {
  std::string authorization_id;                             ///< lower-case guid: the token's identity
  std::string display_name;                                 ///< may be empty although the token has a name
  std::vector<std::string> scopes;                          ///< ids, lower case, in the order of the answer
  std::optional<std::vector<std::string>> target_accounts;  ///< organization ids; nothing: all organizations
  std::optional<Time> valid_from;
  std::optional<Time> valid_to;
  bool is_valid = false;

  friend bool operator==(const Token&, const Token&) = default;
};

/// What the service said to the integration's own token (API.md 2.2, 3.1). The secret itself is nowhere.
struct ProbedToken {
  bool is_accepted = false;
  std::string refusal;     ///< why it is not: `HTTP 401: …`; empty where it is
  Connection owner;        ///< without descriptors where the token works and whose it is was not told
  std::string project_id;  ///< a private project that it is shown, lower-case guid; empty: none

  friend bool operator==(const ProbedToken&, const ProbedToken&) = default;
};

/// What the service says of an account's licence (API.md 3.9).
struct Entitlement {
  std::string account_license_type;  ///< `express`, `stakeholder`, …
  std::string msdn_license_type;     ///< of a Visual Studio subscriber
  std::string github_license_type;   ///< empty where it is not told
  std::string licensing_source;
  std::string license_display_name;
  std::string status;  ///< `active`, `pending`, `disabled`, …

  friend bool operator==(const Entitlement&, const Entitlement&) = default;
};

/// API.md 3.5; bits have changed over the years, so they are read live.
struct SecurityNamespace {
  struct Action {
    std::int64_t bit = 0;
    std::string name;
    std::string display_name;
    friend bool operator==(const Action&, const Action&) = default;
  };
  std::string id;
  std::string name;
  std::string separator;  ///< empty where the namespace is flat
  bool hierarchical = false;
  std::int64_t system_bits = 0;
  std::vector<Action> actions;

  friend bool operator==(const SecurityNamespace&, const SecurityNamespace&) = default;
};

struct AccessControlEntry {
  std::string descriptor;  ///< identity descriptor
  std::int64_t allow = 0;
  std::int64_t deny = 0;
  std::optional<std::int64_t> effective_allow;  ///< of extendedInfo; nothing: extendedInfo was not sent
  std::optional<std::int64_t> effective_deny;

  friend bool operator==(const AccessControlEntry&, const AccessControlEntry&) = default;
};

struct AccessControlList {
  std::string token;
  bool inherits = true;
  std::vector<AccessControlEntry> entries;

  friend bool operator==(const AccessControlList&, const AccessControlList&) = default;
};

/// Whether the list is as good as none: nobody has an entry, and all is inherited. The service makes such
/// ones up for tokens that have none (API.md 3.5).
bool says_nothing(const AccessControlList& list);

/// A service hook (API.md 3.10). Where it posts to may hold a secret: only the host is kept.
struct Subscription {
  std::string id;                   ///< lower-case guid
  std::string event;                ///< `git.push`
  std::string status;               ///< `enabled`, `onProbation`, `disabledByUser`, …
  std::string project_id;           ///< lower-case guid; empty: of all projects
  std::string repository_id;        ///< where it is for one repository alone, lower-case guid; else empty
  std::string created_by;           ///< identity id, lower-case guid; empty where it is not told
  std::string consumer;             ///< `webHooks`, `jenkins`, …
  std::string host;                 ///< that it posts to, lower case; empty where it is not told
  std::vector<std::string> limits;  ///< what else narrows it down, by name: `branch`, `areaPath`; sorted

  friend bool operator==(const Subscription&, const Subscription&) = default;
};

/// Names one fact of an organization: what patrol asks Azure DevOps, in patrol's own terms.
struct FactKey {
  enum class Kind {
    connection,        ///< who the auditor is; key unused
    projects,          ///< key unused
    namespaces,        ///< key unused
    group_names,       ///< all groups of the organization, Entra groups among them; key unused
    account,           ///< key: account_key(); detail: the selector's value as written
    group,             ///< direct memberships both ways; key: folded identity descriptor; detail: as it came
    memberships,       ///< direct groups of an account by graph; key: its subject descriptor
    tokens,            ///< key: subject descriptor of the owner
    entitlement,       ///< key: identity id; detail: `service_principal` or empty
    access_control,    ///< key: namespace id; detail: security token
    lists_below,       ///< lists of all tokens under one; key: namespace id; detail: security token
    entra_membership,  ///< by Microsoft Graph; key: Entra object id of the account; detail: of the group
    entra_group,       ///< by Microsoft Graph; key: Entra object id
    repositories,      ///< of all projects; key unused; detail: `every`, or empty: those that are shown
    pipelines,         ///< key: project id
    root_node,  ///< id of a project's root area or iteration; key: project id; detail: `area` or `iteration`
    resources,  ///< things that have roles; key: kind, as the catalogue words it; detail: project id or empty
    role_assignments,    ///< key: scope; detail: resource id (API.md 3.6)
    identity,            ///< key: identity id
    subscriptions,       ///< service hooks of the organization; key unused
    users,               ///< everybody but service principals; key unused
    service_principals,  ///< managed identities among them; key unused
    probed_token,        ///< by the integration's own token; key: the variable that holds it
    probe                ///< likewise; detail: name of the probe, after a `/` the project where it needs one
  };
  Kind kind = Kind::connection;
  std::string key;
  std::string detail;

  friend auto operator<=>(const FactKey&, const FactKey&) = default;
};

std::string_view to_word(FactKey::Kind kind);

/// The detail of `FactKey::Kind::repositories` that asks for hidden ones too.
inline constexpr std::string_view every_detail = "every";

/// Names a fact whose key has two parts: `area:0f8a2c61-…`.
std::string fact_name(std::string_view kind, std::string_view of);

/// `email:svc@contoso.com`
std::string account_key(const AccountSelector& selector);

/// `{account}/{group}`, both Entra object ids.
std::string entra_membership_key(std::string_view account_object_id, std::string_view group_object_id);

/// The form in which security tokens are compared: folded, trailing separators trimmed (API.md trap 36).
std::string normal_token(std::string_view token);

/// Everything that was read of one organization. What is not in a map, or is `nullopt`, was not asked.
struct Organization {
  std::string name;  ///< as the first integration wrote it
  std::vector<Read> reads;

  std::optional<Fact<Evidence<Connection>>> connection;
  std::optional<Fact<Listing<Project>>> projects;
  std::optional<Fact<Listing<SecurityNamespace>>> namespaces;
  std::optional<Fact<Listing<GroupName>>> group_names;
  std::map<std::string, Fact<Listing<Identity>>, std::less<>> accounts;
  std::map<std::string, Fact<Evidence<Identity>>, std::less<>> groups;
  std::map<std::string, Fact<Listing<std::string>>, std::less<>> memberships;  ///< subject descriptors
  std::map<std::string, Fact<Listing<Token>>, std::less<>> tokens;
  std::map<std::string, Fact<Evidence<Entitlement>>, std::less<>> entitlements;
  std::map<std::pair<std::string, std::string>, Fact<Evidence<std::optional<AccessControlList>>>>
      access_control;  ///< by namespace id and normal_token(); a known nothing: it has no list of its own
  /// Of the tokens under one that have a list of their own; by fact_name() of namespace id and
  /// normal_token().
  std::map<std::string, Fact<Listing<AccessControlList>>, std::less<>> lists_below;
  std::map<std::string, Fact<Evidence<bool>>, std::less<>> entra_memberships;  ///< by entra_membership_key()
  std::map<std::string, Fact<Evidence<EntraGroup>>, std::less<>> entra_groups;
  std::optional<Fact<Listing<Repository>>> repositories;
  std::optional<Fact<Listing<Repository>>> every_repository;  ///< hidden ones too, such as those of wikis
  std::map<std::string, Fact<Listing<Pipeline>>, std::less<>> pipelines;               ///< by project id
  std::map<std::string, Fact<Evidence<std::string>>, std::less<>> root_nodes;          ///< by fact_name()
  std::map<std::string, Fact<Listing<Resource>>, std::less<>> resources;               ///< by fact_name()
  std::map<std::string, Fact<Listing<RoleAssignment>>, std::less<>> role_assignments;  ///< by fact_name()
  std::map<std::string, Fact<Evidence<Identity>>, std::less<>> identities;             ///< by identity id
  std::optional<Fact<Listing<Subscription>>> subscriptions;
  std::optional<Fact<Listing<Principal>>> users;
  std::optional<Fact<Listing<Principal>>> service_principals;
  std::map<std::string, Fact<Evidence<ProbedToken>>, std::less<>> probed_tokens;  ///< by variable
  /// By fact_name() of variable and probe: whether it was answered, or the scope is missing.
  std::map<std::string, Fact<Evidence<bool>>, std::less<>> probes;

  friend bool operator==(const Organization&, const Organization&) = default;
};

/// All facts of one collection, immutable once it is made.
struct Snapshot {
  Time collected_at{};
  bool cut_short = false;  ///< by `--max-time`: not everything was asked
  std::map<std::string, Organization, std::less<>> organizations;  ///< by folded name

  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

}  // namespace patrol
