#include "tests/reporters/html_tokens.h"
#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <gmock/gmock.h>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string section(const Audit& audit, std::string_view id) {
  return section_of(rendered("html", audit), id);
}

TEST(HtmlSections, StandInTheOrderInWhichTheyAreNeeded) {
  const std::string text = rendered("html", compared_audit());
  std::size_t last = 0;
  for (const std::string_view id :
       {"numbers", "gaps", "changes", "failed", "inconclusive", "tokens", "integrations", "accounts",
        "waived", "passed", "not-applicable", "notices", "method"}) {
    const std::size_t place = text.find("<section id=\"" + std::string(id) + "\"");
    ASSERT_NE(place, std::string::npos) << id;
    EXPECT_GT(place, last) << id;
    last = place;
  }
}

TEST(HtmlSections, BeginWithTheVerdictForAMailPreview) {
  const std::string body = text_between(rendered("html", sample_audit()), "<body>", "<nav");
  EXPECT_LT(body.find("<h1>Fail</h1>"), body.find("Skip to the findings"));
}

TEST(HtmlSections, SayNothingOfWhatThereIsNot) {
  const std::string text = rendered("html", empty_audit());
  for (const std::string_view id : {"changes", "tokens", "accounts", "notices"}) {
    EXPECT_THAT(text, Not(HasSubstr("#" + std::string(id) + "\""))) << id;
    EXPECT_THAT(text, Not(HasSubstr("id=\"" + std::string(id) + "\""))) << id;
  }
}

TEST(HtmlPath, IsAListWithASignForEachStep) {
  Audit audit = empty_audit();
  AuditedIntegration integration{.name = "i", .policy = "p"};
  audit.integrations = {integration};
  audit.rules = {AuditedRule{.policy = "p", .id = "r", .title = "t"}};
  audit.findings = {Finding{.verdict = Verdict::fail, .message = "m", .path = {"a", "b", "c"}}};
  audit.totals = count(audit);
  const std::string path = text_between(section(audit, "failed"), "<ol>", "</ol>");
  EXPECT_EQ(count_of(path, "<li>"), 3U);
  EXPECT_LT(path.find("<circle "), path.find("<bdi>a"));
  EXPECT_LT(path.find("\"M4 7h10v10H4z\""), path.find("<bdi>b"));
  EXPECT_LT(path.find("\"M9 5l7 7-7 7-7-7z\""), path.find("<bdi>c"));
}

TEST(HtmlPath, OfOneStepLeadsNowhere) {
  Audit audit = sample_audit();
  for (Finding& finding : audit.findings) finding.path = {"alone"};
  EXPECT_THAT(section(audit, "failed"), HasSubstr("<circle "));
  EXPECT_THAT(section(audit, "failed"), Not(HasSubstr("<path ")));
}

TEST(HtmlEvidence, TellsThePagesOfAListAsOne) {
  Audit audit = sample_audit();
  const std::string groups = "https://vssps.dev.azure.com/contoso/_apis/graph/groups";
  audit.reads = {{"GET", "https://dev.azure.com/contoso/_apis/projects", 200, 3},
                 {"GET", groups, 200, 500},
                 {"GET", groups + "?continuationToken=a", 200, 500},
                 {"GET", groups + "?continuationToken=b", 200, 12},
                 {"GET", groups + "?continuationToken=c", 403, std::nullopt}};
  for (Finding& finding : audit.findings) finding.reads = {0, 1, 2, 3, 4};
  EXPECT_THAT(section(audit, "failed"),
              HasSubstr("<dt>Evidence<dd><a href=\"#r1\">GET projects</a> 200, 3 items"
                        "<dd><a href=\"#r2\">GET graph/groups</a> reads 2–4: 200, 1012 items"
                        "<dd><a href=\"#r5\">GET graph/groups</a> 403<dt>"));
  EXPECT_THAT(section(audit, "passed"), HasSubstr("<td><a href=\"#r1\">1–5</a></tr>"));
  for (Finding& finding : audit.findings) finding.reads = {0, 2, 3};
  EXPECT_THAT(section(audit, "passed"), HasSubstr("<td><a href=\"#r1\">1</a> <a href=\"#r3\">3–4</a></tr>"));
}

