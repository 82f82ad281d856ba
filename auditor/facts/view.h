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
  /// `organization` may be null: nothing was read of it. `missing` may be null: then nothing is noted.
  View(const Organization* organization, std::string name, std::set<FactKey>* missing);

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

 private:
  void note(FactKey key) const;

  const Organization* organization_;
  std::string name_;
  std::set<FactKey>* missing_;
};

}  // namespace patrol
