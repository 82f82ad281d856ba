#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/snapshot.h"

namespace patrol::azdo {

/// The service hooks of all projects whose hooks the credential's owner may view: one request, without pages
/// (API.md 3.10).
Fetched<Listing<Subscription>> fetch_subscriptions(Client& client);

/// Of where it posts to only the host is kept: path and query may hold a secret.
Parsed<Subscription> parse_subscription(const Json& entry);

}  // namespace patrol::azdo
