#pragma once

#include "auditor/evaluate/token_sharers.h"
#include "auditor/facts/view.h"
#include "auditor/model/discovery.h"
#include "auditor/model/integration.h"
#include "auditor/model/snapshot.h"
#include "auditor/model/time.h"

#include <string>
#include <vector>

namespace patrol {

/// An account that may hold tokens, and the integrations of its organization that sign in with it.
struct TokenOwner {
  const Principal& principal;
  const std::vector<const Integration*>& sure;
  const std::vector<const Integration*>& possible;  ///< of which it is not known
};

/// Its tokens as far as they were listed, the living ones first, by name and id, each with the integrations
/// that use it or may: those that sign in with the account, and those of other organizations that a token
/// for several can be shared with.
std::vector<DiscoveredToken> tokens_of(const TokenOwner& owner, const View& view,
                                       const std::string& organization, const TokenSharers& sharers,
                                       Time now);

}  // namespace patrol
