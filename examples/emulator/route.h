#pragma once

#include "examples/emulator/endpoint.h"

#include <map>
#include <optional>
#include <string>

namespace patrol::emulator {

/// An endpoint and what its path caught of the request.
struct Route {
  const Endpoint* endpoint = nullptr;
  std::map<std::string, std::string, std::less<>> captures;
};

/// The endpoint for a request, or nothing. A path that is right but for the method is no match.
std::optional<Route> find_route(const Request& request);

}  // namespace patrol::emulator
