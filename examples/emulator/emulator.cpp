#include "examples/emulator/emulator.h"

#include "auditor/model/text.h"
#include "examples/emulator/access.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/api_version.h"
#include "examples/emulator/authentication.h"
#include "examples/emulator/ids.h"
#include "examples/emulator/route.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace patrol::emulator {
namespace {

constexpr std::string_view microsoft_graph = "graph.microsoft.com";

std::string joined_path(const Request& request) {
  std::string path;
  for (const std::string& segment : request.path) path += "/" + segment;
  return path;
}

bool scope_suffices(const Caller& caller, std::string_view wanted) {
  if (!caller.has_scopes || wanted.empty()) return true;
  const std::vector<std::string> any_of = split(wanted, ' ');
  return std::ranges::any_of(any_of,
                             [&](const std::string& scope) { return holds_scope(caller.scopes, scope); });
}

/// Everything but the question who one is needs to see the organization at all (API.md 5, 11).
bool may_see_organization(const Organization& organization, SubjectId caller) {
  return is_allowed(organization, *find_namespace("Collection"), "NAMESPACE:", 1, caller);
}

}  // namespace

Emulator::Emulator(std::vector<Organization> organizations, std::vector<FaultRule> faults, Settings settings)
    : organizations_(std::move(organizations)),
      settings_(settings),
      faults_(std::move(faults)),
      tokens_(organizations_),
      throttle_(settings_.throttle) {}

Time Emulator::now() const {
  return settings_.now.value_or(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

const Organization* Emulator::find_organization(const Request& request) const {
  if (request.path.size() < 2) return nullptr;
  const auto found = std::ranges::find_if(
      organizations_, [&](const Organization& each) { return same_name(each.name, request.path[1]); });
  return found == organizations_.end() ? nullptr : &*found;
}

Response Emulator::answer(const Request& request) {
  std::chrono::milliseconds delay{0};
  std::optional<Response> refused = throttle_.refuse_or_delay(delay);
  Response response =
      refused ? std::move(*refused)
              : faults_.apply(request, [this](const Request& each) { return honest_answer(each); });
  if (delay.count() > 0) throttle_.mark(response, delay);
  response.delay += settings_.latency;
  const std::string activity = guid_for(fmt::format("activity/{}", ++activities_));
  response.headers.emplace("ActivityId", activity);
  response.headers.emplace("X-VSS-E2EID", activity);
  response.headers.emplace(
      "X-TFS-Session", request.header("x-tfs-session").empty() ? activity : request.header("x-tfs-session"));
  response.headers.emplace("X-TFS-ProcessId", "4fd1a4dc-0e5e-4c1f-a1c4-9a1e5a3e0d01");
  response.headers.emplace("Cache-Control", "no-cache, no-store, must-revalidate");
  response.headers.emplace("P3P",
                           "CP=\"CAO DSP COR ADMa DEV CONo TELo CUR PSA PSD TAI IVDo OUR SAMi BUS DEM NAV "
                           "STA UNI COM INT PHY ONL FIN PUR LOC CNT\"");
  return response;
}

/// The order of the service: who are you, is there such a route, which version, may your token, may you.
Response Emulator::honest_answer(const Request& request) {
  if (!request.path.empty() && same_name(request.path.front(), microsoft_graph)) return graph_answer(request);
  if (TokenEndpoint::is_for(request)) return tokens_.answer(request, now());
  const Organization* organization = find_organization(request);
  Result<Caller, Response> caller = authenticate(request, organization, now(), &tokens_);
  if (!caller) return std::move(caller).error();
  std::optional<Route> route = find_route(request);
  if (!route) return unknown_route(joined_path(request));
  const Endpoint& endpoint = *route->endpoint;
  const std::string version = requested_version(request);
  if (auto refusal = refuse_version(version, endpoint.version)) return *refusal;
  if (!scope_suffices(caller.value(), endpoint.scopes)) return unauthorized();
  const Subject& subject = organization->subject(caller.value().subject);
  if (!same_name(endpoint.path, "_apis/connectionData") &&
      !may_see_organization(*organization, caller.value().subject))
    return forbidden("View collection-level information", subject.account);
  Response response = endpoint.answer({.organization = *organization,
                                       .caller = caller.value(),
                                       .request = request,
                                       .captures = std::move(route->captures),
                                       .now = now(),
                                       .page_size = settings_.page_size});
  if (!response.content_type.empty()) response.content_type += "; api-version=" + version;
  response.headers["X-VSS-UserData"] = fmt::format("{}:{}", subject.storage_key, subject.account);
  return response;
}

/// Another service, with tokens of its own and no versions to ask for.
Response Emulator::graph_answer(const Request& request) const {
  const Organization* organization = graph_tenant(request, organizations_);
  if (organization == nullptr) {
    return microsoft_graph_error(401, "InvalidAuthenticationToken", "Access token is empty or not valid.");
  }
  std::optional<Route> route = find_route(request);
  if (!route || !same_name(request.path[1], "v1.0")) {
    return microsoft_graph_error(400, "BadRequest", "Resource not found for the segment.");
  }
  const Caller caller;
  return route->endpoint->answer({.organization = *organization,
                                  .caller = caller,
                                  .request = request,
                                  .captures = std::move(route->captures),
                                  .now = now(),
                                  .page_size = settings_.page_size});
}

std::string Emulator::endpoint_name(const Request& request) {
  if (TokenEndpoint::is_for(request))
    return request.method + " login.microsoftonline.com/{tenant}/oauth2/v2.0/token";
  const auto route = find_route(request);
  if (route) return fmt::format("{} {}/{}", request.method, route->endpoint->host, route->endpoint->path);
  return fmt::format("{} unknown", request.method);
}

bool Emulator::writes(const Request& request) {
  if (request.method == "GET" || request.method == "HEAD" || TokenEndpoint::is_for(request)) return false;
  return !find_route(request).has_value();  // the only POSTs in the table are those that read
}

}  // namespace patrol::emulator
