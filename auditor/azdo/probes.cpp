#include "auditor/azdo/probes.h"

#include "auditor/azdo/answer.h"
#include "auditor/azdo/connection.h"
#include "auditor/azdo/endpoint.h"
#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"
#include "auditor/azdo/projects.h"
#include "auditor/model/probe.h"
#include "auditor/model/text.h"

#include <optional>
#include <utility>

namespace patrol::azdo {
namespace {

std::string token_in(const std::string& variable) {
  return "the token in " + variable;
}

Gap no_way(const std::string& variable) {
  return {Gap::Kind::not_collected, token_in(variable), "it was not tried",
          "collect again with " + variable + " set to the integration's own token"};
}

Request request_of(const Client& client, const Probe& probe, const std::string& project) {
  Request request{.host = std::string(probe.host),
                  .path = {client.organization()},
                  .api_version = std::string(probe.api_version),
                  .tells_dead_from_narrow = true};
  for (const std::string& segment : split(probe.path, '/')) {
    request.path.push_back(segment == "{project}" ? project : segment);
  }
  if (probe.query.empty()) return request;
  for (const std::string& pair : split(probe.query, '&')) {
    const std::size_t equals = pair.find('=');
    request.query.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return request;
}

Request connection_request(const Client& client) {
  const Endpoint& row = endpoint(EndpointId::connection);
  return {.host = std::string(row.host),
          .path = {client.organization(), "_apis", "connectionData"},
          .api_version = std::string(row.api_version),
          .tells_dead_from_narrow = true};
}

/// That the token is over, by the service's own word.
bool says_it_ended(const Denial& denial) {
  return denial.gap.reason.find("expired") != std::string::npos ||
         denial.gap.reason.find("revoked") != std::string::npos;
}

/// Whether the two say that the token is not taken at all: either tells that it ended, or both lead to the
/// sign-in page (API.md 2.2, rule 2: a second area has to agree).
bool is_not_taken(const Denial& one, const Denial& other) {
  const auto has_ended = [](const Denial& denial) {
    return denial.kind == Denial::Kind::unauthorized && says_it_ended(denial);
  };
  const bool lead_away = one.kind == Denial::Kind::not_signed_in && other.kind == Denial::Kind::not_signed_in;
  return lead_away || has_ended(one) || has_ended(other);
}

/// 401 to a token that the service took a moment ago; that it ended meanwhile would be said.
bool is_scope_missing(const Denial& denial) {
  return denial.kind == Denial::Kind::unauthorized && !says_it_ended(denial);
}

Gap no_proof(Gap gap, const Probe& probe, const std::string& variable) {
  gap.what = "whether " + token_in(variable) + " holds " + std::string(probe.scopes);
  if (gap.kind == Gap::Kind::forbidden || gap.kind == Gap::Kind::not_found) {
    gap.reason += ": that may be a permission that the account lacks";
    gap.grant = "give patrol a credential that may list the account's tokens";
  } else if (gap.grant.empty()) {
    gap.grant = "see that " + variable + " holds a token that works, then audit again";
  }
  return gap;
}

/// A project that nobody sees without the scope: public ones are shown to anyone.
Parsed<std::string> private_project(const Json& answer) {
  Members members(answer);
  for (const Json& entry : members.array("value")) {
    auto project = parse_project(entry);
    if (!project) return std::move(project).error();
    if (project.value().visibility == "private") return std::move(project).value().id;
  }
  return std::move(members).result(std::string());
}

TriedToken refused(const Denial& denial, const std::string& variable) {
  ProbedToken dead;
  dead.refusal = denial.gap.reason;
  Gap gap = no_way(variable);
  gap.reason = "it is not accepted";
  return {dead, gap};
}

/// Neither who it is nor its projects are told to it, and not why. One that the service does not take at all
/// it would rather send to its sign-in page.
Gap dead_or_narrow(Gap gap, const std::string& variable) {
  gap.reason =
      "it is dead, or its scopes are too small: it is told neither who it is nor its projects, " + gap.reason;
  gap.grant = "give patrol a credential that may list the account's tokens, or see whether " + variable +
              " holds a token that works";
  return gap;
}

TriedToken unknown(Gap gap, const std::string& variable) {
  if (gap.grant.empty()) gap.grant = "set " + variable + " to the integration's own token, then audit again";
  return {gap, gap};
}

}  // namespace

Fetched<TriedToken> try_own_token(const Client& client, const std::string& variable) {
  Client* const own = client.probing(variable);
  if (own == nullptr) return {unknown(no_way(variable), variable), {}};
  std::vector<Read> reads;
  const std::string what = "whether " + token_in(variable) + " works, and whose it is";
  const auto who = own->try_token(connection_request(*own), what, reads);
  if (!who && who.error().kind == Denial::Kind::other) {
    return {unknown(who.error().gap, variable), std::move(reads)};
  }
  const Probe& first = probes().front();
  const auto listed = own->try_token(request_of(*own, first, ""), what, reads);
  if (!who && !listed) {
    if (is_not_taken(who.error(), listed.error())) {
      const Denial& telling = says_it_ended(listed.error()) ? listed.error() : who.error();
      return {refused(telling, variable), std::move(reads)};
    }
    Gap gap = listed.error().kind == Denial::Kind::other ? listed.error().gap
                                                         : dead_or_narrow(who.error().gap, variable);
    return {unknown(std::move(gap), variable), std::move(reads)};
  }

  ProbedToken token;
  token.is_accepted = true;
  if (who) {
    auto owner = parse_connection(who.value().body);
    if (!owner) return {unknown(foreign_shape(what, owner.error()), variable), std::move(reads)};
    token.owner = std::move(owner).value();
  }
  if (!listed) {
    if (is_scope_missing(listed.error())) return {{std::move(token), false}, std::move(reads)};
    return {{std::move(token), no_proof(listed.error().gap, first, variable)}, std::move(reads)};
  }
  auto project = private_project(listed.value().body);
  if (!project) {
    return {{std::move(token), foreign_shape("the projects of " + token_in(variable), project.error())},
            std::move(reads)};
  }
  token.project_id = std::move(project).value();
  return {{std::move(token), true}, std::move(reads)};
}

Fetched<Evidence<bool>> fetch_probe(const Client& client, const std::string& variable,
                                    const std::string& probe) {
  const std::size_t slash = probe.find('/');
  const Probe* const known = find_probe(probe.substr(0, slash));
  Client* const own = client.probing(variable);
  if (known == nullptr || own == nullptr) return {no_way(variable), {}};
  const std::string project = slash == std::string::npos ? "" : probe.substr(slash + 1);
  std::vector<Read> reads;
  const auto answer = own->try_token(request_of(*own, *known, project), "", reads);
  if (answer) return {true, std::move(reads)};
  if (is_scope_missing(answer.error())) return {false, std::move(reads)};
  return {no_proof(answer.error().gap, *known, variable), std::move(reads)};
}

}  // namespace patrol::azdo
