#include "auditor/cli/inputs.h"

#include "tests/auditor/cli/problems.h"

#include <gtest/gtest.h>

namespace patrol::cli {
namespace {

Integration integration(const std::string& name, const std::string& organization = "contoso") {
  Integration integration;
  integration.name = name;
  integration.organization = organization;
  return integration;
}

std::vector<std::string> names_of(const std::vector<Integration>& integrations) {
  std::vector<std::string> names;
  for (const Integration& one : integrations) names.push_back(one.name);
  return names;
}

const std::vector<Integration> three{integration("flow"), integration("jira"), integration("snyk")};

TEST(Inputs, AskAboutAllWhereNoneIsNamed) {
  const Inputs inputs{.policies = {}, .integrations = three, .waivers = {}};
  EXPECT_EQ(names_of(inputs.asked()), names_of(three));
}

TEST(Inputs, AskAboutTheNamedOnesInTheirOrder) {
  const Inputs inputs{.policies = {}, .integrations = three, .waivers = {}, .only = {"snyk", "flow"}};
  EXPECT_EQ(names_of(inputs.asked()), (std::vector<std::string>{"flow", "snyk"}));
}

TEST(CheckNames, TellsEveryUnknownName) {
  EXPECT_EQ(problems_of<int>(check_names(three, std::vector<std::string>{"flov", "flow", "sonar"})),
            (Problems{"--only: unknown integration `flov`, did you mean `flow`?",
                      "--only: unknown integration `sonar`; known: `flow`, `jira` and `snyk`"}));
}

TEST(Inputs, NamesEachOrganizationOnceWhateverItsLetterCase) {
  const Inputs inputs{.policies = {},
                      .integrations = {integration("a", "Contoso"), integration("b", "fabrikam"),
                                       integration("c", "contoso")}};
  EXPECT_EQ(inputs.organizations(), (std::vector<std::string>{"Contoso", "fabrikam"}));
}

TEST(Inputs, NamesTheOrganizationsOfWhatIsAskedAbout) {
  const Inputs inputs{.policies = {},
                      .integrations = {integration("a", "contoso"), integration("b", "fabrikam")},
                      .waivers = {},
                      .only = {"b"}};
  EXPECT_EQ(inputs.organizations(), std::vector<std::string>{"fabrikam"});
}

}  // namespace
}  // namespace patrol::cli