TEST(HtmlMatrix, HasARowForEachIntegrationOfThePolicy) {
  const Audit audit = sample_audit();
  const std::string text = section(audit, "integrations");
  for (const AuditedIntegration& integration : audit.integrations) {
    EXPECT_THAT(text, HasSubstr("<th scope=\"row\"><bdi>" + integration.name + "</bdi>"));
  }
}

TEST(HtmlMatrix, ShowsTheWorstOfManyProjectsAndHowManyAreSo) {
  Audit audit = empty_audit();
  audit.integrations = {AuditedIntegration{.name = "i", .policy = "p"}};
  audit.rules = {AuditedRule{.policy = "p", .id = "r"}};
  for (const Verdict verdict : {Verdict::pass, Verdict::fail, Verdict::inconclusive, Verdict::fail}) {
    Finding finding{.verdict = verdict, .message = "m"};
    finding.project = std::to_string(audit.findings.size());
    audit.findings.push_back(finding);
  }
  audit.totals = count(audit);
  const std::string row = text_between(section(audit, "integrations"), "<tbody>", "</tbody>");
  EXPECT_EQ(count_of(row, "<td"), 1U);
  EXPECT_THAT(row, HasSubstr("<td class=\"fail\">"));
  EXPECT_THAT(row, HasSubstr("fail</i>"));
  EXPECT_THAT(row, HasSubstr(" 2</a>"));
}

