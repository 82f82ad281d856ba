#include "auditor/policy/integration_parser.h"

#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr std::string_view head = "integration: flow\npolicy: example\norganization: contoso\n";

std::string with(std::string_view rest) {
  return std::string(head) + std::string(rest);
}

TEST(ParseIntegration, ReadsEveryKey) {
  const auto integration = parse_integration(R"(integration: flow-production
policy: pluralsight-flow
owner: devex@contoso.com
organization: Contoso
connection: {base_url: "https://dev.azure.com/contoso/", email: Svc-Flow@contoso.com}
pat: {name: flow-production, id: 2F6A0C1E-7d3b-4c58-9a61-0b2c3d4e5f60}
features: [repos, tickets]
variant: service-user
projects: [Website, Mobile apps]
parameters: {days_left: 30}
attestations:
  - {statement: Consent was given, by: grace@contoso.com, on: 2026-11-01, until: 2027-11-01}
)",
                                             "flow.yaml");
  ASSERT_TRUE(integration);
  Integration expected;
  expected.name = "flow-production";
  expected.policy = "pluralsight-flow";
  expected.owner = "devex@contoso.com";
  expected.organization = "Contoso";
  expected.base_url = "https://dev.azure.com/contoso/";
  expected.email = "Svc-Flow@contoso.com";
  expected.account = {AccountSelector::Kind::email, "Svc-Flow@contoso.com"};
  expected.pat = {"flow-production", "2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60"};
  expected.features = {"repos", "tickets"};
  expected.variant = "service-user";
  expected.projects = {"Website", "Mobile apps"};
  expected.parameters = {{"days_left", 30}};
  expected.attestations = {
      {"Consent was given", "grace@contoso.com", *parse_time("2026-11-01"), *parse_time("2027-11-01")}};
  expected.position = {"flow.yaml", 1, 1};
  EXPECT_EQ(integration.value(), expected);
}

AccountSelector account_of(std::string_view rest) {
  const auto integration = parse_integration(with(rest), "i.yaml");
  EXPECT_TRUE(integration) << lines(integration.error());
  return integration.value().account;
}

TEST(ParseIntegration, NamesTheAccountInFourWays) {
  EXPECT_EQ(account_of("connection: {email: a@b.c}\n"),
            (AccountSelector{AccountSelector::Kind::email, "a@b.c"}));
  EXPECT_EQ(account_of("account: {email: x@y.z}\nconnection: {email: a@b.c}\n"),
            (AccountSelector{AccountSelector::Kind::email, "x@y.z"}));
  EXPECT_EQ(account_of("account: {descriptor: aad.OWE0ZTA3}\n"),
            (AccountSelector{AccountSelector::Kind::descriptor, "aad.OWE0ZTA3"}));
  EXPECT_EQ(
      account_of("account: {service_principal: 2F6A0C1E-7d3b-4c58-9a61-0b2c3d4e5f60}\n"),
      (AccountSelector{AccountSelector::Kind::service_principal, "2F6A0C1E-7d3b-4c58-9a61-0b2c3d4e5f60"}));
}

TEST(ParseIntegration, KeepsTheTypedEmailBesideAnAccount) {
  const auto integration =
      parse_integration(with("account: {descriptor: aad.x}\nconnection: {email: a@b.c}\n"), "i.yaml");
  ASSERT_TRUE(integration);
  EXPECT_EQ(integration.value().email, "a@b.c");
}

TEST(ParseIntegration, TakesAllProjects) {
  const auto integration = parse_integration(with("account: {email: a@b.c}\nprojects: all\n"), "i.yaml");
  ASSERT_TRUE(integration);
  EXPECT_TRUE(integration.value().all_projects);
  EXPECT_TRUE(integration.value().projects.empty());
}

TEST(ParseIntegration, TellsAllMistakesAtOnce) {
  EXPECT_EQ(errors_of_integration("integration: a b\norganization: con_toso\nprojects: []\n"),
            "i.yaml:1:1: the integration has no `policy`; add it\n"
            "i.yaml:1:1: nothing says which account it is; add `connection: {email: …}` or `account: "
            "{descriptor: …}`\n"
            "i.yaml:1:14: `integration` must be made of letters, digits, `.`, `_` and `-`, and start with a "
            "letter or "
            "digit\n"
            "i.yaml:2:15: `organization` must be the name alone, such as `contoso` of "
            "https://dev.azure.com/contoso: "
            "letters, digits and hyphens\n"
            "i.yaml:3:11: `projects` is an empty list; name something, or remove it\n");
}

