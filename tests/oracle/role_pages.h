#pragma once

#include "tests/support/world.h"

#include <string>
#include <vector>

namespace patrol::oracle {

/// A page on which it stands who has which role (API.md 3.6), and how lines of an organization call it.
struct RoleSheet {
  std::string name;   ///< `Shop/azure`, `Shop/*`, `pool/Linux`, `pool/*`
  std::string place;  ///< the project, or `pool`
  std::string scope;
  std::string id;

  std::string key() const { return fact_name(scope, id); }
};

/// The sheets of every organization: Shop has the service connection `azure`, Web has none, and there is the
/// agent pool `Linux`.
const std::vector<RoleSheet>& role_sheets();

/// The list of things of a kind in a project, or of agent pools (`pool`): its key among the facts.
std::string things_key(const std::string& place);

/// A storage key for a group.
std::string identity_id_of(const std::string& group);

}  // namespace patrol::oracle