TEST(HtmlMatrix, SaysWhereItsSignsLead) {
  EXPECT_THAT(section(sample_audit(), "integrations"), HasSubstr("Each sign leads to its finding.</p>"));
  EXPECT_THAT(section(large_audit(10'000), "integrations"),
              HasSubstr("its finding, if this page shows it.</p>"));
}

TEST(HtmlMatrix, HoldsThreeHundredIntegrations) {
  const std::string text = section(large_audit(30'000), "integrations");
  EXPECT_EQ(count_of(text, "<th scope=\"row\">"), 300U);
}

TEST(HtmlOrganizations, AreToldOnlyWhereThereAreMany) {
  EXPECT_THAT(rendered("html", sample_audit()), Not(HasSubstr("id=\"organizations\"")));
  const std::string text = rendered("html", organizations_audit(2));
  EXPECT_THAT(text, HasSubstr("<a href=\"#organizations\">Organizations 2</a>"));
  EXPECT_LT(text.find("<section id=\"numbers\""), text.find("<section id=\"organizations\""));
  EXPECT_LT(text.find("<section id=\"organizations\""), text.find("<section id=\"gaps\""));
}

TEST(HtmlOrganizations, SayWhatWasNotReadOfEachAndWhatToGrant) {
  const std::string text = section(organizations_audit(5), "organizations");
  EXPECT_EQ(count_of(text, "<th scope=\"row\">"), 10U) << "in both tables";
  const std::string row = text_between(text, "<bdi>organization-002</bdi>", "</tr>");
  EXPECT_THAT(row, HasSubstr("<span class=\"mark inconclusive\">Inconclusive</span>"));
  EXPECT_THAT(row, HasSubstr("not at all<small><bdi>the tokens of svc-gap@contoso.com: HTTP 401"));
  EXPECT_THAT(row, HasSubstr("To settle it: <bdi>the scope Token Administration"));
  EXPECT_THAT(text_between(text, "<bdi>organization-003</bdi>", "</tr>"),
              HasSubstr("1<small>1 critical</small>"));
  EXPECT_THAT(text_between(text, "<bdi>organization-004</bdi>", "</tr>"), HasSubstr("partly<small>"));
}

TEST(HtmlOrganizations, StandSideBySideWithALinkToEachIntegration) {
  const Audit audit = organizations_audit(50);
  const std::string text = text_between(section(audit, "organizations"), "id=\"side-by-side\"", "</table>");
  EXPECT_EQ(count_of(text, "<th scope=\"row\">"), 50U);
  EXPECT_EQ(count_of(text, "<td class=\"pass\">"), 47U + 25U);
  EXPECT_EQ(count_of(text, "<td class=\"fail\">"), 1U);
  EXPECT_EQ(count_of(text, "<td class=\"inconclusive\">"), 2U);
  EXPECT_EQ(count_of(text, "href=\"#i"), audit.integrations.size());
  EXPECT_EQ(count_of(rendered("html", audit), "<tr id=\"i"), audit.integrations.size());
}

TEST(HtmlOrganizations, ShowTheWorstOfSeveralOfOneAndHowManyAreSo) {
  Audit audit = organizations_audit(2);
  for (AuditedIntegration& integration : audit.integrations) integration.name = "x" + integration.name;
  audit.integrations.push_back(audit.integrations[2]);
  audit.integrations.back().name = "other";
  const std::string text = text_between(section(audit, "organizations"), "id=\"side-by-side\"", "</table>");
  EXPECT_THAT(text, HasSubstr("<i>inconclusive</i> 1/2</a>"));
}

TEST(HtmlTimeline, MarksTheEndOfTokensForAllOrganizations) {
  Audit audit = sample_audit();
  for (AuditedToken& token : audit.tokens) token.all_organizations = false;
  EXPECT_THAT(section(audit, "tokens"), Not(HasSubstr("class=\"end\"")));
  audit.tokens.front().all_organizations = true;
  EXPECT_THAT(section(audit, "tokens"), HasSubstr("class=\"end\""));
}

TEST(HtmlTimeline, HasATableOfAllThatIsDrawn) {
  const Audit audit = large_audit(10'000);
  const std::string text = section(audit, "tokens");
  EXPECT_EQ(count_of(text, "<th scope=\"row\">"), audit.tokens.size());
  EXPECT_EQ(count_of(text, "class=\"name\""), 40U);
  EXPECT_THAT(text, HasSubstr("The first to end, of all that were found."));
}

TEST(HtmlTimeline, DrawsNoEndlessAxis) {
  Audit audit = sample_audit();
  audit.tokens.front().valid_to = audit.generated_at + std::chrono::years{7000};
  audit.tokens.front().valid_from = audit.generated_at - std::chrono::years{1900};
  EXPECT_LE(count_of(section(audit, "tokens"), "<line class=\"tick\""), 6U);
}

TEST(HtmlAccounts, TellTheWorstFirst) {
  const std::string text = section(sample_audit(), "accounts");
  std::size_t last = 0;
  for (const Severity severity : {Severity::critical, Severity::high, Severity::medium}) {
    const std::size_t place = text.find("badge " + std::string(to_word(severity)));
    if (place == std::string::npos) continue;
    EXPECT_GE(place, last);
    last = place;
  }
  EXPECT_GT(last, 0U);
}

/// Where Entra has groups that is so of all accounts: one line each would hide the others.
TEST(HtmlAccounts, FoldThoseOfWhichOnlyEntraMayHideAGroup) {
  Audit audit = sample_audit();
  audit.excess.clear();
  for (AuditedAccount& account : audit.accounts) {
    account.unknown = {"groups that it may be in through Entra"};
    account.not_compared.clear();
  }
  audit.accounts[0].unknown.clear();
  const std::string text = section(audit, "accounts");
  EXPECT_THAT(text, HasSubstr("1 account holds nothing beyond the need"));
  EXPECT_THAT(text, HasSubstr("2 accounts may hold more than they need"));
  EXPECT_THAT(text, HasSubstr("</strong><bdi>groups that it may be in through Entra</bdi>."));

  audit.accounts[1].unknown.emplace_back("its tokens");
  EXPECT_THAT(section(audit, "accounts"), HasSubstr("It may hold more than it needs."));
}

TEST(HtmlAccounts, SayNothingOfWhatNobodyCompared) {
  Audit audit = sample_audit();
  audit.excess.clear();
  for (AuditedAccount& account : audit.accounts) account.unknown.clear();
  const std::vector<std::string> all{"scopes", "groups", "access level"};
  for (AuditedAccount& account : audit.accounts) {
    account.compared = all;
    account.not_compared.clear();
  }
  EXPECT_THAT(section(audit, "accounts"), HasSubstr("3 accounts hold nothing beyond the need"));

  audit.accounts[0].compared = {"groups"};
  audit.accounts[0].not_compared = {"its tokens: nobody asks", "the access level: nobody asks"};
  audit.accounts[1].compared = {"scopes", "groups"};
  audit.accounts[1].not_compared = {"the access level: nobody asks"};
  const std::string text = section(audit, "accounts");
  EXPECT_THAT(text, HasSubstr("1 account holds nothing beyond the need"));
  EXPECT_THAT(text, HasSubstr("1 account holds no groups beyond the need"));
  EXPECT_THAT(text, HasSubstr("1 account holds no scopes or groups beyond the need"));
  EXPECT_THAT(
      text,
      HasSubstr(
          "Not compared: <bdi>its tokens: nobody asks</bdi>; <bdi>the access level: nobody asks</bdi>."));
}

TEST(HtmlChanges, TellWhatIsNewAndWhatIsGone) {
  const std::string text = section(compared_audit(), "changes");
  EXPECT_THAT(text, HasSubstr("New or worse"));
  EXPECT_THAT(text, HasSubstr("Gone 1"));
  EXPECT_THAT(text, HasSubstr(" · first seen on 2026-10-05"));
  EXPECT_THAT(text, HasSubstr("href=\"#f-"));
}

TEST(HtmlTrend, TellsTheAuditsAndWhatIsOpenLongest) {
  Audit audit = sample_audit();
  Trend trend;
  for (const std::size_t failed : {3U, 1U}) {
    trend.points.push_back(
        {.at = audit.generated_at, .integrations = 2, .pass = 10 - failed, .fail = failed});
  }
  trend.open = {{.finding = {.integration = "<b>old", .rule = "pat.scopes"}, .title = "scopes"}};
  audit.trend = trend;
  const std::string text = section(audit, "trend");
  EXPECT_THAT(text, HasSubstr("90.0 % of the findings pass, 70.0 % on "));
  EXPECT_EQ(count_of(text, "<th scope=\"row\">"), 2U);
  EXPECT_THAT(text, HasSubstr("Open for the longest time 1"));
  EXPECT_THAT(text, HasSubstr("&lt;b&gt;old"));
  EXPECT_THAT(rendered("html", audit), HasSubstr("href=\"#trend\""));
}

TEST(HtmlTrend, SaysHowLongMendingTookAndWhichTokensEnd) {
  Audit audit = compared_audit();
  audit.trend->open[0].audited = *parse_time("2026-10-12T06:00:00Z");
  audit.trend->expiring[0].name = "<b>night";
  const std::string text = section(audit, "trend");
  EXPECT_THAT(text, HasSubstr("1 failure mended, half of them within 14 days."));
  EXPECT_THAT(text, HasSubstr("since 2026-09-21, mended 2026-10-05 after 14 days"));
  EXPECT_THAT(text, HasSubstr("since 2026-09-21, for 56 days (last audited on 2026-10-12)"));
  EXPECT_THAT(text, HasSubstr("Tokens that end within 90 days 1"));
  EXPECT_THAT(text, HasSubstr("within 60 days"));
  EXPECT_THAT(text, HasSubstr(" 2027-01-10, in 47 days · "));
  EXPECT_THAT(text, HasSubstr("&lt;b&gt;night"));
}

TEST(HtmlWaived, SaysWhichWaiversRunOutSoon) {
  Audit audit = sample_audit();
  EXPECT_THAT(section(audit, "waived"), Not(HasSubstr("run")));
  audit.generated_at = audit.findings[3].waiver->expires - std::chrono::days{29};
  EXPECT_THAT(section(audit, "waived"), HasSubstr("1 waiver runs out within 30 days"));
}

TEST(HtmlFilter, KnowsHowManyFindingsAreNotOnThePage) {
  EXPECT_THAT(rendered("html-dir", sample_audit()), Not(HasSubstr("data-elsewhere")));
  const std::string text = text_between(rendered("html", large_audit(10'000)), "<form", ">");
  EXPECT_THAT(text, HasSubstr("data-elsewhere=\"1000\""));
}

TEST(HtmlFilter, OffersOnlyOwnersThatThereAre) {
  const std::string text = text_between(rendered("html", sample_audit()), "<form id=\"filter\"", "</form>");
  const std::string owners = text_between(text, "name=\"owner\"", "</select>");
  EXPECT_EQ(count_of(owners, "devex@contoso.com"), 1U);
  EXPECT_THAT(text, Not(HasSubstr("name=\"since\"")));
}

}  // namespace
}  // namespace patrol
