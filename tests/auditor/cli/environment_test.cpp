#include "auditor/cli/environment.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace patrol::cli {
namespace {

/// Sets variables for one test.
class EnvironmentTest : public testing::Test {
 protected:
  ~EnvironmentTest() override {
    for (const char* name :
         {"PATROL_TOKEN", "PATROL_BEARER", "PATROL_TOKEN_CONTOSO", "HTTPS_PROXY", "https_proxy", "NO_PROXY",
          "SSL_CERT_FILE", "NO_COLOR", "TERM", "AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET",
          "SYSTEM_ACCESSTOKEN"}) {
      ::unsetenv(name);
    }
  }
  static void set(const char* name, const char* value) { ::setenv(name, value, 1); }
};

TEST_F(EnvironmentTest, GivesTheSecretsAndKeepsNone) {
  set("PATROL_TOKEN", "general");
  set("PATROL_BEARER", "");
  set("PATROL_TOKEN_CONTOSO", "own");
  const char* const place = std::getenv("PATROL_TOKEN");
  const Environment environment = take_environment();
  ASSERT_EQ(environment.secrets.size(), 3U);
  EXPECT_EQ(environment.secrets.at("PATROL_TOKEN").reveal(), "general");
  EXPECT_EQ(environment.secrets.at("PATROL_BEARER").reveal(), "");
  EXPECT_EQ(environment.secrets.at("PATROL_TOKEN_CONTOSO").reveal(), "own");
  EXPECT_EQ(std::getenv("PATROL_TOKEN"), nullptr);
  EXPECT_EQ(std::getenv("PATROL_TOKEN_CONTOSO"), nullptr);
  EXPECT_EQ(std::string(place, 7), std::string(7, '\0'));
}

TEST_F(EnvironmentTest, TakesTheSecretsOfTheAzureSdksToo) {
  set("AZURE_CLIENT_SECRET", "hunter2");
  set("SYSTEM_ACCESSTOKEN", "job");
  set("AZURE_TENANT_ID", "contoso.com");
  set("AZURE_CLIENT_ID", "");
  const Environment environment = take_environment();
  EXPECT_EQ(environment.secrets.at("AZURE_CLIENT_SECRET").reveal(), "hunter2");
  EXPECT_EQ(environment.secrets.at("SYSTEM_ACCESSTOKEN").reveal(), "job");
  EXPECT_EQ(std::getenv("AZURE_CLIENT_SECRET"), nullptr);
  EXPECT_EQ(std::getenv("SYSTEM_ACCESSTOKEN"), nullptr);
  EXPECT_EQ(environment.azure.at("AZURE_TENANT_ID"), "contoso.com");
  EXPECT_FALSE(environment.azure.contains("AZURE_CLIENT_ID"));
}

TEST_F(EnvironmentTest, TellsTheWayToTheNetwork) {
  set("https_proxy", "http://proxy:8080");
  set("NO_PROXY", "localhost");
  set("SSL_CERT_FILE", "ca.pem");
  EXPECT_EQ(take_environment().https_proxy, "http://proxy:8080");
  set("HTTPS_PROXY", "http://other:8080");
  const Environment environment = take_environment();
  EXPECT_EQ(environment.https_proxy, "http://other:8080");
  EXPECT_EQ(environment.no_proxy, "localhost");
  EXPECT_EQ(environment.ca_file, "ca.pem");
}

TEST_F(EnvironmentTest, SaysWhetherColourIsWanted) {
  set("TERM", "xterm");
  EXPECT_TRUE(take_environment().colour);
  set("NO_COLOR", "");
  EXPECT_TRUE(take_environment().colour);
  set("NO_COLOR", "1");
  EXPECT_FALSE(take_environment().colour);
  ::unsetenv("NO_COLOR");
  set("TERM", "dumb");
  EXPECT_FALSE(take_environment().colour);
}

}  // namespace
}  // namespace patrol::cli
