#include "auditor/cli/integration_tokens.h"

#include <gtest/gtest.h>

namespace patrol::cli {
namespace {

Environment with(const std::string& name, const std::string& value) {
  Environment environment;
  environment.secrets.emplace(name, Secret(value));
  return environment;
}

std::string why_not(const Environment& environment, const std::string& variable = "FLOW_PAT") {
  const auto token = token_in(environment, variable);
  if (token) return "";
  EXPECT_EQ(token.error().kind, azdo::TransportFailure::Kind::sign_in);
  EXPECT_FALSE(token.error().sent);
  return token.error().what;
}

TEST(TokenIn, IsOneWordOfTheVariable) {
  const auto token = token_in(with("FLOW_PAT", " some-demo-token\n"), "FLOW_PAT");
  ASSERT_TRUE(token);
  EXPECT_EQ(token.value().secret.reveal(), "some-demo-token");
  EXPECT_EQ(token.value().kind, azdo::Credential::Kind::pat);
}

TEST(TokenIn, SaysWhyNothingIsSentAndShowsNoValue) {
  EXPECT_EQ(why_not({}), "the variable FLOW_PAT is not set");
  EXPECT_EQ(why_not(with("FLOW_PAT", " ")), "the variable FLOW_PAT is empty");
  for (const char* value : {"two words", "$(FLOW_PAT)", "${FLOW_PAT}", "tök"}) {
    EXPECT_EQ(why_not(with("FLOW_PAT", value)),
              "the variable FLOW_PAT holds no token: one word is needed, without quotes or a prefix");
  }
}

TEST(TokenIn, SendsNoTokenOfAnotherServiceAndNoOtherSecret) {
  for (const char* value :
       {"ghp_0123456789", "github_pat_0123456789", "glpat-0123456789", "AKIA0123456789"}) {
    EXPECT_NE(why_not(with("FLOW_PAT", value)).find("another service"), std::string::npos);
  }
  EXPECT_EQ(why_not(with("PATROL_TOKEN", "some-demo-token"), "PATROL_TOKEN"),
            "the variable PATROL_TOKEN is not set");
}

}  // namespace
}  // namespace patrol::cli
