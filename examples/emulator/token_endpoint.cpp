#include "examples/emulator/token_endpoint.h"

#include "auditor/model/text.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/assertion.h"
#include "examples/emulator/ids.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace patrol::emulator {
namespace {

constexpr std::string_view host = "login.microsoftonline.com";
constexpr std::string_view azure_devops = "499b84ac-1321-427f-aa17-267ca6975798";
constexpr std::string_view jwt_bearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// As Entra writes it: the number of the error stands in front of its description.
Response refusal(int status, std::string_view code, const std::string& description) {
  int number = 0;
  const std::size_t digits = std::string_view("AADSTS").size();
  std::from_chars(description.data() + digits, description.data() + description.size(), number);
  const std::string trace = guid_for("trace/" + description);
  Response response = json_answer({{"error", code},
                                   {"error_description", description + " Trace ID: " + trace},
                                   {"error_codes", Json::array({number})},
                                   {"timestamp", "2026-11-23 09:00:00Z"},
                                   {"trace_id", trace},
                                   {"correlation_id", trace}});
  response.status = status;
  return response;
}

std::string value_of(const std::map<std::string, std::string>& form, const std::string& name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : found->second;
}

}  // namespace

TokenEndpoint::TokenEndpoint(const std::vector<Organization>& organizations) {
  for (const Organization& organization : organizations) {
    for (const Application& application : organization.applications) {
      applications_.emplace(std::pair(organization.tenant, fold_case(application.client_id)), application);
    }
  }
}

bool TokenEndpoint::is_for(const Request& request) {
  return request.path.size() == 5 && same_name(request.path[0], host) && request.path[2] == "oauth2" &&
         request.path[3] == "v2.0" && request.path[4] == "token";
}

Response TokenEndpoint::answer(const Request& request, Time now) {
  if (request.method != "POST")
    return refusal(400, "invalid_request", "AADSTS900561: The endpoint only accepts POST.");
  const std::string tenant = fold_case(request.path[1]);
  const Form form = make_request("POST", "/?" + request.body).query;
  const std::string client_id = value_of(form, "client_id");
  const auto found = applications_.find({tenant, fold_case(client_id)});
  if (found == applications_.end()) {
    return refusal(
        400, "unauthorized_client",
        fmt::format("AADSTS700016: Application with identifier '{}' was not found in the directory '{}'.",
                    client_id, tenant));
  }
  if (value_of(form, "grant_type") != "client_credentials") {
    return refusal(400, "unsupported_grant_type",
                   "AADSTS70003: The app requested an unsupported grant type.");
  }
  if (value_of(form, "scope") != fmt::format("{}/.default", azure_devops)) {
    return refusal(400, "invalid_scope",
                   "AADSTS70011: The provided value for the input parameter 'scope' is not valid.");
  }
  const std::string why = refuse(found->second, tenant, form);
  if (!why.empty()) return refusal(401, "invalid_client", why);
  return issue(tenant, found->second, now);
}

/// Why the proof is none; empty: it is one.
std::string TokenEndpoint::refuse(const Application& application, const std::string& tenant,
                                  const Form& form) const {
  if (const std::string secret = value_of(form, "client_secret"); !secret.empty()) {
    if (secret == application.secret) return {};
    return "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is "
           "the "
           "client secret value, not the client secret ID.";
  }
  const std::string assertion = value_of(form, "client_assertion");
  if (assertion.empty() || value_of(form, "client_assertion_type") != jwt_bearer) {
    return "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or "
           "'client_secret'.";
  }
  if (!application.federated_token.empty() && assertion == application.federated_token) return {};
  // An assertion is made with the machine's clock, whatever moment the emulator plays.
  const Time machine = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return refuse_assertion(assertion,
                          {.certificate = application.certificate,
                           .audience = fmt::format("https://{}/{}/oauth2/v2.0/token", host, tenant),
                           .client_id = application.client_id},
                          machine);
}

Response TokenEndpoint::issue(const std::string& tenant, const Application& application, Time now) {
  const std::int64_t start = now.time_since_epoch().count();
  const Json claims{{"aud", azure_devops},
                    {"appid", application.client_id},
                    {"tid", tenant},
                    {"iat", start},
                    {"exp", start + application.expires_in}};
  const std::scoped_lock lock(mutex_);
  const std::string token =
      fmt::format("{}.{}.{}", base64url(R"({"typ":"JWT","alg":"RS256"})"), base64url(claims.dump()),
                  base64url(guid_for(fmt::format("bearer/{}", bearers_.size()))));
  bearers_[token] = {
      .application = &application, .end = now + std::chrono::seconds(application.expires_in), .uses = 0};
  Response response = json_answer({{"token_type", "Bearer"},
                                   {"expires_in", application.expires_in},
                                   {"ext_expires_in", application.expires_in},
                                   {"access_token", token}});
  return response;
}

std::optional<IssuedTo> TokenEndpoint::use(const std::string& bearer, Time now) {
  const std::scoped_lock lock(mutex_);
  const auto found = bearers_.find(bearer);
  if (found == bearers_.end()) return std::nullopt;
  Bearer& issued = found->second;
  const std::size_t most = issued.application->uses;
  return IssuedTo{.client_id = issued.application->client_id,
                  .is_over = now >= issued.end || (most > 0 && ++issued.uses > most)};
}

}  // namespace patrol::emulator
