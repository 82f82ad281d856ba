#pragma once

#include "auditor/facts/token_chain.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"
#include "auditor/model/snapshot.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace patrol {

/// Builds an organization in words and gives the snapshot that a faithful service and an all-seeing auditor
/// would leave. Groups are named as people name them: `[contoso]\Tools`, `[Shop]\Readers`; those of
/// `[TEAM FOUNDATION]` are Entra groups.
class World {
 public:
  static constexpr const char* instance_id = "8cb9df66-e487-4ad9-9852-28da9bf255b2";
  static constexpr const char* auditor_email = "auditor@contoso.com";

  /// An organization `contoso` with the projects Shop, Web and Mobile, and an auditor who administers it.
  World();

  World& project(const std::string& name);
  World& account(const std::string& email);
  World& account(Identity identity);
  /// `member` is an e-mail or a group; groups come to be by being named.
  World& put(const std::string& member, const std::string& group);
  World& token(const std::string& email, Token token);
  World& entitlement(const std::string& email, Entitlement entitlement);
  World& entry(const std::string& namespace_id, const std::string& token, const std::string& principal,
               std::int64_t allow, std::int64_t deny);
  World& repository(const std::string& project, const std::string& name);
  /// As that of a wiki.
  World& hidden_repository(const std::string& project, const std::string& name);
  World& disabled_repository(const std::string& project, const std::string& name);
  /// `folder` as the service writes it: `\Nightly`.
  World& pipeline(const std::string& project, const std::string& name, const std::string& folder = "\\");
  /// A service hook of the account for all of the project; `change` makes it another.
  World& hook(const std::string& email, const std::string& project, const std::string& event,
              Subscription change = {});
  World& visibility(const std::string& project, const std::string& visibility);
  World& cut_inheritance(const std::string& namespace_id, const std::string& token);
  /// That many further members, which make the service cut its `Direct` answer.
  World& crowd(const std::string& group, std::size_t members);
  /// The auditor is no administrator any more.
  World& humble_auditor();

  /// Does what the calls of a remedy say, one a line, as the service does. A call that it does not know, or
  /// that names nobody, fails the test.
  World& obey(const std::string& calls);

  Identity& identity(const std::string& email);
  std::string group_descriptor(const std::string& group) const;
  /// What token_chain() fills in for a project, and for a repository or pipeline of it.
  TokenIds ids(const std::string& project, const std::string& thing = "") const;
  /// The token at which a level of a namespace asks.
  std::string token(const std::string& namespace_id, Permission::Level level, const TokenIds& ids) const;

  Snapshot snapshot() const;

 private:
  std::set<std::string> closure(const std::string& member) const;
  std::string descriptor_of(const std::string& member) const;
  std::string domain_of(const std::string& group) const;
  const Project& find_project(const std::string& name) const;
  void add_lists(Organization& organization, const std::vector<ReadId>& reads) const;
  void add_lists_below(Organization& organization) const;
  AccessControlList& list(const std::string& namespace_id, const std::string& token);
  void need_group(const std::string& group);

  std::vector<Project> projects_;
  std::map<std::string, Identity> accounts_;
  std::map<std::string, std::set<std::string>> containers_;  ///< member → groups
  std::set<std::string> groups_;
  std::map<std::string, std::size_t> crowds_;
  std::map<std::string, std::vector<Token>> tokens_;
  std::map<std::string, Entitlement> entitlements_;
  std::map<std::pair<std::string, std::string>, AccessControlList> lists_;
  std::vector<Repository> repositories_;
  std::set<std::string> hidden_repositories_;
  std::map<std::string, std::vector<Pipeline>> pipelines_;  ///< by project id
  std::vector<Subscription> hooks_;
};

inline const char* const collection_namespace = "3e65f728-f8bc-4ecd-8764-7e378b19bfa7";
inline const char* const project_namespace = "52d39943-cb85-4d7f-8fa8-c6baac873819";
inline const char* const git_namespace = "2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87";
inline const char* const build_namespace = "33344d9c-fc72-4d6f-aba5-fa317101a7e9";

/// The built-in catalogue, with a few scopes and their implications alone: enough for the tests.
Catalogue small_catalogue();

/// An integration `flow` of the account `svc@contoso.com` in contoso with the project Shop.
Integration flow_integration();

/// The time of all tests: 23 November 2026, nine o'clock.
Time test_now();

/// A living token with these scopes for contoso alone.
Token living_token(std::vector<std::string> scopes, std::string name = "flow");

/// Turns the facts of one kind into gaps, or cuts lists of that kind short.
void hide(Snapshot& snapshot, FactKey::Kind kind);

}  // namespace patrol
