#include "reporters/reporters.h"

#include "tests/reporters/golden.h"
#include "tests/reporters/html_tokens.h"
#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace patrol {

/// How test programs show a reporter.
void PrintTo(const Reporter& reporter,
             std::ostream* out) {  // NOLINT(readability-identifier-naming): GoogleTest's name
  *out << reporter.name;
}

namespace {

// What is true of every format, whatever the table holds.

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

TEST_P(EveryReporter, GivesTheSameBytesForTheSameAudit) {
  EXPECT_EQ(rendered(GetParam(), hostile_audit()), rendered(GetParam(), hostile_audit()));
}

TEST_P(EveryReporter, WritesWellFormedUtf8WithoutRawControlCharacters) {
  const std::string text = rendered(GetParam(), hostile_audit());
  EXPECT_NO_THROW(static_cast<void>(nlohmann::json(text).dump())) << "malformed UTF-8";
  for (const char byte : text) {
    const bool is_control =
        static_cast<unsigned char>(byte) < 0x20 && byte != '\n' && byte != '\r' && byte != '\t';
    ASSERT_FALSE(is_control) << static_cast<int>(byte);
  }
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

TEST_P(EveryReporter, HoldsNoCommandOfACiServerButItsOwn) {
  std::istringstream text(rendered(GetParam(), hostile_audit()));
  const bool is_log = GetParam().name == "azure-pipelines";
  for (std::string line; std::getline(text, line);) {
    const std::size_t own = is_log && line.starts_with("##vso[task.logissue ") ? 2 : 0;
    EXPECT_EQ(line.find("##vso", own), std::string::npos) << line;
    EXPECT_EQ(line.find("##[", own), std::string::npos) << line;
    EXPECT_FALSE(line.substr(std::min(line.find_first_not_of(" \t"), line.size())).starts_with("::")) << line;
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

TEST(Reporters, AgreeOnTheTotals) {
  const Audit audit = hostile_audit();
  const Totals& totals = audit.totals;

  const auto json = nlohmann::json::parse(rendered("json", audit))["summary"];
  EXPECT_EQ(json["fail"], totals.fail);
  EXPECT_EQ(json["waived"], totals.waived);

  pugi::xml_document junit;
  ASSERT_TRUE(junit.load_string(rendered("junit", audit).c_str()));
  std::size_t skipped = 0;
  for (const pugi::xml_node suite : junit.child("testsuites").children()) {
    skipped += suite.attribute("skipped").as_ullong();
  }
  EXPECT_EQ(skipped, totals.waived + totals.not_applicable + totals.fail - totals.counting_failures +
                         totals.inconclusive - totals.counting_inconclusive);

  std::map<std::string, std::size_t> kinds;
  std::size_t suppressed = 0;
  const auto sarif = nlohmann::json::parse(rendered("sarif", audit))["runs"][0]["results"];
  for (const auto& result : sarif) {
    ++kinds[result["kind"]];
    suppressed += result["suppressions"].size();
  }
  EXPECT_EQ(kinds["pass"], totals.pass);
  EXPECT_EQ(kinds["fail"], totals.fail + totals.waived);
  EXPECT_EQ(kinds["open"], totals.inconclusive);
  EXPECT_EQ(kinds["notApplicable"], totals.not_applicable);
  EXPECT_EQ(suppressed, totals.waived);

  const std::string issues = rendered("azure-pipelines", audit);
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(issues, '\n')),
            totals.fail + totals.inconclusive + audit.notices.size());
  const std::string markdown = rendered("markdown", audit);
  EXPECT_NE(
      markdown.find("| " + std::to_string(totals.fail) + " | " + std::to_string(totals.inconclusive) + " |"),
      std::string::npos);

  const HtmlPage page = read_page(rendered("html", audit));
  EXPECT_EQ(page.with_class("details", "finding"), totals.fail + totals.inconclusive + totals.waived);
  EXPECT_EQ(page.with_class("tr", "finding"), totals.pass + totals.not_applicable);
}

}  // namespace
}  // namespace patrol
