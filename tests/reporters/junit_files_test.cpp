#include "reporters/junit_files.h"

#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace patrol {
namespace {

/// An element for each suite and two for each finding, ten bytes each.
void render_simply(std::span<const JunitSuite> suites, std::ostream& out) {
  for (const JunitSuite& suite : suites) {
    out << "<suite   >";
    for (std::size_t i = 0; i < suite.findings.size(); ++i) out << "<case    ><outcome >";
  }
}

/// Integrations of two findings each, in organizations as given.
Audit audit_in(const std::vector<std::string>& organizations) {
  Audit audit = empty_audit();
  audit.rules = {{}};
  for (const std::string& organization : organizations) {
    AuditedIntegration integration;
    integration.name = std::to_string(audit.integrations.size());
    integration.organization = organization;
    audit.integrations.push_back(integration);
    Finding finding;
    finding.integration = static_cast<std::uint32_t>(audit.integrations.size() - 1);
    audit.findings.push_back(finding);
    audit.findings.push_back(finding);
  }
  return audit;
}

std::vector<std::string> files_of(const Audit& audit, const JunitLimits& limits) {
  std::vector<std::string> files;
  for (const auto& suites : junit_files(audit, render_simply, limits)) {
    std::string names;
    for (const JunitSuite& suite : suites) names += audit.integrations[suite.integration].name;
    files.push_back(names);
  }
  return files;
}

using Files = std::vector<std::string>;

TEST(JunitFiles, AreOneWhereAllFits) {
  const Audit audit = audit_in({"a", "b", "a", "c"});
  EXPECT_EQ(files_of(audit, {.elements = 20, .bytes = 1000}), Files{"0123"});
  EXPECT_EQ(files_of(empty_audit(), {}), Files{""});
}

TEST(JunitFiles, HoldWholeOrganizationsWhereTheyFit) {
  const Audit audit = audit_in({"a", "b", "A", "c"});
  EXPECT_EQ(files_of(audit, {.elements = 10, .bytes = 1000}), (Files{"02", "13"}));
  EXPECT_EQ(files_of(audit, {.elements = 19, .bytes = 1000}), (Files{"021", "3"}));
  EXPECT_EQ(files_of(audit, {.elements = 1000, .bytes = 100}), (Files{"02", "13"}));
}

TEST(JunitFiles, DivideAnOrganizationBetweenItsIntegrations) {
  const Audit audit = audit_in({"a", "a", "a", "b"});
  EXPECT_EQ(files_of(audit, {.elements = 10, .bytes = 1000}), (Files{"01", "23"}));
  EXPECT_EQ(files_of(audit, {.elements = 3, .bytes = 1000}), (Files{"0", "1", "2", "3"}));
}

TEST(JunitFiles, CountWhatGitLabCounts) {
  const Audit audit = sample_audit();
  std::size_t elements = 0;
  const auto render = [&](std::span<const JunitSuite>, std::ostream& out) {
    const std::string xml = rendered("junit", audit);
    out << xml;
    elements = 0;
    for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
      if (xml[at + 1] != '/' && xml[at + 1] != '?') ++elements;
    }
  };
  EXPECT_EQ(junit_files(audit, render).size(), 1U);
  EXPECT_EQ(junit_files(audit, render, {.elements = elements}).size(), 1U);
  EXPECT_GT(junit_files(audit, render, {.elements = elements - 1}).size(), 1U);
}

}  // namespace
}  // namespace patrol
