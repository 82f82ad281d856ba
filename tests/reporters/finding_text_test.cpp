#include "reporters/finding_text.h"

#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <set>

namespace patrol {
namespace {

TEST(FindingId, IsTheSameWhateverTheVerdict) {
  const Audit audit = sample_audit();
  Finding other = audit.findings[0];
  other.verdict = Verdict::pass;
  other.message = "mended";
  EXPECT_EQ(finding_id(audit, other), finding_id(audit, audit.findings[0]));
}

TEST(FindingId, IsDifferentForEachFinding) {
  const Audit audit = large_audit(2000);
  std::set<std::string> ids;
  for (const Finding& finding : audit.findings) ids.insert(finding_id(audit, finding));
  EXPECT_EQ(ids.size(), audit.findings.size());
}

TEST(FindingId, TellsAProjectFromAResourceOfTheSameName) {
  const Audit audit = sample_audit();
  Finding project = audit.findings[0];
  Finding resource = audit.findings[0];
  project.project = "api";
  resource.resource = std::string("api");
  EXPECT_NE(finding_id(audit, project), finding_id(audit, resource));
}

TEST(WaivableText, IsForWhatFailsAndIsNotWaived) {
  Finding finding;
  EXPECT_EQ(waivable_text(finding), "");
  finding.facts = {"h1", "h2"};
  EXPECT_EQ(waivable_text(finding), "facts: [h1, h2]");
  finding.waiver = Waiver{};
  EXPECT_EQ(waivable_text(finding), "");
}

TEST(SinceText, TellsWhatItWasAndSinceWhen) {
  Finding finding;
  EXPECT_EQ(since_text(finding), "");
  finding.verdict = Verdict::fail;
  finding.since = SinceBaseline{Change::worse, *parse_time("2026-11-23"), Verdict::pass};
  EXPECT_EQ(since_text(finding), "worse, was pass; first seen on 2026-11-23");
  finding.since = SinceBaseline{Change::added, *parse_time("2026-11-23"), std::nullopt};
  EXPECT_EQ(since_text(finding), "new; first seen on 2026-11-23");
}

TEST(GoneText, NamesTheFinding) {
  GoneFinding gone{.integration = "flow", .organization = "contoso", .rule = "org.pca", .title = "t"};
  gone.before = Verdict::fail;
  gone.first_seen = *parse_time("2026-11-01");
  EXPECT_EQ(gone_text(gone), "flow, org.pca: was fail, first seen on 2026-11-01");
  gone.project = "Website";
  gone.resource = "api";
  EXPECT_EQ(gone_text(gone), "flow, org.pca [Website/api]: was fail, first seen on 2026-11-01");
}

TEST(SubjectOf, NamesProjectAndResource) {
  Finding finding;
  EXPECT_EQ(subject_of(finding), "");
  finding.resource = std::string("api");
  EXPECT_EQ(subject_of(finding), "api");
  finding.project = "Website";
  EXPECT_EQ(subject_of(finding), "Website/api");
}

TEST(ReadText, SaysHowTheReadEnded) {
  EXPECT_EQ(read_text({"GET", "https://dev.azure.com/contoso/_apis/projects", 200, 1}),
            "GET https://dev.azure.com/contoso/_apis/projects: 200, 1 item");
  EXPECT_EQ(outcome_text({"GET", "", 401, std::nullopt}), "401");
  EXPECT_EQ(outcome_text({"GET", "", 0, std::nullopt}), "no answer");
}

TEST(Story, TellsAllThatIsKnown) {
  const Audit audit = sample_audit();
  EXPECT_EQ(story(audit, audit.findings[3]),
            "fail: svc-gap is an administrator of the organization\n"
            "not counted: waived until 2026-12-31 by kim@contoso.com: migration to webhooks\n"
            "expected: no membership in Project Collection Administrators\n"
            "observed: member of Project Collection Administrators\n"
            "path: svc-gap@contoso.com → [contoso]\\Project Collection Administrators\n"
            "what to do: take the account out of the group\n"
            "rule: org.no-admin (critical, required) of policy pluralsight-flow\n"
            "controls: NIST AC-6, NIST AC-6(5)\n"
            "account: svc-gap@contoso.com\n"
            "owner: devex@contoso.com\n"
            "organization: contoso\n"
            "read: GET "
            "https://vssps.dev.azure.com/contoso/_apis/"
            "identities?searchFilter=General&filterValue=svc-flow%40contoso.com"
            ": 200, 1 item\n");
}

TEST(Story, LetsNoNameBeginALine) {
  Audit audit = sample_audit();
  audit.findings[3].message = "svc is in Helpers\nwhat to do: nothing";
  audit.findings[3].remediation->advice = Steps::lines_of("one\ntwo");
  const std::string text = story(audit, audit.findings[3]);
  EXPECT_TRUE(text.starts_with("fail: svc is in Helpers[U+000A]what to do: nothing\n")) << text;
  EXPECT_NE(text.find("\nwhat to do: one\ntwo\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace patrol
