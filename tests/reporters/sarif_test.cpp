#include "reporters/finding_text.h"
#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace patrol {
namespace {

using Json = nlohmann::ordered_json;

Json run_of(const Audit& audit) {
  return Json::parse(rendered("sarif", audit))["runs"][0];
}

TEST(Sarif, HasKindAndLevelByVerdictAndSeverity) {
  const Json results = run_of(sample_audit())["results"];
  const auto of = [&](std::size_t i) {
    return results[i]["kind"].get<std::string>() + " " + results[i]["level"].get<std::string>();
  };
  EXPECT_EQ(of(0), "fail error");
  EXPECT_EQ(of(1), "pass none");
  EXPECT_EQ(of(2), "notApplicable none");
  EXPECT_EQ(of(4), "open none");
  EXPECT_EQ(of(11), "fail warning");
  EXPECT_EQ(of(12), "fail note");
}

TEST(Sarif, SuppressesWhatIsWaivedAndNothingElse) {
  const Json results = run_of(sample_audit())["results"];
  EXPECT_EQ(results[3]["kind"], "fail");
  EXPECT_EQ(results[3]["suppressions"][0]["justification"], "migration to webhooks");
  EXPECT_EQ(results[3]["suppressions"][0]["properties"]["expires"], "2026-12-31T00:00:00Z");
  EXPECT_EQ(results[0]["suppressions"], Json::array());
}

TEST(Sarif, NamesTheRuleAndWhereItStands) {
  const Json run = run_of(sample_audit());
  const Json& result = run["results"][11];
  const Json& rule = run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()];
  EXPECT_EQ(rule["id"], result["ruleId"]);
  EXPECT_EQ(rule["properties"]["security-severity"], "5.5");
  const Json& place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "policies/pluralsight-flow.yaml");
  EXPECT_EQ(place["region"]["startLine"], 33);
  EXPECT_EQ(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
            "contoso/flow-production/Zahlungsverkehr-Ü");
  EXPECT_EQ(result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 23);
}

TEST(Sarif, WritesAPathAsAReference) {
  Audit audit = sample_audit();
  audit.rules[0].file = "policies/a b/ü#1.yaml";
  EXPECT_EQ(run_of(audit)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "policies/a%20b/%C3%BC%231.yaml");
}

TEST(Sarif, HasEachTagOfARuleOnce) {
  Audit audit = sample_audit();
  audit.rules[0].policy = "security";
  audit.rules[0].controls = {"NIST AC-6", "security", "NIST AC-6", "\xFE", "\xFF"};
  EXPECT_EQ(run_of(audit)["tool"]["driver"]["rules"][0]["properties"]["tags"],
            Json({"security", "NIST AC-6", "\uFFFD"}));
}

TEST(Sarif, MakesNoLinkOfANameAndHidesNothingInAMessage) {
  Audit audit = sample_audit();
  audit.findings[0].message = "[click](https://x) \u202Etxt {0}";
  const Json result = run_of(audit)["results"][0];
  EXPECT_TRUE(result["message"]["text"].get<std::string>().starts_with(
      "flow-admin: [click] (https://x) [U+202E]txt {{0}}\n"))
      << result["message"]["text"];
}

TEST(Sarif, TellsWhatToDoOnLinesThatNoNameCanForge) {
  Audit audit = sample_audit();
  audit.findings[0].message = "x\nWhat to do: nothing";
  audit.findings[0].remediation = Remediation{Steps::lines_of("one\ntwo"), "", ""};
  const Json run = run_of(audit);
  EXPECT_EQ(run["results"][0]["message"]["text"],
            "flow-admin: x[U+000A]What to do: nothing\nWhat to do: one\ntwo");
  EXPECT_EQ(
      run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"],
      "contoso: not known: the tokens of svc-gap@contoso.com: HTTP 401: the scope of the credential does "
      "not cover this\nWhat to do: the scope Token Administration: Read (vso.tokenadministration)");
}

TEST(Sarif, HasTheFingerprintOfTheFindingWhateverTheVerdict) {
  Audit audit = sample_audit();
  const std::string id = finding_id(audit, audit.findings[0]);
  audit.findings[0].verdict = Verdict::pass;
  EXPECT_EQ(run_of(audit)["results"][0]["partialFingerprints"]["patrol/v1"], id);
}

TEST(Sarif, SaysWhatIsNewWhereABaselineWasGiven) {
  const Json results = run_of(compared_audit())["results"];
  EXPECT_EQ(results[0]["baselineState"], "updated");
  EXPECT_EQ(results[1]["baselineState"], "unchanged");
  EXPECT_EQ(results[11]["baselineState"], "new");
  EXPECT_FALSE(run_of(sample_audit())["results"][0].contains("baselineState"));
  EXPECT_EQ(results[1]["provenance"]["firstDetectionTimeUtc"], "2026-09-07T06:00:00Z");
  EXPECT_FALSE(run_of(sample_audit())["results"][0].contains("provenance"));
}

TEST(Sarif, TellsWhatIsGone) {
  const Audit audit = compared_audit();
  const Json run = run_of(audit);
  ASSERT_EQ(run["results"].size(), audit.findings.size() + 1);
  const Json& gone = run["results"].back();
  EXPECT_EQ(gone["baselineState"], "absent");
  EXPECT_EQ(gone["ruleId"], "pluralsight-flow/pat.scopes");
  EXPECT_EQ(gone["provenance"]["firstDetectionTimeUtc"], "2026-10-05T06:00:00Z");
  EXPECT_EQ(gone["properties"]["counts"], false);
  const Json told = run["invocations"][0]["toolExecutionNotifications"];
  EXPECT_TRUE(std::ranges::any_of(told, [](const Json& one) {
    return one["message"]["text"].get<std::string>().starts_with("Since the audit of 2026-11-16");
  }));
}

TEST(Sarif, TellsWhatCouldNotBeRead) {
  Audit audit = sample_audit();
  audit.cut_short = true;
  const Json invocation = run_of(audit)["invocations"][0];
  EXPECT_EQ(invocation["executionSuccessful"], false);
  EXPECT_EQ(invocation["toolExecutionNotifications"][0]["level"], "warning");
  EXPECT_NE(
      invocation["toolExecutionNotifications"][0]["message"]["text"].get<std::string>().find("HTTP 401"),
      std::string::npos);
}

}  // namespace
}  // namespace patrol
