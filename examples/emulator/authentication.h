#pragma once

#include "auditor/model/result.h"
#include "auditor/model/time.h"
#include "examples/emulator/call.h"
#include "examples/emulator/token_endpoint.h"

#include <span>

namespace patrol::emulator {

/// Who the request's credential signs in as, or the answer of a service that does not know it (API.md 2.2).
/// `organization` is null where the path names none that exists: then every credential is unknown. `tokens`
/// knows the bearers that it issued; may be null.
Result<Caller, Response> authenticate(const Request& request, const Organization* organization, Time now,
                                      TokenEndpoint* tokens = nullptr);

/// The organization whose tokens for Microsoft Graph the request shows one of; null: none.
const Organization* graph_tenant(const Request& request, std::span<const Organization> organizations);

}  // namespace patrol::emulator
