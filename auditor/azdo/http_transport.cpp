#include "auditor/azdo/http_transport.h"

#include "auditor/model/secret.h"

#include <algorithm>
#include <string>
#include <utility>

namespace patrol::azdo {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

HttpMessage message_for(const Request& request, const std::optional<Server>& server,
                        const Credential& credential) {
  HttpMessage message{.method = request.method,
                      .origin = server ? server->origin : "https://" + request.host,
                      .target = (server ? server->prefix + "/" + request.host : "") + target_of(request),
                      .headers = {{"Accept", request.api_version.empty()
                                                 ? "application/json"
                                                 : "application/json;api-version=" + request.api_version},
                                  {"X-VSS-ForceMsaPassThrough", "true"}},
                      .authorization = authorization(credential)};
  // 401 in place of a sign-in page or a redirect to one (API.md 2.1).
  if (!request.tells_dead_from_narrow) message.headers.emplace("X-TFS-FedAuthRedirect", "Suppress");
  if (request.method == Request::Method::post) {
    message.content_type = "application/json; charset=utf-8";
    message.body = Secret(request.body);
  }
  return message;
}

void scrub_all(Response& response, const Credential& credential) {
  scrub(response.body, credential);
  for (auto& [name, value] : response.headers) scrub(value, credential);
}

/// What is left of the patience; never nothing, so that an answer that is there is still taken.
milliseconds left_until(Clock::time_point deadline) {
  return std::max(milliseconds{1}, std::chrono::ceil<milliseconds>(deadline - Clock::now()));
}

}  // namespace

Result<Response, TransportFailure> HttpTransport::send(const Request& request, milliseconds patience,
                                                       const std::stop_token& stop) {
  const auto deadline = Clock::now() + patience;
  auto signature = sign_in_.signature(patience, stop);
  if (!signature) return std::move(signature).error();
  auto response = send_signed(request, signature.value().credential, left_until(deadline), stop);
  if (!response || response.value().status != 401) return response;

  const auto other = sign_in_.after_refusal(signature.value().turn, left_until(deadline), stop);
  if (!other) return response;
  response = send_signed(request, other->credential, left_until(deadline), stop);
  if (response && response.value().status == 401) sign_in_.refused_again();
  return response;
}

Result<Response, TransportFailure> HttpTransport::send_signed(const Request& request,
                                                              const Credential& credential,
                                                              milliseconds patience,
                                                              const std::stop_token& stop) {
  auto response = http_.exchange(message_for(request, server_, credential), patience, stop);
  if (response) scrub_all(response.value(), credential);
  return response;
}

}  // namespace patrol::azdo
