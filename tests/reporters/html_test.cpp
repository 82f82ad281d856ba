#include "reporters/digest.h"
#include "tests/reporters/html_tokens.h"
#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <gmock/gmock.h>
#include <set>
#include <string>
#include <vector>

namespace patrol {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::size_t megabyte = 1'000'000;

HtmlPage page_of(const Audit& audit) {
  return read_page(rendered("html", audit));
}

std::size_t findings_on(const HtmlPage& page) {
  return page.with_class("details", "finding") + page.with_class("tr", "finding");
}

/// Links that lead neither into the page nor to the web, and places of the page with one name.
std::vector<std::string> dangling_links(const HtmlPage& page) {
  std::vector<std::string> wrong;
  std::set<std::string> ids;
  for (const HtmlElement& element : page.elements) {
    const auto id = element.attributes.find("id");
    if (id != element.attributes.end() && !ids.insert(id->second).second) {
      wrong.push_back("twice: " + id->second);
    }
  }
  for (const HtmlElement* link : page.all("a")) {
    const std::string& target = link->attributes.at("href");
    if (!target.starts_with("https://") && !ids.contains(target.substr(1))) wrong.push_back(target);
  }
  return wrong;
}

TEST(Html, IsWellFormed) {
  for (const Audit& audit :
       {empty_audit(), sample_audit(), hostile_audit(), organizations_audit(5), large_audit(1000)}) {
    EXPECT_THAT(page_of(audit).mistakes, IsEmpty());
  }
}

TEST(Html, BreaksLinesBetweenStepsAlone) {
  Audit audit = sample_audit();
  audit.findings[0].message = "svc is in Helpers\nThen";
  audit.findings[0].remediation =
      Remediation{Steps::lines_of("one\ntwo"), Steps::lines_of("az 1\naz 2"), "Helpers\nThen"};
  const std::string text = rendered("html", audit);
  EXPECT_THAT(text, HasSubstr("svc is in Helpers[U+000A]Then"));
  EXPECT_THAT(text,
              HasSubstr("<p>one</p><p>two</p><pre>az 1\naz 2</pre><p>May break: Helpers[U+000A]Then</p>"));
}

TEST(Html, HoldsEachFindingOnce) {
  for (const Audit& audit : {empty_audit(), sample_audit(), hostile_audit(), large_audit(1000)}) {
    EXPECT_EQ(findings_on(page_of(audit)), audit.findings.size());
  }
}

TEST(Html, HasNothingThatRunsLoadsOrIsStyledButItsOwn) {
  const HtmlPage page = page_of(hostile_audit());
  EXPECT_EQ(page.all("script").size(), 1U);
  EXPECT_EQ(page.all("style").size(), 1U);
  for (const std::string_view tag : {"img", "iframe", "link", "object", "embed", "base", "audio", "video"}) {
    EXPECT_TRUE(page.all(tag).empty()) << tag;
  }
  for (const HtmlElement& element : page.elements) {
    for (const auto& [name, value] : element.attributes) {
      EXPECT_FALSE(name.starts_with("on") || name == "style" || name == "src" || name == "action") << name;
    }
  }
}

TEST(Html, AllowsItsStyleAndScriptByHashAndNothingElse) {
  const HtmlPage page = page_of(sample_audit());
  std::string policy;
  for (const HtmlElement* meta : page.all("meta")) {
    if (meta->attributes.contains("http-equiv")) policy = meta->attributes.at("content");
  }
  EXPECT_EQ(policy, "default-src 'none'; style-src 'sha256-" + sha256_base64(page.all("style")[0]->text) +
                        "'; script-src 'sha256-" + sha256_base64(page.all("script")[0]->text) +
                        "'; base-uri 'none'; form-action 'none'");
}

TEST(Html, LinksLeadIntoThePageOrToTheWeb) {
  EXPECT_THAT(dangling_links(page_of(hostile_audit())), IsEmpty());
}

TEST(Html, HasHeadingsInOrder) {
  const HtmlPage page = page_of(sample_audit());
  int level = 0;
  for (const HtmlElement& element : page.elements) {
    if (element.tag.size() != 2 || element.tag[0] != 'h' || element.tag == "hr") continue;
    const int next = element.tag[1] - '0';
    EXPECT_LE(next, level + 1) << element.text;
    level = next;
  }
  EXPECT_EQ(page.all("h1").size(), 1U);
}

TEST(Html, SaysTheVerdictFirst) {
  const HtmlPage page = page_of(sample_audit());
  EXPECT_EQ(page.all("h1")[0]->text, "Fail");
  EXPECT_EQ(page_of(empty_audit()).all("h1")[0]->text, "Nothing applies");
  EXPECT_EQ(page.all("html")[0]->attributes.at("lang"), "en");
}

TEST(Html, ShowsWhyAFailureIsNotCounted) {
  std::set<std::string> tags;
  const HtmlPage page = page_of(sample_audit());
  for (const HtmlElement* tag : page.all("span")) {
    if (tag->attributes.contains("class") && tag->attributes.at("class") == "tag") tags.insert(tag->text);
  }
  EXPECT_EQ(tags, (std::set<std::string>{"below the bar", "recommended", "until 2026-12-31"}));
}

TEST(Html, WarnsWhereTheCollectionWasCutShort) {
  Audit audit = empty_audit();
  audit.cut_short = true;
  const std::string text = rendered("html", audit);
  EXPECT_THAT(text, HasSubstr("The collection was cut short"));
  EXPECT_THAT(text, Not(HasSubstr("all that the rules asked for was read")));
}

TEST(Html, OfTenThousandFindingsIsSmallEnough) {
  Audit audit = large_audit(10'000);
  EXPECT_LE(rendered("html", audit).size(), 5 * megabyte);
  for (Finding& finding : audit.findings) finding.grade = Grade::observed;
  EXPECT_LE(rendered("html", audit).size(), 5 * megabyte) << "where each rests on a token";
}

TEST(Html, TellsHowGoodTheEvidenceAboutEachTokenIs) {
  Audit audit = sample_audit();
  for (const Grade grade : {Grade::observed, Grade::probed, Grade::declared}) {
    for (Finding& finding : audit.findings) finding.grade = grade;
    const HtmlPage page = page_of(audit);
    const std::string word(to_word(grade));
    std::size_t told = 0;
    for (const HtmlElement* field : page.all("dd")) told += field->text == word ? 1 : 0;
    for (const HtmlElement* tag : page.all("small")) told += tag->text == "token " + word ? 1 : 0;
    EXPECT_EQ(told, audit.findings.size()) << word;
  }
}

TEST(Html, OfTenThousandFailuresIsSmallEnoughToo) {
  Audit audit = large_audit(10'000);
  for (Finding& finding : audit.findings) {
    finding.verdict = Verdict::fail;
    finding.remediation.emplace().call = std::string(400, 'x');
  }
  audit.totals = count(audit);
  const std::string text = rendered("html", audit);
  EXPECT_LE(text.size(), 5 * megabyte);
  const std::size_t shown = count_of(text, "<details class=\"finding\"");
  EXPECT_GT(shown, 2'000U) << "no room is left unused";
  const std::string rest = std::to_string(audit.totals.fail - shown) + " more are not on this page";
  EXPECT_EQ(count_of(text, rest), 1U) << rest;
}

/// What failed comes first, but nothing is left out wholly.
TEST(Html, OfFiftyThousandFindingsHasSomethingOfEachVerdict) {
  const Audit audit = large_audit(50'000);
  const std::string text = rendered("html", audit);
  EXPECT_LE(text.size(), 8'500'000U);
  EXPECT_EQ(count_of(section_of(text, "failed"), "<details class=\"finding\""), 5'000U);
  EXPECT_GE(count_of(section_of(text, "inconclusive"), "<details class=\"finding\""), 100U);
  EXPECT_GE(count_of(section_of(text, "passed"), "<tr class=\"finding\""), 100U);
  EXPECT_GE(count_of(section_of(text, "not-applicable"), "<tr class=\"finding\""), 100U);
  EXPECT_EQ(count_of(section_of(text, "inconclusive"), "<span class=\"count\">5000 findings</span>"), 1U)
      << "of one severity, whether the page shows them or not";
  for (const std::string_view section : {"failed", "inconclusive", "passed", "not-applicable"}) {
    const std::string rest = " more are not on this page; the JSON report holds all of them.";
    EXPECT_EQ(count_of(section_of(text, section), rest), 1U) << section;
  }
  EXPECT_THAT(dangling_links(read_page(text)), IsEmpty());
}

TEST(Html, SaysHowManyFindingsItLeavesOut) {
  const Audit audit = large_audit(10'000);
  const std::string text = rendered("html", audit);
  EXPECT_EQ(findings_on(read_page(text)), audit.findings.size() - (audit.totals.pass - 5000));
  EXPECT_THAT(text, HasSubstr("1000 more are not on this page; the JSON report holds all of them."));
}

}  // namespace
}  // namespace patrol
