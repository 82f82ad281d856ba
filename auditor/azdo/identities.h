#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/integration.h"
#include "auditor/model/snapshot.h"

#include <span>
#include <string>
#include <vector>

namespace patrol::azdo {

/// The identities that a selector could mean, each with all groups it is in (ExpandedUp, API.md 3.4). For an
/// e-mail: all that the search gave, inactive ones too, groups left out. Empty and complete: the service
/// searched and found nobody. Who is found without a name may be the one that was meant: a gap.
Fetched<Listing<Identity>> fetch_account(Client& client, const AccountSelector& selector);

/// These groups with one level of memberships both ways, in the order asked; what the service does not find
/// is a gap. One request: give it no more than a part of `split_for_fetch_groups`.
Fetched<std::vector<Evidence<Identity>>> fetch_groups(Client& client,
                                                      std::span<const std::string> identity_descriptors);

/// Parts that fit one request each: at most 50 descriptors and 7 KB of URL (API.md 3.4, 7).
std::vector<std::vector<std::string>> split_for_fetch_groups(
    std::span<const std::string> identity_descriptors);

Parsed<Identity> parse_identity(const Json& entry);

}  // namespace patrol::azdo
