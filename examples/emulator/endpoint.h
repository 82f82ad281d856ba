#pragma once

#include "examples/emulator/call.h"

#include <span>
#include <string_view>
#include <vector>

namespace patrol::emulator {

/// Which api-version an endpoint takes (API.md 1.2): a preview-only one refuses a version without `-preview`.
/// Microsoft Graph has none.
enum class Version { released, preview_only, none };

/// One row of the table of everything that the emulator answers.
struct Endpoint {
  std::string_view host;
  std::string_view method;
  std::string_view path;  ///< below the organization; `{x}` captures a segment; without regard to letter case
  std::string_view scopes;  ///< any one of these, separated by spaces; empty: any live token
  Version version;
  Response (*answer)(const Call&);
};

/// All endpoints, host by host. HEAD is listed where it means something of its own.
const std::vector<Endpoint>& endpoints();

/// The endpoints of each area, gathered by endpoints().
std::span<const Endpoint> core_endpoints();
std::span<const Endpoint> graph_endpoints();
std::span<const Endpoint> membership_endpoints();
std::span<const Endpoint> identity_endpoints();
std::span<const Endpoint> security_endpoints();
std::span<const Endpoint> token_endpoints();
std::span<const Endpoint> entitlement_endpoints();
std::span<const Endpoint> hook_endpoints();
std::span<const Endpoint> probe_endpoints();
std::span<const Endpoint> role_endpoints();
std::span<const Endpoint> microsoft_graph_endpoints();

}  // namespace patrol::emulator
