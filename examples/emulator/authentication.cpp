#include "examples/emulator/authentication.h"

#include "auditor/model/text.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/ids.h"

#include <algorithm>
#include <string>

namespace patrol::emulator {
namespace {

/// The secret of a Basic or Bearer header; empty where there is none. The user part of Basic is ignored.
std::string secret_of(const Request& request) {
  const std::string header = request.header("authorization");
  const std::size_t space = header.find(' ');
  if (space == std::string::npos) return {};
  std::string rest(trim(std::string_view(header).substr(space)));
  if (same_name(header.substr(0, space), "Bearer")) return rest;
  const std::string pair = base64_decode(rest);
  const std::size_t colon = pair.find(':');
  return colon == std::string::npos ? std::string() : pair.substr(colon + 1);
}

/// How the service sends somebody to sign in: 401 only for those that ask for it.
Response refused(const Request& request) {
  if (same_name(request.header("x-tfs-fedauthredirect"), "Suppress")) return unauthorized();
  if (request.header("accept").find("text/html") != std::string::npos) return sign_in_redirect();
  return sign_in_page();
}

Response expired() {
  Response response =
      error_answer(401, "AccessCheckException", "Access Denied: The Personal Access Token used has expired.");
  response.headers["X-TFS-ServiceError"] = "Access+Denied%3A+The+Personal+Access+Token+used+has+expired.";
  response.headers["WWW-Authenticate"] = unauthorized().headers["WWW-Authenticate"];
  return response;
}

bool covers(const Token& token, const Organization& organization) {
  return token.all_organizations ||
         std::ranges::find(token.target_accounts, organization.id) != token.target_accounts.end();
}

/// An application is known where a service principal of the organization is its.
Result<Caller, Response> as_application(const Request& request, const Organization& organization,
                                        const IssuedTo& issued) {
  if (issued.is_over) return refused(request);
  for (SubjectId id = 0; id < organization.subjects.size(); ++id) {
    const Subject& subject = organization.subject(id);
    if (subject.active && same_name(subject.application_id, issued.client_id)) {
      return Caller{.subject = id, .has_scopes = false, .scopes = {}};
    }
  }
  return refused(request);
}

}  // namespace

Result<Caller, Response> authenticate(const Request& request, const Organization* organization, Time now,
                                      TokenEndpoint* tokens) {
  if (organization == nullptr) return refused(request);
  const std::string secret = secret_of(request);
  if (const auto issued = tokens == nullptr ? std::nullopt : tokens->use(secret, now)) {
    return as_application(request, *organization, *issued);
  }
  const auto found = organization->credentials.find(secret);
  if (found == organization->credentials.end()) return refused(request);
  const Credential& credential = found->second;
  if (!organization->subject(credential.owner).active) return refused(request);
  if (!credential.token) return Caller{.subject = credential.owner, .has_scopes = false, .scopes = {}};
  const Token& token = organization->tokens[*credential.token];
  if (token.revoked || token.from > now || !covers(token, *organization)) return refused(request);
  if (token.to <= now) return expired();
  return Caller{.subject = credential.owner, .has_scopes = true, .scopes = token.scopes};
}

const Organization* graph_tenant(const Request& request, std::span<const Organization> organizations) {
  const std::string secret = secret_of(request);
  const auto found = std::ranges::find_if(organizations, [&](const Organization& organization) {
    return std::ranges::find(organization.graph_bearers, secret) != organization.graph_bearers.end();
  });
  return found == organizations.end() ? nullptr : &*found;
}

}  // namespace patrol::emulator
