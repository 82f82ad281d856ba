#pragma once

#include "auditor/facts/support.h"
#include "auditor/facts/truth.h"
#include "auditor/facts/view.h"
#include "auditor/model/catalogue.h"

#include <string>

namespace patrol {

/// What trying the integration's own token showed of the token itself (API.md 2.2, 3.12).
struct OwnToken {
  enum class State {
    unknown,     ///< `support` says why
    dead,        ///< the service does not take it
    others,      ///< it works, and belongs to somebody else
    the_account  ///< it works, and belongs to the integration's account
  };
  State state = State::unknown;
  std::string owner;       ///< whose it is, where it is somebody else's
  std::string refusal;     ///< why it is not taken
  std::string project_id;  ///< a private project that it is shown; may be empty
  Support support;
};

/// `variable` holds the token; `account` may be null, where it is not known.
OwnToken own_token(const View& view, const std::string& variable, const Identity* account);

/// Whether the token in the variable, which is the account's, holds the scope or one that includes it. Asks
/// the probes that can tell, and no others. Only an answer shows that it is there; only a 401, that it is
/// not.
Truth probe_scope(const View& view, const Catalogue& catalogue, const std::string& variable,
                  const std::string& project_id, const std::string& scope, Support& support);

}  // namespace patrol
