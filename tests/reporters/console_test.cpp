#include "reporters/display_width.h"
#include "tests/reporters/golden.h"
#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <sstream>
#include <string>
#include <vector>

namespace patrol {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

using Detail = ConsoleOptions::Detail;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(Console, IsAsReviewed) {
  expect_golden("sample.console", rendered(ConsoleOptions{}, sample_audit()));
  expect_golden("sample.console-verbose",
                rendered(ConsoleOptions{.detail = Detail::verbose}, sample_audit()));
  expect_golden("sample.console-log", rendered(ConsoleOptions{.width = 0}, sample_audit()));
  expect_golden("hostile.console", rendered(ConsoleOptions{}, hostile_audit()));
  expect_golden("empty.console", rendered(ConsoleOptions{}, empty_audit()));
}

TEST(Console, BeginsWithTheVerdictAndTheNumbers) {
  EXPECT_EQ(lines_of(rendered(ConsoleOptions{}, sample_audit()))[0],
            "Fail: 5 failed, 2 inconclusive, 4 passed, 1 waived, 3 not applicable");
}

TEST(Console, SaysNothingWhereQuiet) {
  EXPECT_EQ(rendered(ConsoleOptions{.detail = Detail::quiet}, sample_audit()), "");
}

/// All that a summary can have to say.
Audit full_audit() {
  Audit audit = compared_audit();
  audit.cut_short = true;
  audit.generated_at = *parse_time("2026-12-24");
  audit.gaps.insert(audit.gaps.end(), 5, audit.gaps.front());
  audit.notices.insert(audit.notices.end(), 8, audit.notices.front());
  return audit;
}

TEST(Console, TakesTwentyLinesHoweverLargeTheAudit) {
  const std::vector<std::string> reports{"html: a.html", "json: a.json", "junit: a.xml"};
  for (const Audit& audit :
       {large_audit(10'000), hostile_audit(), sample_audit(), full_audit(), organizations_audit(50)}) {
    for (const std::size_t width : {0U, 60U, 80U, 120U, 200U}) {
      const auto lines = lines_of(rendered(ConsoleOptions{.width = width, .reports = reports}, audit));
      EXPECT_LE(lines.size(), 20U) << rendered(ConsoleOptions{.width = width, .reports = reports}, audit);
      EXPECT_EQ(lines.back(), "junit: a.xml");
    }
  }
}

TEST(Console, SaysWhatIsWrongAndWhatToDoAndHowManyMoreThereAre) {
  const std::string text = rendered(ConsoleOptions{.width = 120}, large_audit(10'000));
  EXPECT_THAT(text, HasSubstr("2000; all with --verbose)"));
  EXPECT_THAT(
      text,
      HasSubstr("  critical  integration-00000: [Project 001 and 9 more] svc-admin is an administrator of"));
  EXPECT_THAT(text, HasSubstr("            org.no-admin: take the account out of Tools: Organization"));
  EXPECT_THAT(text, HasSubstr("        to do: the scope Token Administration: Read"));
}

TEST(Console, TellsWhollyWhatToDoFirst) {
  Audit audit = large_audit(1'000);
  for (Finding& finding : audit.findings) {
    finding.message = "the token flow (efe232ca-f5e0-3376-658c-a3241a009899) expired on 2026-11-01";
    finding.remediation.emplace().advice =
        "Signed in as the account, User settings > Personal access tokens: create a token for this "
        "organization, "
        "and enter it in Flow, whose connection test says \"denied\" until then";
  }
  const std::string text = rendered(ConsoleOptions{.width = 80}, audit);
  EXPECT_THAT(text, HasSubstr("the token flow\n            (efe232ca…) expired on 2026-11-01\n"));
  EXPECT_THAT(text, HasSubstr("            Flow, whose connection test says \"denied\" until then\n"));
  EXPECT_THAT(text, HasSubstr("…\n")) << "the next ones are cut";
  EXPECT_THAT(rendered(ConsoleOptions{.width = 0}, audit),
              HasSubstr("(efe232ca-f5e0-3376-658c-a3241a009899)"));
}

TEST(Console, TellsWhollyWhatToGrantFirst) {
  Audit audit = sample_audit();
  audit.gaps[0].gap.grant = "give the auditor's account membership in Project Collection Administrators";
  EXPECT_THAT(rendered(ConsoleOptions{.width = 80}, audit),
              HasSubstr("        to do: give the auditor's account membership in Project Collection\n"
                        "        Administrators\n"));
}

TEST(Console, TellsWhatIsMissingForOneReasonOnce) {
  Audit audit = sample_audit();
  AuditedGap gap = audit.gaps[0];
  gap.gap.what = "the project Data";
  gap.leads = 0;
  audit.gaps.push_back(gap);
  gap.gap.what = "the project Shop";
  gap.findings = 3;
  gap.leads = 1;
  audit.gaps.push_back(gap);
  EXPECT_THAT(
      rendered(ConsoleOptions{.width = 0}, audit),
      HasSubstr(
          "\nCould not be decided, findings by what is missing\n"
          "     3  HTTP 401: the scope of the credential does not cover this (3 gaps: the project Shop, "
          "the tokens of svc-gap@contoso.com and 1 more)\n"
          "        to do: the scope Token Administration: Read (vso.tokenadministration)\n\n"));
  const std::string all = rendered(ConsoleOptions{.width = 0, .detail = Detail::verbose}, audit);
  EXPECT_THAT(all, HasSubstr("     2  the project Data: HTTP 401"));
  audit.gaps[1].gap.reason = "HTTP 403";
  audit.gaps[1].leads = 2;
  EXPECT_THAT(rendered(ConsoleOptions{.width = 0}, audit), HasSubstr("the project Data: HTTP 403\n"));
}

TEST(Console, TellsTheFirstStepWholeWhateverTheNamesInIt) {
  Audit audit = sample_audit();
  audit.findings[0].remediation = Remediation{"take it out of a\nb", "", ""};
  EXPECT_THAT(rendered(ConsoleOptions{.width = 0}, audit),
              HasSubstr("org.no-admin: take it out of a[U+000A]b\n"));
  EXPECT_THAT(rendered(ConsoleOptions{.width = 0, .detail = Detail::verbose}, audit),
              HasSubstr("to do       take it out of a[U+000A]b\n"));
}

TEST(Console, TellsTheSameOfManyProjectsOnce) {
  Audit audit = sample_audit();
  const Finding one = audit.findings[11];
  for (const std::string_view project : {"Mobile", "Website"}) {
    audit.findings.push_back(one);
    audit.findings.back().project = project;
  }
  audit.totals = count(audit);
  EXPECT_THAT(rendered(ConsoleOptions{.width = 120}, audit),
              testing::AllOf(
                  HasSubstr("\nFailed, most severe first\n"),
                  HasSubstr("flow-production: [Zahlungsverkehr-Ü and 2 more] svc-flow is not in Readers")));
  audit.rules[2].need = Need::recommended;
  audit.findings.back().since = SinceBaseline{.change = Change::worse};
  EXPECT_THAT(rendered(ConsoleOptions{.width = 120}, audit),
              testing::AllOf(HasSubstr("(not counted) [Zahlungsverkehr-Ü and 1 more] "),
                             HasSubstr("(not counted) (worse) [Website] ")));
}

TEST(Console, SaysThatThereAreMoreNotices) {
  Audit audit = large_audit(10'000);
  audit.notices.insert(audit.notices.end(), 8, audit.notices.front());
  EXPECT_THAT(rendered(ConsoleOptions{}, audit),
              HasSubstr(" of 9; all with --verbose): flow-production: a dead"));
  const std::string all = rendered(ConsoleOptions{.detail = Detail::verbose}, audit);
  EXPECT_THAT(all, Not(HasSubstr("--verbose")));
}

TEST(Console, PutsTheRemedyBesideWhatItMendsWhereThereIsRoom) {
  EXPECT_THAT(rendered(ConsoleOptions{.width = 200}, sample_audit()),
              MatchesRegex(".*by 3 groups +org.no-admin: take the account out of Tools.*"));
}

TEST(Console, TellsOfManyOrganizations) {
  const std::string text = rendered(ConsoleOptions{}, organizations_audit(5));
  EXPECT_THAT(text, HasSubstr("8 integrations in 5 organizations: 1 fail, 2 inconclusive, 2 pass"));
  EXPECT_THAT(text, HasSubstr("1 of 5 organizations could not be read at all."));
  EXPECT_THAT(text, HasSubstr("organization-002: the tokens of"));
  expect_golden("organizations.console-verbose",
                rendered(ConsoleOptions{.detail = Detail::verbose}, organizations_audit(5)));
}

TEST(Console, StaysWithinTheWidth) {
  for (const std::size_t width : {60U, 80U, 132U}) {
    for (const std::string& line : lines_of(rendered(ConsoleOptions{.width = width}, hostile_audit()))) {
      EXPECT_LE(display_width(line), width) << line;
    }
  }
}

TEST(Console, LetsNoNameReachTheTerminalOrTheServer) {
  for (const Detail detail : {Detail::normal, Detail::verbose}) {
    for (const std::size_t width : {0U, 20U, 80U}) {
      const std::string text = rendered(ConsoleOptions{.width = width, .detail = detail}, hostile_audit());
      EXPECT_THAT(text, Not(HasSubstr("\x1b")));
      EXPECT_THAT(text, Not(HasSubstr("\xC2\x9B")));
      EXPECT_THAT(text, Not(HasSubstr("\r")));
      EXPECT_THAT(text, Not(HasSubstr("\u202E")));
      EXPECT_THAT(text, Not(HasSubstr("##")));
      EXPECT_THAT(text, Not(HasSubstr("::")));
    }
  }
}

TEST(Console, HasColourOnlyOnRequest) {
  const std::string plain = rendered(ConsoleOptions{}, sample_audit());
  const std::string coloured = rendered(ConsoleOptions{.colour = true}, sample_audit());
  EXPECT_THAT(plain, Not(HasSubstr("\x1b")));
  EXPECT_THAT(coloured, HasSubstr("\x1b[1;31mFail\x1b[0m: 5 failed"));
}

TEST(Console, ListsInconclusiveFindingsWhereNoGapStandsBehindThem) {
  Audit audit = sample_audit();
  audit.gaps.clear();
  EXPECT_THAT(rendered(ConsoleOptions{.width = 0}, audit),
              HasSubstr("high      flow-gap: The tokens of svc-gap@contoso.com could not be read"));
}

TEST(Console, SaysWhereTheCollectionWasCutShort) {
  Audit audit = sample_audit();
  audit.cut_short = true;
  EXPECT_THAT(rendered(ConsoleOptions{}, audit), HasSubstr("The collection was cut short"));
}

}  // namespace
}  // namespace patrol
