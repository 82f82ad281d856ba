#include "examples/emulator/authentication.h"

#include "examples/emulator/ids.h"
#include "tests/examples/emulator/sample.h"

#include <gtest/gtest.h>

namespace patrol::emulator {
namespace {

const Time now = *parse_time("2026-11-23T09:00:00Z");

Result<Caller, Response> sign_in(const std::string& token) {
  const Organization sample = organization_of(sample_yaml());
  return authenticate(get("/dev.azure.com/sample/_apis/projects", token), &sample, now);
}

TEST(Credentials, OfALivingTokenComeWithItsScopes) {
  const auto caller = sign_in("graph-token");
  ASSERT_TRUE(caller);
  EXPECT_TRUE(caller.value().has_scopes);
  EXPECT_EQ(caller.value().scopes, (std::vector<std::string>{"vso.graph"}));
}

TEST(Credentials, OfEntraHaveNoScopes) {
  const Organization sample = organization_of(sample_yaml());
  Request request = get("/dev.azure.com/sample/_apis/projects");
  request.headers["authorization"] = "Bearer ada-bearer";
  const auto caller = authenticate(request, &sample, now);
  ASSERT_TRUE(caller);
  EXPECT_FALSE(caller.value().has_scopes);
}

TEST(Credentials, ThatAreDeadAreAnEmpty401WhenAskedFor) {
  for (const char* token : {"unknown", "revoked-token", "foreign-token"}) {
    const auto caller = sign_in(token);
    ASSERT_FALSE(caller) << token;
    EXPECT_EQ(caller.error().status, 401) << token;
    EXPECT_EQ(caller.error().body, "") << token;
    EXPECT_TRUE(caller.error().headers.contains("WWW-Authenticate")) << token;
  }
}

TEST(Credentials, ThatRanOutAreTold) {
  const auto caller = sign_in("dead-token");
  ASSERT_FALSE(caller);
  EXPECT_EQ(caller.error().status, 401);
  EXPECT_NE(caller.error().body.find("has expired"), std::string::npos);
}

TEST(Credentials, ThatAreDeadAreASignInPageOtherwise) {
  const Organization sample = organization_of(sample_yaml());
  Request request = get("/dev.azure.com/sample/_apis/projects", "unknown");
  request.headers.erase("x-tfs-fedauthredirect");
  EXPECT_EQ(authenticate(request, &sample, now).error().status, 203);
  request.headers["accept"] = "text/html";
  EXPECT_EQ(authenticate(request, &sample, now).error().status, 302);
}

TEST(Credentials, AreUnknownToAnOrganizationThatIsNotThere) {
  EXPECT_EQ(authenticate(get("/dev.azure.com/elsewhere/_apis/projects"), nullptr, now).error().status, 401);
}

}  // namespace
}  // namespace patrol::emulator
