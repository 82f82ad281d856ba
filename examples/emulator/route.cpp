#include "examples/emulator/route.h"

#include "auditor/model/text.h"

namespace patrol::emulator {
namespace {

/// Segments of a request before those that an endpoint's path names: host and organization.
constexpr std::size_t prefix = 2;

bool match(const Endpoint& endpoint, const Request& request, Route& route) {
  const std::vector<std::string> pattern = split(endpoint.path, '/');
  if (request.path.size() != pattern.size() + prefix) return false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::string& segment = request.path[i + prefix];
    if (pattern[i].starts_with('{')) {
      route.captures[pattern[i].substr(1, pattern[i].size() - 2)] = segment;
    } else if (!same_name(pattern[i], segment)) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<Route> find_route(const Request& request) {
  if (request.path.empty()) return std::nullopt;
  for (const Endpoint& endpoint : endpoints()) {
    if (request.method != endpoint.method || !same_name(request.path.front(), endpoint.host)) continue;
    Route route{.endpoint = &endpoint, .captures = {}};
    if (match(endpoint, request, route)) return route;
  }
  return std::nullopt;
}

}  // namespace patrol::emulator