TEST(ParseIntegration, RefusesKeysThatCouldHoldASecretWithoutTheirValue) {
  constexpr const char* refused =
      ": this key could hold a secret, which never stands in a file; remove it, and revoke the secret if it "
      "is "
      "real\n";
  for (const char* key : {"token", "Secret", "pat_token", "client-secret", "apiKey", "PASSWORD", "pwd",
                          "credentials", "hunter2Password"}) {
    EXPECT_EQ(errors_of_integration(with("account: {email: a@b.c}\n" + std::string(key) + ": hunter2\n")),
              std::string("i.yaml:5:1") + refused);
  }
  for (const char* key : {"value", "token", "secret"}) {
    EXPECT_EQ(
        errors_of_integration(with("account: {email: a@b.c}\npat: {" + std::string(key) + ": hunter2}\n")),
        std::string("i.yaml:5:7") + refused);
  }
}

TEST(ParseIntegration, NeverShowsATextThatStandsWhereAKeyShould) {
  for (const char* text :
       {"pat: {hunter2}\n", "connection: {hunter2}\n", "account: {hunter2}\n", "hunter2\n", "? hunter2\n",
        "hunter2: x\n", "hunter2: 1\nhunter2: 2\n", "pat: {hunter2: x}\n", "pat: {scopes: {hunter2: Read}}\n",
        "projects: [hunter2, hunter2]\n", "features: [hunter2, hunter2]\n", "parameters: {hunter2}\n",
        "parameters: {hunter2: -1}\n", "parameters: {hunter2: ' x'}\n", "attestations: [{hunter2: x}]\n"}) {
    const std::string errors = errors_of_integration(with("account: {email: a@b.c}\n" + std::string(text)));
    EXPECT_NE(errors, "") << text;
    EXPECT_EQ(errors.find("hunter2"), std::string::npos) << errors;
  }
}

TEST(ParseIntegration, ShowsAWordThatIsNearToAKnownOne) {
  EXPECT_EQ(errors_of_integration(with("account: {email: a@b.c}\nprojcts: all\npat: {namee}\n")),
            "i.yaml:5:1: unknown key `projcts` in the integration, did you mean `projects`?\n"
            "i.yaml:6:7: unknown key without a value in `pat`, did you mean `name`?\n");
}

TEST(ParseIntegration, NeverShowsAValueOfATokenOrConnection) {
  for (const char* text :
       {"pat: hunter2\n", "pat: [hunter2]\n", "pat: {id: hunter2}\n", "account: hunter2\n",
        "account: {descriptor: hunter2}\n", "account: {service_principal: hunter2}\n",
        "connection: {email: hunter2}\n", "connection: hunter2\n",
        "connection: {base_url: \"https://me:hunter2@dev.azure.com/contoso\"}\n", "owner: [hunter2]\n",
        "features: {hunter2: x}\n", "parameters: {days: hunter2}\n",
        "attestations: [{statement: [hunter2], by: [hunter2], on: hunter2, until: hunter2}]\n",
        "nonsense: hunter2\n", "nonsense: {deep: [hunter2]}\n"}) {
    const std::string errors = errors_of_integration(with(text));
    EXPECT_NE(errors, "") << text;
    EXPECT_EQ(errors.find("hunter2"), std::string::npos) << errors;
  }
}

TEST(ParseIntegration, RefusesAProjectThatDiffersInLetterCaseOnly) {
  EXPECT_EQ(errors_of_integration(with("account: {email: a@b.c}\nprojects: [Übersicht, übersicht]\n")),
            "i.yaml:5:23: this stands twice in `projects`; remove one\n");
}

TEST(ParseIntegration, HoldsOrganizationNamesToTheirForm) {
  for (const char* name : {"contoso", "Contoso-2", "a", "7"}) {
    EXPECT_EQ(errors_of_integration("integration: i\npolicy: p\naccount: {email: a@b.c}\norganization: \"" +
                                    std::string(name) + "\"\n"),
              "")
        << name;
  }
  for (const char* name :
       {"-contoso", "contoso-", "con toso", "contoso/x", "https://dev.azure.com/contoso", "çontoso"}) {
    EXPECT_NE(errors_of_integration("integration: i\npolicy: p\naccount: {email: a@b.c}\norganization: \"" +
                                    std::string(name) + "\"\n"),
              "")
        << name;
  }
}

}  // namespace
}  // namespace patrol
