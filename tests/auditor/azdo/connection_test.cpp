#include "auditor/azdo/connection.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol::azdo {
namespace {

TEST(FetchConnection, TellsWhoTheCredentialBelongsTo) {
  Bench bench;
  bench.transport.on("https://dev.azure.com/contoso/_apis/connectionData?api-version=7.1-preview.1",
                     json(fixture("connection.json")));
  const auto fetched = fetch_connection(bench.client);
  ASSERT_TRUE(fetched.known);
  EXPECT_EQ(fetched.known.value(),
            (Connection{.instance_id = "8cb9df66-e487-4ad9-9852-28da9bf255b2",
                        .identity_descriptor = "Microsoft.IdentityModel.Claims.ClaimsIdentity;"
                                               "7a394543-62fd-4274-a7d2-8fac775942b6\\auditor@contoso.com",
                        .subject_descriptor = "aad.MDA0NzBlMzQtZGE2MS03YTY5LWJkOTYtNDg3YTg0OWVjNTU4",
                        .display_name = "Auditor",
                        .account = "auditor@contoso.com"}));
  EXPECT_EQ(fetched.reads.size(), 1U);
}

TEST(ParseConnection, RefusesAForeignShape) {
  const Json good = Json::parse(fixture("connection.json"));
  const auto fault = [&](const char* pointer, const Json& value) {
    Json changed = good;
    changed[Json::json_pointer(pointer)] = value;
    const auto parsed = parse_connection(changed);
    return parsed ? "" : parsed.error().what;
  };
  EXPECT_EQ(fault("/instanceId", 7), "`instanceId` is no text");
  EXPECT_EQ(fault("/authenticatedUser", nullptr), "`authenticatedUser` is missing or null");
  EXPECT_EQ(fault("/authenticatedUser/descriptor", nullptr),
            "`authenticatedUser.descriptor` is missing or null");
  EXPECT_EQ(fault("/authenticatedUser/properties/Account", "x"),
            "`authenticatedUser.properties.Account` is no object");
  EXPECT_EQ(fault("/authenticatedUser/id", "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"),
            "the service took the caller for nobody: not signed in");
}

TEST(FetchConnection, AsksElsewhereWhetherARefusedCredentialWorks) {
  Bench bench;
  bench.transport.on("connectionData", status(401)).on("projects", json("{}"));
  const auto fetched = fetch_connection(bench.client);
  ASSERT_FALSE(fetched.known);
  EXPECT_EQ(fetched.known.error().reason, "HTTP 401: the scope of the credential does not cover this");
}

}  // namespace
}  // namespace patrol::azdo
