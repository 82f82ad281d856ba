#pragma once

#include "auditor/cases/directory.h"
#include "auditor/model/snapshot.h"

#include <string_view>

namespace patrol::cases {

/// Puts the fact that a faithful service would tell an all-seeing auditor into the organization, whatever is
/// asked: also that something is not there.
void answer(const FactKey& key, const Directory& directory, Organization& organization);

/// Whether a search for an account gives the subject; `key` is `email:svc@contoso.com`, as account_key()
/// writes it.
bool is_found_by(const Subject& subject, std::string_view key);

}  // namespace patrol::cases
