#pragma once

#include "auditor/facts/support.h"
#include "auditor/facts/view.h"
#include "auditor/model/catalogue.h"

#include <optional>
#include <string>

namespace patrol {

/// Which access level an account holds (API.md 3.9).
struct LicenceAnswer {
  std::optional<AccessLevel> level;  ///< none where it is not held any more; nothing: not known
  /// The level that comes back when the account is enabled again, where it is disabled; the highest one
  /// where it is not known which.
  std::optional<AccessLevel> when_enabled;
  std::string observed;  ///< `Basic, active`; empty where it could not be read
  Support support;
};

/// Reads the account's entitlement. Words that the catalogue does not know leave a gap, and so does what may
/// be a licence of a kind that has no words there, as one of GitHub.
LicenceAnswer find_licence(const View& view, const Catalogue& catalogue, const Identity& account);

}  // namespace patrol
