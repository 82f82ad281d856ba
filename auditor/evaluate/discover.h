#pragma once

#include "auditor/model/discovery.h"
#include "auditor/model/integration.h"
#include "auditor/model/snapshot.h"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace patrol {

struct DiscoverOptions {
  Time now{};
  std::string tool;
  /// Tokens are read account by account, a request each: of no more than these, the likeliest first.
  std::size_t most_token_owners = 1'000;
  std::vector<std::string> products{};  ///< ids of policies, which are names of products
};

/// The accounts of an organization that look like integrations, which of them and of their tokens the
/// integrations claim, and what could not be read. `integrations` are all that are loaded; those of other
/// organizations claim nothing. Pure and total: what the snapshot does not hold is a gap.
Discovery discover(const std::string& organization, const std::vector<Integration>& integrations,
                   const Snapshot& snapshot, const DiscoverOptions& options);

/// The facts that `discover` would have looked at and the snapshot never asked for, as missing_facts() tells
/// those of an audit.
std::map<std::string, std::set<FactKey>> missing_for_discovery(const std::string& organization,
                                                               const std::vector<Integration>& integrations,
                                                               const Snapshot& snapshot,
                                                               const DiscoverOptions& options);

}  // namespace patrol
