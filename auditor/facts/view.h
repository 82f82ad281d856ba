#pragma once

#include "auditor/model/snapshot.h"

#include <set>
#include <string>
#include <string_view>

namespace patrol {

/// One organization's facts as the checks see them. A fact that was never asked is answered with a gap, and
/// its key is noted: the list of those keys is what a collection reads next.
class View {
 public:
  /// `organization` may be null: nothing was read of it. `missing` may be null: then nothing is noted. What
  /// only Microsoft Graph tells is noted with `ask_graph` alone: without a credential for it nobody could
  /// ask.
  View(const Organization* organization, std::string name, std::set<FactKey>* missing,
       bool ask_graph = false);

  const std::string& organization_name() const noexcept { return name_; }
  /// Null where nothing was read of the organization.
  const Organization* organization() const noexcept { return organization_; }

  const Fact<Evidence<Connection>>& connection() const;
  const Fact<Listing<Project>>& projects() const;
  const Fact<Listing<SecurityNamespace>>& namespaces() const;
  const Fact<Listing<GroupName>>& group_names() const;
  const Fact<Listing<Identity>>& account(const AccountSelector& selector) const;
  const Fact<Evidence<Identity>>& group(const std::string& identity_descriptor) const;
  const Fact<Listing<std::string>>& memberships(const std::string& subject_descriptor) const;
  const Fact<Listing<Token>>& tokens(const std::string& subject_descriptor) const;
  const Fact<Evidence<Entitlement>>& entitlement(const std::string& identity_id,
                                                 bool service_principal) const;
  const Fact<Evidence<std::optional<AccessControlList>>>& access_control(const std::string& namespace_id,
                                                                         const std::string& token) const;
  /// The lists of all tokens under the one.
  const Fact<Listing<AccessControlList>>& lists_below(const std::string& namespace_id,
                                                      const std::string& token) const;
  /// Whether the account is in the Entra group; both by their Entra object ids.
  const Fact<Evidence<bool>>& entra_membership(const std::string& account, const std::string& group) const;
  const Fact<Evidence<EntraGroup>>& entra_group(const std::string& object_id) const;
  const Fact<Listing<Repository>>& repositories() const;
  /// With those that are hidden, such as the repositories of wikis.
  const Fact<Listing<Repository>>& every_repository() const;
  const Fact<Listing<Pipeline>>& pipelines(const std::string& project_id) const;
  /// Id of a project's root area or iteration; `kind` is the level's word.
  const Fact<Evidence<std::string>>& root_node(const std::string& kind, const std::string& project_id) const;
  const Fact<Listing<Resource>>& resources(const std::string& kind, const std::string& project_id) const;
  const Fact<Listing<RoleAssignment>>& role_assignments(const std::string& scope,
                                                        const std::string& resource_id) const;
  const Fact<Evidence<Identity>>& identity(const std::string& identity_id) const;
  const Fact<Listing<Subscription>>& subscriptions() const;
  const Fact<Listing<Principal>>& users() const;
  const Fact<Listing<Principal>>& service_principals() const;
  /// What the integration's own token was answered; `variable` holds it.
  const Fact<Evidence<ProbedToken>>& probed_token(const std::string& variable) const;
  /// Whether a probe of the token was answered (true) or the scope for it is missing. `project_id` is empty
  /// where the probe needs none.
  const Fact<Evidence<bool>>& probe(const std::string& variable, std::string_view probe,
                                    const std::string& project_id) const;

 private:
  void note(FactKey key) const;

  const Organization* organization_;
  /// What was answered last: all rules of an integration ask for the tokens of one account, one after
  /// another.
  mutable const std::pair<const std::string, Fact<Listing<Token>>>* last_tokens_ = nullptr;
  std::string name_;
  std::set<FactKey>* missing_;
  bool ask_graph_;
};

}  // namespace patrol
