#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

Finding ask_url(const std::string& typed) {
  Integration integration = flow_integration();
  integration.base_url = typed;
  return ask(rule_of({ConnectionState{"https://dev.azure.com/{organization}"}}), World().snapshot(),
             integration);
}

TEST(Connection, PassesWithoutRegardToCaseAndOneTrailingSlash) {
  EXPECT_EQ(ask_url("https://dev.azure.com/contoso").verdict, Verdict::pass);
  EXPECT_EQ(ask_url("HTTPS://Dev.Azure.com/Contoso/").verdict, Verdict::pass);
}

TEST(Connection, FailsForTheOldHostAndForMoreThanTheOrganization) {
  for (const char* typed : {"https://contoso.visualstudio.com", "https://dev.azure.com/contoso/Shop",
                            "http://dev.azure.com/contoso", "https://dev.azure.com/contoso//",
                            "https://dev.azure.com/other", "https://dev.azure.com"}) {
    const Finding finding = ask_url(typed);
    EXPECT_EQ(finding.verdict, Verdict::fail) << typed;
    EXPECT_NE(finding.remediation->advice.text().find("https://dev.azure.com/contoso"), std::string::npos);
  }
}

TEST(Connection, IsInconclusiveWhereTheFileDoesNotStateIt) {
  EXPECT_EQ(ask_url("").verdict, Verdict::inconclusive);
}

TEST(Connection, CanOnlyBeRequired) {
  const Rule rule = rule_of({ConnectionState{"x"}}, Rule::Mode::forbid);
  EXPECT_EQ(ask(rule, World().snapshot()).verdict, Verdict::inconclusive);
}

}  // namespace
}  // namespace patrol
