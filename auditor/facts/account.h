#pragma once

#include "auditor/facts/support.h"
#include "auditor/facts/view.h"
#include "auditor/model/integration.h"

#include <string>
#include <vector>

namespace patrol {

/// Which identity an integration signs in with (DESIGN 2, "Which account").
struct AccountAnswer {
  const Identity* identity = nullptr;  ///< null: nobody, or not decided
  bool nobody = false;                 ///< the search was answered whole and knows no such account
  /// Identities of that address, letter case aside; of an id or a descriptor those that it names.
  std::vector<const Identity*> namesakes;
  Support support;
};

/// Chooses among what the search gave: byte-equal wins over equal but for letter case, then active over
/// inactive; if two are left it is not decided.
AccountAnswer find_account(const View& view, const AccountSelector& selector);

/// What a person calls the identity: account name, else mail, else display name.
std::string account_name(const Identity& identity);

/// Service principals and managed identities: no tokens, no scopes (API.md 4.2, 4.3).
bool is_service_principal(const Identity& identity);

/// Invited, and not yet bound to an account of Entra (API.md 4.2, 4.3).
bool has_never_signed_in(const Identity& identity);

/// What pipelines run as (API.md 4.2): no person, no licence, no token that lasts.
bool is_build_service(const Identity& identity);

/// Whether an Entra group could hold this identity: not Microsoft accounts, not build identities.
bool can_be_in_entra_group(const Identity& identity);

}  // namespace patrol
