#pragma once

#include "auditor/azdo/client.h"
#include "auditor/model/snapshot.h"

#include <span>
#include <string>
#include <vector>

namespace patrol::azdo {

/// The identities of storage keys, in the order of the ids, by one request; without their memberships
/// (API.md 3.4). No more ids than most_identities_by_id: a URL has to hold them.
Fetched<std::vector<Evidence<Identity>>> fetch_identities_by_id(Client& client,
                                                                std::span<const std::string> ids);

inline constexpr std::size_t most_identities_by_id = 50;

}  // namespace patrol::azdo
