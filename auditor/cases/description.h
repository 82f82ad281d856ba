#pragma once

#include "auditor/model/evidence.h"
#include "auditor/model/snapshot.h"
#include "auditor/model/time.h"
#include "auditor/policy/problems.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// An organization as a case tells it: words and their places, before names are looked up and what every
/// organization is born with is added (directory.h). The words are those of the emulator's organization files
/// (examples/emulator/README.md), so that there is one language for organizations.
namespace patrol::cases {

/// A word of the file that names something, and where it stands.
struct Word {
  std::string text;
  TextPosition at;

  bool empty() const { return text.empty(); }
};

struct DescribedProject {
  Word name;
  std::string id;  ///< derived from the name where empty, as are all ids below
  std::string state = "wellFormed";
  std::string visibility = "private";
  std::vector<std::string> repositories;  ///< one of the project's name where empty
  std::vector<std::string> hidden_repositories;
  std::vector<std::string> pipelines;
};

enum class UserKind { entra, guest, msa, service_principal, managed_identity };

/// active: may sign in. invited: never signed in, not yet bound. inactive: still found by a search, without
/// access. deleted: only a search by name still finds it.
enum class UserState { active, invited, inactive, deleted };

struct DescribedUser {
  Word account;  ///< what the rest of the case calls it
  std::string name;
  UserKind kind = UserKind::entra;
  UserState state = UserState::active;
  std::string license = "basic";
  bool disabled = false;  ///< its licence, not the account
  std::string sign_in;    ///< the property Account, where it is not `account`
  std::optional<std::string> mail;
  std::string id;         ///< storage key
  std::string object_id;  ///< in Entra
  std::string application_id;
  bool is_usual = false;  ///< not told: made where nobody of that name is born with the organization
};

struct DescribedGroup {
  Word name;  ///< `Name` at the organization, `Project\Name` in a project; made where it does not exist
  std::vector<Word> members;
  std::size_t crowd = 0;  ///< further members that nobody names, listed before the others
};

struct DescribedEntraGroup {
  Word name;
  std::string object_id;
  std::vector<Word> members;  ///< those that Azure DevOps shows
  std::vector<Word> hidden;   ///< members all the same, which no call shows
};

struct DescribedToken {
  Word owner;
  std::string name;  ///< empty: the service tells none
  std::vector<std::string> scopes;
  std::optional<Time> from;  ///< nothing: the service tells none
  std::optional<Time> to;
  std::optional<std::vector<std::string>> organizations;  ///< nothing: this one
  bool all_organizations = false;
  bool revoked = false;
  std::string id;
};

struct DescribedAccess {
  Word name_space;
  Word token;  ///< `{Project}`, `{Project/repository}`, `{Project:area}`, `{Project:iteration}` are their ids
  Word who;    ///< empty: only `inherit` is set
  std::vector<Word> allow;
  std::vector<Word> deny;
  std::vector<Word> effective_allow;  ///< the service's own sum, which may contradict
  std::vector<Word> effective_deny;
  std::optional<bool> inherit;
};

struct DescribedSubscription {
  Word project;  ///< empty: all of them
  std::string event;
  std::string host;
  std::string consumer;  ///< by id; empty: the service does not tell it
  std::string status = "enabled";
  Word created_by;           ///< empty: the service does not tell it
  std::string repository;    ///< by name, where it is for one alone
  std::vector<Word> limits;  ///< names of further inputs that narrow it down
};

/// A thing on which roles are assigned, or the page for all of its kind.
struct DescribedResource {
  struct Holders {
    Word role;
    std::vector<Word> who;
  };
  Word kind;
  Word name;     ///< empty: of all things of the kind, which each of them inherits
  Word project;  ///< empty: of the organization
  std::vector<Holders> roles;
};

/// Something that could not be read, or only in part.
struct Unread {
  FactKey::Kind kind = FactKey::Kind::connection;
  Word of;     ///< whose: an account, a group or a namespace; empty: all of that kind
  Word token;  ///< under access_control: of this security token alone; empty: of all
  Gap::Kind because = Gap::Kind::forbidden;
  std::optional<std::size_t> seen;  ///< a list of which so many were seen; nothing: nothing was
};

/// How the auditor stands in the organization.
struct DescribedAuditor {
  enum class Standing { administrator, no_administrator, user };
  Standing standing = Standing::administrator;
  Word user;  ///< for `user`: one of the described
};

struct Description {
  std::string name = "contoso";
  std::string id;
  std::string tenant;
  std::vector<DescribedProject> projects;
  std::vector<DescribedUser> users;
  std::vector<DescribedGroup> groups;
  std::vector<DescribedEntraGroup> entra_groups;
  std::vector<DescribedToken> tokens;
  std::vector<DescribedAccess> access;
  std::vector<DescribedSubscription> subscriptions;
  std::vector<DescribedResource> resources;
  std::vector<Unread> unread;
  DescribedAuditor auditor;
};

}  // namespace patrol::cases
