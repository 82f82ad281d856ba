#include "auditor/policy/pat_selector.h"

#include "auditor/policy/integration_parser.h"
#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

std::string integration(const std::string& pat) {
  return "integration: flow\npolicy: example\norganization: contoso\nconnection: {email: a@b.c}\npat: " +
         pat + "\n";
}

PatSelector read(const std::string& pat) {
  auto read = parse_integration(integration(pat), "flow.yaml");
  EXPECT_TRUE(read) << (read ? "" : to_string(read.error().front()));
  return read ? read.value().pat : PatSelector{};
}

std::string mistake(const std::string& pat) {
  const auto read = parse_integration(integration(pat), "flow.yaml");
  return read ? "" : to_string(read.error().front());
}

TEST(ReadPat, TakesTheVariableAndWhatIsDeclared) {
  const PatSelector pat =
      read("{name: flow, secret_env: FLOW_PAT, scopes: [VSO.work, vso.code], expires: 2027-03-01}");
  EXPECT_EQ(pat.secret_env, "FLOW_PAT");
  EXPECT_EQ(pat.scopes, (std::vector<std::string>{"vso.code", "vso.work"}));
  EXPECT_EQ(pat.expires, parse_time("2027-03-01"));
  EXPECT_EQ(read("{scopes: {Code: Read, Work Items: [Read, Read & write]}}").scopes,
            (std::vector<std::string>{"vso.code", "vso.work", "vso.work_write"}));
  EXPECT_EQ(read("{scopes: [app_token]}").scopes, (std::vector<std::string>{"app_token"}));
}

TEST(ReadPat, TakesNoVariableThatMayHoldAnotherSecret) {
  for (const std::string name :
       {"AWS_SECRET_ACCESS_KEY", "PATROL_TOKEN", "PATROL_TOKEN_FLOW_PAT", "AZURE_DEVOPS_EXT_PAT", "flow_pat",
        "_PAT", "FLOW_PAT2", "\"FLOW PAT\"", "7_PAT"}) {
    const std::string said = mistake("{secret_env: " + name + "}");
    EXPECT_NE(said.find("`secret_env` must be the name of a variable"), std::string::npos) << name;
    EXPECT_TRUE(name == "_PAT" || said.find(name) == std::string::npos)
        << "it may be the secret: never shown";
  }
}

TEST(ReadPat, ShowsNoValueOfAWrongScopeOrDay) {
  EXPECT_NE(mistake("{scopes: [vso.secretly]}").find("`scopes` must be a list of ids"), std::string::npos);
  EXPECT_EQ(mistake("{scopes: [vso.secretly]}").find("secretly"), std::string::npos);
  EXPECT_NE(mistake("{scopes: {Code: Everything}}").find("`scopes` must be"), std::string::npos);
  EXPECT_NE(mistake("{scopes: []}").find("`scopes` must be"), std::string::npos);
  EXPECT_NE(mistake("{expires: soon}").find("`expires` must be a day"), std::string::npos);
}

}  // namespace
}  // namespace patrol
