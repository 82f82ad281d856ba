#include "auditor/model/utf8.h"
#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <set>
#include <string>
#include <vector>

namespace patrol {
namespace {

struct Case {
  std::string classname;
  std::string name;
  std::string outcome;  ///< name of the child; empty: passed
  std::string message;
  std::string text;
  std::string file;
};

struct Report {
  pugi::xml_document document;
  std::vector<Case> cases;

  explicit Report(const std::string& xml) {
    const pugi::xml_parse_result result = document.load_buffer(xml.data(), xml.size());
    EXPECT_TRUE(result) << result.description();
    for (const pugi::xml_node suite : document.child("testsuites").children("testsuite")) {
      for (const pugi::xml_node node : suite.children("testcase")) {
        pugi::xml_node child = node.first_child();
        if (child.name() == std::string("properties")) child = child.next_sibling();
        EXPECT_FALSE(child.next_sibling()) << "a case has one outcome";
        cases.push_back({node.attribute("classname").value(), node.attribute("name").value(), child.name(),
                         child.attribute("message").value(), child.child_value(),
                         node.attribute("file").value()});
      }
    }
  }
};

Audit audit_with_titles(std::vector<std::string> titles) {
  Audit audit = sample_audit();
  audit.findings.clear();
  for (std::string& title : titles) {
    audit.rules.push_back(audit.rules[0]);
    audit.rules.back().title = std::move(title);
    Finding finding;
    finding.rule = static_cast<std::uint32_t>(audit.rules.size() - 1);
    finding.verdict = Verdict::pass;
    finding.project = std::to_string(audit.findings.size());
    audit.findings.push_back(finding);
  }
  audit.totals = count(audit);
  return audit;
}

TEST(Junit, TellsEachVerdictInItsOwnWay) {
  const Report report(rendered("junit", sample_audit()));
  std::vector<std::string> outcomes;
  for (const Case& one : report.cases) outcomes.push_back(one.outcome);
  EXPECT_EQ(outcomes,
            (std::vector<std::string>{"failure", "", "skipped", "skipped", "error", "skipped", "skipped", "",
                                      "failure", "", "", "failure", "skipped", "skipped", "skipped"}));
}

TEST(Junit, SaysWhollyWhyACaseIsSkipped) {
  const Report report(rendered("junit", sample_audit()));
  EXPECT_EQ(report.cases[2].message, "not applicable: webhooks are not switched on");
  EXPECT_EQ(report.cases[3].message,
            "waived until 2026-12-31 by kim@contoso.com: migration to webhooks (fail: svc-gap is an "
            "administrator of "
            "the organization)");
  EXPECT_EQ(report.cases[12].message,
            "recommended, not required (fail: The token holds Code: Read & write (vso.code_write))");
  EXPECT_EQ(report.cases[14].message, "severity info is below the bar low (fail: The token has no name)");
}

/// The values of the properties of that name below an element.
std::vector<std::string> properties_of(const pugi::xml_node& element, const std::string& name) {
  std::vector<std::string> values;
  for (const pugi::xml_node property : element.child("properties").children("property")) {
    if (property.attribute("name").value() == name) values.emplace_back(property.attribute("value").value());
  }
  return values;
}

TEST(Junit, SaysWhatChangedSinceTheBaseline) {
  Audit audit = compared_audit();
  audit.baseline->gone.push_back(audit.baseline->gone[0]);
  audit.baseline->gone[1].integration = audit.integrations[1].name;
  const Report report(rendered("junit", audit));
  const pugi::xml_node suites = report.document.child("testsuites");
  const pugi::xml_node first = suites.child("testsuite");
  const pugi::xml_node second = first.next_sibling("testsuite");
  EXPECT_EQ(properties_of(first, "gone"),
            std::vector<std::string>{"flow-pilot, pat.scopes [Website]: was fail, first seen on 2026-10-05"});
  EXPECT_EQ(properties_of(second, "gone").size(), 1U);
  for (const pugi::xml_node suite : {first, second}) {
    ASSERT_EQ(properties_of(suite, "baseline").size(), 1U);
    EXPECT_TRUE(properties_of(suite, "baseline")[0].starts_with("Since the audit of 2026-11-16 09:00 UTC: "));
  }
  for (const pugi::xml_node one : first.children("testcase")) {
    EXPECT_EQ(properties_of(one, "since").size(), 1U) << one.attribute("name").value();
  }
  const Report strict(rendered("junit-strict", audit));
  EXPECT_FALSE(strict.document.child("testsuites").child("testsuite").child("testcase").child("properties"));
}

TEST(Junit, CountsWhatItHolds) {
  const Audit audit = hostile_audit();
  const Report report(rendered("junit", audit));
  const pugi::xml_node root = report.document.child("testsuites");
  EXPECT_EQ(root.attribute("tests").as_ullong(), audit.findings.size());
  EXPECT_EQ(root.attribute("failures").as_ullong(), audit.totals.counting_failures);
  EXPECT_EQ(root.attribute("errors").as_ullong(), audit.totals.counting_inconclusive);
  std::size_t tests = 0;
  for (const pugi::xml_node suite : root.children("testsuite")) tests += suite.attribute("tests").as_ullong();
  EXPECT_EQ(tests, audit.findings.size());
}

TEST(Junit, GroupsByOrganizationAndIntegrationWithOneDot) {
  Audit audit = sample_audit();
  audit.integrations[0].name = "flow.admin.v2";
  const Report report(rendered("junit", audit));
  EXPECT_EQ(report.cases[0].classname, "contoso.flow_admin_v2");
}

TEST(Junit, NamesACaseByRuleTitleAndProject) {
  const Report report(rendered("junit", sample_audit()));
  EXPECT_EQ(report.cases[0].name, "org.no-admin Without webhooks no administrator is needed");
  EXPECT_EQ(report.cases[9].name, "project.readers The account reads each imported project · Mobile");
  EXPECT_EQ(report.cases[0].file, "policies/pluralsight-flow.yaml");
}

TEST(Junit, NamesEachCaseOnceEvenWhereNamesAreEqual) {
  Audit audit = sample_audit();
  audit.integrations[0].name = "flow.x";
  audit.integrations[1].name = "flow_x";
  Finding twin = audit.findings[9];
  twin.project = "a/b";
  audit.findings.push_back(twin);
  twin.project = "a";
  twin.resource = std::string("b");
  audit.findings.push_back(twin);
  std::set<std::pair<std::string, std::string>> names;
  const Report report(rendered("junit", audit));
  for (const Case& one : report.cases) names.emplace(one.classname, one.name);
  EXPECT_EQ(names.size(), audit.findings.size());
}

TEST(Junit, CutsLongNamesAndKeepsThemApart) {
  const std::string title(600, 'x');
  const Report report(rendered("junit", audit_with_titles({title, title, std::string(300, 'x') + "ß"})));
  ASSERT_EQ(report.cases.size(), 3U);
  EXPECT_NE(report.cases[0].name, report.cases[1].name);
  EXPECT_EQ(first_code_points(report.cases[0].name, 512), report.cases[0].name);
  EXPECT_EQ(first_code_points(report.cases[0].name, 511).size() + 1, report.cases[0].name.size());
  EXPECT_TRUE(report.cases[2].name.ends_with("ß · 2"));
}

TEST(Junit, KeepsNamesAndMessagesOnOneLine) {
  const std::string xml = rendered("junit", hostile_audit());
  const Report report(xml);
  for (const Case& one : report.cases) {
    EXPECT_EQ((one.classname + one.name + one.message).find('\n'), std::string::npos);
  }
  EXPECT_EQ(xml.find("CDATA"), std::string::npos);
}

TEST(Junit, HasTheStoryInTheText) {
  const Report report(rendered("junit", sample_audit()));
  EXPECT_NE(report.cases[0].text.find("path: svc-admin@contoso.com → [contoso]\\Tools"), std::string::npos);
  EXPECT_NE(report.cases[0].text.find("az devops security group"), std::string::npos);
}

TEST(JunitStrict, LeavesOutPlacesOfCases) {
  const Report report(rendered("junit-strict", sample_audit()));
  EXPECT_EQ(report.cases[0].file, "");
  EXPECT_EQ(report.cases[0].outcome, "failure");
}

}  // namespace
}  // namespace patrol
