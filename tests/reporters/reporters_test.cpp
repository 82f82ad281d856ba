#include "reporters/reporters.h"

#include "tests/reporters/golden.h"
#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace patrol {
namespace {

// What is true of every format, whatever the table holds. What their readers make of them is in contract/.

class EveryReporter : public testing::TestWithParam<Reporter> {};

TEST(Reporters, TableIsNotEmptyAndNamesAreUnique) {
  std::set<std::string_view> names;
  for (const Reporter& reporter : reporters()) {
    EXPECT_TRUE(names.insert(reporter.name).second) << reporter.name;
    EXPECT_FALSE(reporter.summary.empty()) << reporter.name;
    EXPECT_EQ(find_reporter(reporter.name)->render, reporter.render);
  }
  for (const std::string_view name :
       {"html", "html-dir", "json", "junit", "junit-strict", "sarif", "csv", "markdown", "azure-pipelines"})
    EXPECT_TRUE(names.contains(name)) << name;
}

TEST(Reporters, FindsNothingByAnUnknownName) {
  EXPECT_EQ(find_reporter("pdf"), nullptr);
  EXPECT_EQ(find_reporter(""), nullptr);
}

TEST_P(EveryReporter, IsAsReviewed) {
  expect_golden("sample." + std::string(GetParam().name), rendered(GetParam(), sample_audit()));
  expect_golden("empty." + std::string(GetParam().name), rendered(GetParam(), empty_audit()));
}

/// What a format shows: all findings, those with a message (JUnit says nothing of a pass), or what is wrong.
bool shows(std::string_view format, const Finding& finding) {
  const bool is_wrong = finding.verdict == Verdict::fail || finding.verdict == Verdict::inconclusive;
  if (format == "markdown") return is_wrong;
  if (format == "azure-pipelines") return is_wrong && !finding.waiver;
  if (format.starts_with("junit")) return finding.verdict != Verdict::pass;
  return true;
}

TEST_P(EveryReporter, TellsOfEveryFinding) {
  const Audit audit = sample_audit();
  const std::string text = rendered(GetParam(), audit);
  for (const Finding& finding : audit.findings) {
    const std::string words = finding.message.substr(0, finding.message.find_first_of("&\""));
    EXPECT_EQ(text.find(words) != std::string::npos, shows(GetParam().name, finding)) << words;
  }
}

TEST_P(EveryReporter, HasOnePartAtLeastAndNamesThoseOfAFolder) {
  if (GetParam().parts == nullptr) {
    EXPECT_FALSE(GetParam().is_folder);
    return;
  }
  const Audit audit = sample_audit();
  const std::vector<ReportPart> parts = GetParam().parts(audit);
  ASSERT_FALSE(parts.empty());
  for (const ReportPart& part : parts) EXPECT_EQ(part.name.empty(), !GetParam().is_folder);
  std::ostringstream first;
  parts[0].write(first);
  EXPECT_EQ(first.str(), rendered(GetParam(), audit));
}

std::string name_of_test(const testing::TestParamInfo<Reporter>& test) {
  std::string name(test.param.name);
  std::erase(name, '-');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Table, EveryReporter, testing::ValuesIn(reporters().begin(), reporters().end()),
                         name_of_test);

}  // namespace
}  // namespace patrol
