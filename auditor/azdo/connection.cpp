#include "auditor/azdo/connection.h"

#include "auditor/azdo/answer.h"
#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"
#include "auditor/azdo/property.h"

namespace patrol::azdo {
namespace {

/// Whom the service takes a caller without a credential for (API.md 2.2).
constexpr std::string_view anonymous = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";

}  // namespace

Parsed<Connection> parse_connection(const Json& answer) {
  Members members(answer);
  Connection connection;
  connection.instance_id = members.guid("instanceId");
  Members user(members.object("authenticatedUser"), "authenticatedUser");
  if (user.guid("id") == anonymous) user.fail("the service took the caller for nobody: not signed in");
  connection.identity_descriptor = user.text("descriptor");
  connection.subject_descriptor = user.text_or_empty("subjectDescriptor");
  connection.display_name = user.free_text_or_empty("customDisplayName");
  if (connection.display_name.empty())
    connection.display_name = user.free_text_or_empty("providerDisplayName");
  connection.account = property(user, "Account");
  members.fail_with(user);
  return std::move(members).result(std::move(connection));
}

Fetched<Evidence<Connection>> fetch_connection(Client& client) {
  std::vector<Read> reads;
  const std::string what = "who the credential belongs to in " + client.organization();
  auto answer = client.ask(
      {.endpoint = EndpointId::connection, .what = what, .path = {"_apis", "connectionData"}}, reads);
  if (!answer) return {std::move(answer).error(), std::move(reads)};
  auto connection = parse_connection(answer.value().body);
  if (!connection) return {foreign_shape(what, connection.error()), std::move(reads)};
  return {std::move(connection).value(), std::move(reads)};
}

}  // namespace patrol::azdo
