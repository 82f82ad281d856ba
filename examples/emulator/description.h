#pragma once

#include "auditor/model/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// An organization as its file tells it: words and their places, before ids are derived, names are resolved
/// and Azure DevOps' own groups and permissions are added (build.h).
namespace patrol::emulator {

/// A word of the file that names something, and where it stands (`file:line:column`).
struct Word {
  std::string text{};
  std::string where{};
};

struct ProjectEntry {
  Word name{};
  std::string id{};  ///< derived where empty, as are all ids below
  std::string description{};
  std::string visibility = "private";
  std::string state = "wellFormed";
  std::vector<std::string> repositories{};  ///< one of the project's name where empty
  std::vector<std::string> hidden_repositories{};
  std::vector<std::string> pipelines{};
};

enum class UserKind { entra, guest, msa, service_principal, managed_identity };

/// active: may sign in. invited: never signed in, not yet bound. inactive: still listed by a search, no
/// access. deleted: only a search by name still finds it.
enum class UserState { active, invited, inactive, deleted };

struct UserEntry {
  Word account{};  ///< what the rest of the file calls it
  std::string name{};
  UserKind kind = UserKind::entra;
  UserState state = UserState::active;
  /// basic, basic-test-plans, stakeholder, visual-studio, github-enterprise, none
  std::string license = "basic";
  bool disabled = false;  ///< its licence, not the account
  std::string sign_in{};  ///< the Account property, where it is not `account`
  std::optional<std::string> mail{};
  std::string id{};         ///< storage key
  std::string object_id{};  ///< in Entra
  std::string application_id{};
  bool hides_object_id = false;  ///< identities do not tell it; graph does
  std::optional<Time> last_access{};
};

struct GroupEntry {
  Word name{};  ///< `Name` at the organization, `Project\Name` in a project; made where it does not exist
  std::string description{};
  std::vector<Word> members{};
};

struct EntraGroupEntry {
  Word name{};
  std::string object_id{};
  std::vector<Word> members{};      ///< those that Azure DevOps has materialised and shows
  bool has_hidden_members = false;  ///< even Microsoft Graph leaves the group out of its members' groups
  bool is_unreadable = false;       ///< Microsoft Graph shows nothing of it
  std::vector<Word> hidden{};  ///< members all the same: they have the group's rights, but no call shows them
};

struct TokenEntry {
  Word owner{};
  std::string name{};          ///< empty: the service sends null
  std::vector<Word> scopes{};  ///< `app_token` is full access
  Time from{};
  Time to{};
  std::optional<std::vector<std::string>> organizations{};  ///< none: this one
  bool all_organizations = false;
  bool revoked = false;
  std::string ssh_key{};  ///< then it is no token at all, but listed beside them (API.md 3.7)
  std::string id{};       ///< authorizationId
  std::string secret{};   ///< what a client signs in with; empty: nobody can
};

/// A token of Entra: no scopes, it lives by the owner's permissions.
struct BearerEntry {
  Word owner{};
  std::string secret{};
};

/// What signs in at the token endpoint by itself; proofs that are empty are none.
struct ApplicationEntry {
  Word owner{};  ///< a service principal
  std::string secret{};
  std::string certificate{};  ///< PEM
  std::string federated_token{};
  std::int64_t expires_in = 3599;
  std::int64_t uses = 0;
};

struct AccessEntry {
  Word name_space{};
  Word token{};  ///< `{Project}` and `{Project/repository}` stand for their ids
  Word who{};    ///< empty: only `inherit` is set
  std::vector<Word> allow{};
  std::vector<Word> deny{};
  std::optional<bool> inherit{};
};

struct SubscriptionEntry {
  Word project{};
  std::string event{};
  std::string url{};
  std::string consumer = "webHooks";
  std::string status = "enabled";
  std::string repository{};  ///< by name, where it is for one alone
  Word created_by{};
  Time created{};
};

/// A thing on which roles are assigned, or the page for all things of its kind.
struct ResourceEntry {
  struct Holders {
    Word role{};
    std::vector<Word> who{};
  };
  std::string kind{};  ///< service_connection, variable_group, environment, agent_queue, agent_pool
  Word name{};         ///< empty with `of_all`
  bool of_all = false;
  Word project{};  ///< empty for agent pools
  std::vector<Holders> roles{};
};

/// When a fault strikes and what it does; see README.md for the words.
struct FaultRule {
  std::string organization{};  ///< empty matches all
  std::string host{};          ///< substring; empty matches all
  std::string path{};    ///< substring of the path and query, decoded; `{account}` stands for its descriptor
  std::string method{};  ///< empty matches all
  int nth = 0;           ///< only the nth matching request, from 1; 0: each
  int first = 0;         ///< only so many of the first; 0: each
  std::string answer{};  ///< one word of `fault_answers()`, or empty
  int status = 0;
  std::optional<std::string> body{};
  std::map<std::string, std::string> headers{};
  std::int64_t delay_ms = 0;
};

/// What makes a big organization for benchmarks; always the same for the same numbers.
struct Generate {
  std::size_t users = 0;
  std::size_t projects = 0;
  std::size_t accounts = 0;
};

struct Description {
  Word name{};
  std::string id{};
  std::string tenant{};  ///< Entra tenant; derived where not given
  std::vector<ProjectEntry> projects{};
  std::vector<UserEntry> users{};
  std::vector<GroupEntry> groups{};
  std::vector<EntraGroupEntry> entra_groups{};
  std::vector<TokenEntry> tokens{};
  std::vector<BearerEntry> bearers{};
  std::vector<std::string> graph_bearers{};  ///< tokens for Microsoft Graph
  std::vector<ApplicationEntry> applications{};
  std::vector<AccessEntry> access{};
  std::vector<SubscriptionEntry> subscriptions{};
  std::vector<ResourceEntry> resources{};
  std::vector<FaultRule> faults{};
  Generate generate{};
};

}  // namespace patrol::emulator
