#include "reporters/reporters.h"

#include "tests/reporters/golden.h"
#include "tests/reporters/html_tokens.h"
#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include <set>
#include <string>

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
  for (const std::string_view name : {"html", "junit", "json"}) EXPECT_TRUE(names.contains(name)) << name;
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

TEST_P(EveryReporter, TellsOfEveryFinding) {
  const Audit audit = sample_audit();
  const std::string text = rendered(GetParam(), audit);
  for (const Finding& finding : audit.findings) {
    if (finding.verdict == Verdict::pass && text.find("<testsuites") != std::string::npos) continue;
    const std::string words = finding.message.substr(0, finding.message.find_first_of("&\""));
    EXPECT_NE(text.find(words), std::string::npos) << words;
  }
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

  const HtmlPage page = read_page(rendered("html", audit));
  EXPECT_EQ(page.with_class("details", "finding"), totals.fail + totals.inconclusive + totals.waived);
  EXPECT_EQ(page.with_class("tr", "finding"), totals.pass + totals.not_applicable);
}

}  // namespace
}  // namespace patrol
