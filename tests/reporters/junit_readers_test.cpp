#include "reporters/junit_case.h"
#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// What servers would show of our file, by the rules that each documents for what it reads. A rule stands here
// only where a file of ours could break it.

namespace patrol {
namespace {

/// A test as a server lists it.
struct Shown {
  std::string group;  ///< under which heading
  std::string name;
  std::string state;
  std::string message;  ///< what is seen at once
  std::string details;  ///< what is seen when the test is opened
};

/// Our documents stay alive while they are read.
class Document {
 public:
  explicit Document(const std::string& xml) { EXPECT_TRUE(document_.load_string(xml.c_str())); }

  std::vector<pugi::xml_node> cases() const {
    std::vector<pugi::xml_node> all;
    for (const pugi::xml_node suite : document_.child("testsuites").children("testsuite")) {
      for (const pugi::xml_node one : suite.children("testcase")) all.push_back(one);
    }
    return all;
  }

 private:
  pugi::xml_document document_;
};

std::string attribute(pugi::xml_node node, const char* name) {
  return node.attribute(name).as_string();
}

/// Azure Pipelines, `PublishTestResults@2`, JUnit: a case without a name is dropped; the first of failure,
/// error or skipped decides; `message` is the error message, the text the stack trace; suites are not shown,
/// `classname` is the storage by which results are grouped.
std::vector<Shown> azure_pipelines(const Document& document) {
  std::vector<Shown> shown;
  for (const pugi::xml_node one : document.cases()) {
    if (attribute(one, "name").empty()) continue;
    Shown result{.group = attribute(one, "classname"), .name = attribute(one, "name"), .state = "Passed"};
    for (const pugi::xml_node child : one.children()) {
      const std::string_view tag = child.name();
      if (tag != "failure" && tag != "error" && tag != "skipped") continue;
      result.state = tag == "skipped" ? "Not executed" : "Failed";
      result.message = attribute(child, "message");
      if (tag != "skipped") result.details = child.child_value();
      break;
    }
    shown.push_back(result);
  }
  return shown;
}

/// GitLab, `Gitlab::Ci::Parsers::Test::Junit` and `Gitlab::Ci::Reports::TestSuite`: failure before error
/// before skipped; a case is found again by classname and name, and of two that agree in both only the last
/// is kept. The text is the output; a skipped case shows its `message` only where it has no text.
std::vector<Shown> gitlab(const Document& document) {
  std::map<std::pair<std::string, std::string>, Shown> kept;
  for (const pugi::xml_node one : document.cases()) {
    Shown result{.group = attribute(one, "classname"), .name = attribute(one, "name"), .state = "success"};
    for (const auto& [tag, state] :
         {std::pair{"failure", "failed"}, std::pair{"error", "error"}, std::pair{"skipped", "skipped"}}) {
      const pugi::xml_node child = one.child(tag);
      if (!child) continue;
      result.state = state;
      result.details = child.text() ? child.child_value() : attribute(child, "message");
      break;
    }
    kept[{result.group, result.name}] = result;
  }
  std::vector<Shown> shown;
  for (const auto& [key, result] : kept) shown.push_back(result);
  return shown;
}

/// Jenkins, plugin `junit`, `CaseResult`: the package is what stands before the last dot of `classname`,
/// `(root)` where there is none; an error counts as a failure; `message` is the error message and the text
/// the stack trace; of a skipped case only `message` is shown.
std::vector<Shown> jenkins(const Document& document) {
  std::vector<Shown> shown;
  for (const pugi::xml_node one : document.cases()) {
    const std::string classname = attribute(one, "classname");
    const std::size_t dot = classname.rfind('.');
    Shown result{.group = dot == std::string::npos ? "(root)" : classname.substr(0, dot),
                 .name = attribute(one, "name"),
                 .state = "Passed"};
    const pugi::xml_node skipped = one.child("skipped");
    const pugi::xml_node bad = one.child("failure") ? one.child("failure") : one.child("error");
    if (skipped) {
      result.state = "Skipped";
      result.message = attribute(skipped, "message");
    } else if (bad) {
      result.state = "Failed";
      result.message = attribute(bad, "message");
      result.details = bad.child_value();
    }
    shown.push_back(result);
  }
  return shown;
}

/// GitHub's publishers (publish-unit-test-result-action, action-junit-report): an annotation for each failure
/// and error, at `file` and `line` of the case, with `message` as its title.
struct Annotation {
  std::string file;
  std::string line;
  std::string title;
};

std::vector<Annotation> github(const Document& document) {
  std::vector<Annotation> annotations;
  for (const pugi::xml_node one : document.cases()) {
    const pugi::xml_node bad = one.child("failure") ? one.child("failure") : one.child("error");
    if (bad) {
      annotations.push_back({attribute(one, "file"), attribute(one, "line"), attribute(bad, "message")});
    }
  }
  return annotations;
}

std::size_t count_of(const std::vector<Shown>& shown, std::string_view state) {
  return static_cast<std::size_t>(std::ranges::count(shown, state, &Shown::state));
}

class EveryAudit : public testing::TestWithParam<Audit (*)()> {
 protected:
  const Audit audit_ = GetParam()();
  const Document document_{rendered("junit", audit_)};
  const std::size_t skipped_ = audit_.totals.all() - audit_.totals.pass - audit_.totals.counting_failures -
                               audit_.totals.counting_inconclusive;
};

TEST_P(EveryAudit, IsWholeInAzurePipelines) {
  const std::vector<Shown> shown = azure_pipelines(document_);
  EXPECT_EQ(shown.size(), audit_.findings.size());
  EXPECT_EQ(count_of(shown, "Passed"), audit_.totals.pass);
  EXPECT_EQ(count_of(shown, "Failed"), audit_.totals.counting_failures + audit_.totals.counting_inconclusive);
  EXPECT_EQ(count_of(shown, "Not executed"), skipped_);
  for (const Shown& one : shown) {
    EXPECT_EQ(one.message.empty(), one.state == "Passed") << one.name;
    EXPECT_EQ(one.details.empty(), one.state != "Failed") << one.name;
  }
}

TEST_P(EveryAudit, IsWholeInGitLab) {
  const std::vector<Shown> shown = gitlab(document_);
  EXPECT_EQ(shown.size(), audit_.findings.size()) << "two cases have one name";
  EXPECT_EQ(count_of(shown, "success"), audit_.totals.pass);
  EXPECT_EQ(count_of(shown, "failed"), audit_.totals.counting_failures);
  EXPECT_EQ(count_of(shown, "error"), audit_.totals.counting_inconclusive);
  EXPECT_EQ(count_of(shown, "skipped"), skipped_);
  for (const Shown& one : shown) EXPECT_EQ(one.details.empty(), one.state == "success") << one.name;
}

TEST_P(EveryAudit, IsWholeInJenkins) {
  const std::vector<Shown> shown = jenkins(document_);
  EXPECT_EQ(shown.size(), audit_.findings.size());
  EXPECT_EQ(count_of(shown, "Failed"), audit_.totals.counting_failures + audit_.totals.counting_inconclusive);
  EXPECT_EQ(count_of(shown, "Skipped"), skipped_);
  std::set<std::string> packages;
  std::set<std::string> organizations;
  for (const Shown& one : shown) packages.insert(one.group);
  for (const Finding& finding : audit_.findings) {
    const std::string classname = junit_classname(audit_.integration_of(finding));
    organizations.insert(classname.substr(0, classname.find('.')));
  }
  EXPECT_EQ(packages, organizations) << "a package is an organization";
}

TEST_P(EveryAudit, AnnotatesThePolicyOnGitHub) {
  const std::vector<Annotation> annotations = github(document_);
  EXPECT_EQ(annotations.size(), audit_.totals.counting_failures + audit_.totals.counting_inconclusive);
  for (const Annotation& one : annotations) {
    EXPECT_FALSE(one.title.empty());
    EXPECT_FALSE(one.file.starts_with('/')) << one.file;
    EXPECT_EQ(one.file.empty(), one.line.empty()) << one.file;
  }
}

/// The schema of Jenkins' xUnit plugin knows these attributes of a case, and no properties within it.
TEST_P(EveryAudit, HasOnlyWhatJenkinsXunitKnowsInItsStrictForm) {
  const std::set<std::string_view> known{"name", "time", "classname", "group"};
  const Document strict(rendered("junit-strict", audit_));
  for (const pugi::xml_node one : strict.cases()) {
    for (const pugi::xml_attribute it : one.attributes()) EXPECT_TRUE(known.contains(it.name())) << it.name();
    EXPECT_FALSE(one.child("properties"));
  }
}

INSTANTIATE_TEST_SUITE_P(Samples, EveryAudit,
                         testing::Values(&sample_audit, &compared_audit, &hostile_audit, &empty_audit));

TEST(JunitReaders, ShowAWaivedFailureAsSkippedWithItsReason) {
  const Document document(rendered("junit", sample_audit()));
  for (const std::vector<Shown>& shown : {azure_pipelines(document), jenkins(document)}) {
    const auto waived = std::ranges::find_if(
        shown, [](const Shown& one) { return one.message.starts_with("waived until 2026-12-31 by "); });
    ASSERT_NE(waived, shown.end());
    EXPECT_NE(waived->state, "Failed");
  }
}

}  // namespace
}  // namespace patrol
