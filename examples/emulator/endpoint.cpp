#include "examples/emulator/endpoint.h"

namespace patrol::emulator {

const std::vector<Endpoint>& endpoints() {
  static const std::vector<Endpoint> all = [] {
    std::vector<Endpoint> gathered;
    for (const auto area : {core_endpoints, graph_endpoints, membership_endpoints, identity_endpoints,
                            security_endpoints, token_endpoints, entitlement_endpoints, hook_endpoints,
                            probe_endpoints, role_endpoints, microsoft_graph_endpoints})
      gathered.insert(gathered.end(), area().begin(), area().end());
    return gathered;
  }();
  return all;
}

}  // namespace patrol::emulator
