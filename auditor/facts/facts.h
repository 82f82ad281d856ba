#pragma once

#include "auditor/facts/account.h"
#include "auditor/facts/group_scopes.h"
#include "auditor/facts/groups.h"
#include "auditor/facts/membership.h"
#include "auditor/facts/permission.h"
#include "auditor/facts/tokens.h"
#include "auditor/facts/view.h"
#include "auditor/model/catalogue.h"

#include <functional>
#include <map>
#include <string>

namespace patrol {

/// All questions that checks ask of one organization, with what several of them share worked out once.
class Facts {
 public:
  /// The catalogue outlives the facts.
  Facts(View view, const Catalogue& catalogue, bool accept_materialised);
  Facts(const Facts&) = delete;
  Facts& operator=(const Facts&) = delete;

  const View& view() const noexcept { return view_; }
  const Memberships& memberships() const noexcept { return memberships_; }
  const GroupIndex& groups() const noexcept { return groups_; }
  const GroupScopes& group_scopes() const noexcept { return group_scopes_; }

  const AccountAnswer& account(const AccountSelector& selector) const;

  /// A project of whose name this one, which none has, may be a slip; empty: of none.
  const std::string& nearest_project(const std::string& name) const;

  /// Whether the auditor's credential belongs to an organization administrator. Only then a list that lacks
  /// something proves that it is not there: others are shown less (API.md 2.2 rule 4).
  MembershipAnswer auditor_is_administrator() const;

 private:
  View view_;
  Memberships memberships_;
  GroupIndex groups_;
  GroupScopes group_scopes_;
  /// By the value as written: two spellings of an address can mean two identities.
  using Accounts = std::map<AccountSelector, AccountAnswer>;
  mutable Accounts accounts_;
  mutable Accounts::value_type* last_ = nullptr;  ///< what was asked about last
  mutable std::map<std::string, std::string, std::less<>> nearest_projects_;
};

}  // namespace patrol
