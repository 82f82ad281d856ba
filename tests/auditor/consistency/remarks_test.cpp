#include "auditor/consistency/remarks.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

std::vector<std::string> remarks_on_url(const std::string& url) {
  Integration integration;
  integration.organization = "contoso";
  integration.base_url = url;
  return remarks_on(integration, {});
}

TEST(Remarks, AreMadeOfABaseUrlOfAnotherOrganization) {
  const std::vector<std::string> told{
      "`base_url` of `connection` is of the organization `fabrikam`, and what is audited is `organization: "
      "contoso`; correct one of both, or what was typed into the product"};
  EXPECT_EQ(remarks_on_url("https://dev.azure.com/fabrikam"), told);
  EXPECT_EQ(remarks_on_url("https://dev.azure.com:443/fabrikam/contoso/"), told);
  EXPECT_EQ(remarks_on_url("https://fabrikam.visualstudio.com"), told);
  EXPECT_EQ(remarks_on_url("dev.azure.com/fabrikam?x=contoso"), told);
}

TEST(Remarks, AreNotMadeOfOneOfTheSameOrganizationInEitherForm) {
  for (const char* url : {"https://dev.azure.com/contoso", "HTTPS://Dev.Azure.com/CONTOSO/",
                          "https://dev.azure.com/contoso/Web", "https://contoso.visualstudio.com",
                          "https://Contoso.VisualStudio.com/DefaultCollection/"}) {
    EXPECT_TRUE(remarks_on_url(url).empty()) << url;
  }
}

TEST(Remarks, AreNotMadeWhereTheUrlNamesNoOrganization) {
  for (const char* url :
       {"", "https://dev.azure.com", "https://dev.azure.com/", "https://tfs.example.com/fabrikam",
        "https://app.vssps.visualstudio.com", "https://visualstudio.com/fabrikam", "text",
        "https://dev.azure.com/_apis", "https://dev.azure.com/{organization}",
        "https://dev.azure.com/%7Borganization%7D", "https://{organization}.visualstudio.com"}) {
    EXPECT_TRUE(remarks_on_url(url).empty()) << url;
  }
}

TEST(Remarks, AreMadeOfAnIntegrationThatNoRuleConcerns) {
  Policy policy;
  policy.id = "flow";
  policy.rules.resize(2);
  policy.rules[0].when = {"webhooks"};
  policy.rules[1].when = {"tickets", "webhooks"};
  Integration integration;
  EXPECT_EQ(remarks_on(integration, policy),
            std::vector<std::string>{
                "no rule of the policy `flow` concerns it, so that nothing is audited: switch on what the "
                "product uses (`features:` or `variant:`), of `tickets` and `webhooks`"});
  integration.features = {"tickets"};
  EXPECT_TRUE(remarks_on(integration, policy).empty());
}

}  // namespace
}  // namespace patrol
