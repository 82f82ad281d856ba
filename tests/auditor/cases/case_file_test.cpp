// Every file of tests/fixtures/cases/bad gives exactly the errors that its first lines state. The good ones
// are run by `patrol test` itself (tests/auditor/cases/run_test.cpp).
#include "auditor/cases/case_file.h"

#include "tests/auditor/cases/support.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol::cases {
namespace {

namespace fs = std::filesystem;

const fs::path bad = fs::path(PATROL_SOURCE_DIR) / "tests/fixtures/cases/bad";

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

std::string errors_of(const std::string& text) {
  const Documents documents{{{"f", text}}, {}};
  const auto cases = read_case_files(documents, example_policies(), built_in_catalogue());
  return cases ? "" : lines(cases.error());
}

std::string stated_errors(const std::string& text) {
  constexpr std::string_view mark = "# error: ";
  std::string stated;
  for (std::size_t start = 0; text.compare(start, mark.size(), mark) == 0;) {
    const std::size_t end = text.find('\n', start);
    stated += "f:" + text.substr(start + mark.size(), end - start - mark.size()) + "\n";
    start = end + 1;
  }
  return stated;
}

class BadCases : public testing::TestWithParam<std::string> {};

TEST_P(BadCases, GiveTheErrorsThatTheyState) {
  const std::string text = read_source(bad / GetParam());
  EXPECT_NE(stated_errors(text), "");
  EXPECT_EQ(errors_of(text), stated_errors(text));
  EXPECT_EQ(errors_of(text).find("not-shown"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Files, BadCases, testing::ValuesIn(names_in(bad)),
                         [](const auto& file) { return file.param.substr(0, file.param.find('.')); });

TEST(CaseFile, LetsACaseSayOnlyWhatIsDifferent) {
  const auto cases = cases_of(R"(policy: example
integration: {pat: {name: flow}, connection: {base_url: "https://dev.azure.com/contoso", email: a@contoso.com}}
groups: {Owners: [a@contoso.com], Bots: [a@contoso.com]}
others: pass
cases:
  - case: One
    integration: {connection: {email: b@contoso.com}}
    users: [a@contoso.com, b@contoso.com]
    groups: {Owners: null, Bots: []}
)");
  ASSERT_EQ(cases.size(), 1U);
  const Integration& integration = cases[0].integrations.at(0);
  EXPECT_EQ(integration.pat.name, "flow");
  EXPECT_EQ(integration.email, "b@contoso.com");
  EXPECT_EQ(integration.base_url, "https://dev.azure.com/contoso");
  EXPECT_TRUE(cases[0].others_pass);
  EXPECT_EQ(cases[0].organization.find("Owners"), nullptr);
  ASSERT_NE(cases[0].organization.find("Bots"), nullptr);
  EXPECT_TRUE(cases[0].organization.find("Bots")->members.empty());
}

TEST(CaseFile, LetsACaseBringRulesInThePlaceOfTheFilesPolicy) {
  const auto cases = cases_of(R"(policy: example
cases:
  - case: One
    expect: {active: pass}
  - case: Two
    rule: {when: hooks, require: {account: {active: true}}}
    verdict: not_applicable
)");
  ASSERT_EQ(cases.size(), 2U);
  EXPECT_EQ(cases[0].tested_policy, "example");
  EXPECT_EQ(cases[1].tested_policy, "");
  EXPECT_EQ(cases[1].policies.begin()->second.rules.at(0).title, "Two");
}

TEST(CaseFile, KnowsWhatACaseNeedNotTell) {
  const auto cases =
      cases_of("cases:\n  - case: One\n    rule: {require: {account: {active: true}}}\n    verdict: pass\n");
  ASSERT_EQ(cases.size(), 1U);
  EXPECT_EQ(format_time(cases[0].now), "2026-11-23T09:00:00Z");
  EXPECT_EQ(cases[0].integrations.at(0).email, "svc@contoso.com");
  EXPECT_NE(cases[0].organization.find("svc@contoso.com"), nullptr);
  ASSERT_EQ(cases[0].organization.projects.size(), 1U);
  EXPECT_EQ(cases[0].organization.projects[0].project.name, "Website");
}

}  // namespace
}  // namespace patrol::cases
