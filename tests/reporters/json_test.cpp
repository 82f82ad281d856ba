#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace patrol {
namespace {

using Json = nlohmann::ordered_json;

Json report(const Audit& audit) {
  return Json::parse(rendered("json", audit));
}

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

TEST(Json, HasTheMembersThatOthersRelyOnInTheirOrder) {
  EXPECT_EQ(keys_of(report(sample_audit())),
            (std::vector<std::string>{"schema", "generated_at", "tool", "summary", "findings", "collected_at",
                                      "fail_on", "cut_short", "gaps", "notices", "policies", "rules",
                                      "integrations", "organizations", "accounts", "tokens", "excess",
                                      "baseline", "trend"}));
  EXPECT_EQ(keys_of(report(sample_audit())["findings"][0]),
            (std::vector<std::string>{"integration", "organization", "rule",     "title",  "project",
                                      "resource",    "verdict",      "severity", "need",   "message",
                                      "expected",    "observed",     "path",     "reads",  "remediation",
                                      "facts",       "waiver",       "counts",   "policy", "id",
                                      "since",       "grade"}));
}

TEST(Json, WritesNullForWhatIsNotThere) {
  const Json finding = report(sample_audit())["findings"][0];
  EXPECT_TRUE(finding["project"].is_null());
  EXPECT_TRUE(finding["resource"].is_null());
  EXPECT_TRUE(finding["waiver"].is_null());
  EXPECT_TRUE(report(sample_audit())["findings"][4]["reads"][0]["count"].is_null());
}

TEST(Json, HasRemediationAsOneText) {
  EXPECT_EQ(report(sample_audit())["findings"][0]["remediation"],
            "take the account out of Tools: Organization settings > Permissions > Tools > Members\n"
            "az devops security group membership remove --group-id vssgp.VG9vbHM --member-id aad.c3Zj\n"
            "may break: whatever else the account does as an administrator");
}

TEST(Json, KeepsAWaivedFailureAFailure) {
  const Json finding = report(sample_audit())["findings"][3];
  EXPECT_EQ(finding["verdict"], "fail");
  EXPECT_EQ(finding["counts"], false);
  EXPECT_EQ(finding["waiver"], (Json{{"reason", "migration to webhooks"},
                                     {"owner", "devex@contoso.com"},
                                     {"approved_by", "kim@contoso.com"},
                                     {"ticket", nullptr},
                                     {"expires", "2026-12-31T00:00:00Z"}}));
}

TEST(Json, TellsWhatAccountsHoldBesideTheFindings) {
  const Json json = report(sample_audit());
  EXPECT_EQ(json["accounts"][2]["unknown"], (Json{"the tokens of svc-gap@contoso.com"}));
  EXPECT_TRUE(json["accounts"][2]["name"].is_null());
  EXPECT_EQ(json["tokens"][0]["all_organizations"], true);
  EXPECT_TRUE(json["tokens"][3]["valid_to"].is_null());
  EXPECT_EQ(json["excess"][1]["kind"], "scope");
  EXPECT_EQ(json["excess"][1]["reads"][0]["status"], 200);
  EXPECT_TRUE(json["baseline"].is_null());
}

TEST(Json, TellsWhereEachOrganizationAndIntegrationStands) {
  const Json json = report(organizations_audit(3));
  const Json& unread = json["organizations"][1];
  EXPECT_EQ(unread["name"], "organization-002");
  EXPECT_TRUE(unread["auditor"].is_null());
  EXPECT_EQ(unread["verdict"], "inconclusive");
  EXPECT_EQ(unread["read"], "not at all");
  EXPECT_EQ(unread["reason"],
            "the tokens of svc-gap@contoso.com: HTTP 401: the scope of the credential does not cover this");
  EXPECT_EQ(unread["grant"], "the scope Token Administration: Read (vso.tokenadministration)");
  const Json& failing = json["organizations"][2];
  EXPECT_EQ(failing["verdict"], "fail");
  EXPECT_EQ(failing["read"], "wholly");
  EXPECT_TRUE(failing["reason"].is_null());
  EXPECT_EQ(failing["integrations"], 2);
  EXPECT_EQ(failing["summary"]["fail"], 1);
  EXPECT_EQ(failing["failures"],
            (Json{{"critical", 1}, {"high", 0}, {"medium", 0}, {"low", 0}, {"info", 0}}));
  EXPECT_EQ(json["integrations"][0]["verdict"], "pass");
  EXPECT_EQ(json["integrations"][3]["verdict"], "fail");
}

TEST(Json, TellsWhatChangedWhereABaselineWasGiven) {
  const Json json = report(compared_audit());
  EXPECT_EQ(json["findings"][0]["since"],
            (Json{{"change", "worse"}, {"first_seen", "2026-11-23T09:00:00Z"}, {"before", "pass"}}));
  EXPECT_TRUE(json["findings"][11]["since"]["before"].is_null());
  EXPECT_EQ(json["baseline"]["new"], 1);
  EXPECT_EQ(json["baseline"]["gone"][0]["before"], "fail");
}

TEST(Json, HoldsNoCommandOfACiServer) {
  Audit audit = sample_audit();
  audit.findings[0].message = "###vso[task.complete]##[x]";
  const std::string text = rendered("json", audit);
  EXPECT_EQ(text.find("##"), std::string::npos);
  EXPECT_EQ(Json::parse(text)["findings"][0]["message"], audit.findings[0].message);
}

TEST(Json, HasAFindingOnALine) {
  const std::string text = rendered("json", sample_audit());
  const auto lines = std::ranges::count(text, '\n');
  const Audit audit = sample_audit();
  EXPECT_GT(static_cast<std::size_t>(lines), audit.findings.size());
  EXPECT_NE(text.find("\n{\"integration\":\"flow-admin\""), std::string::npos);
}

TEST(Json, KeepsEveryTextThatIsWellFormed) {
  const Audit audit = hostile_audit();
  const Json findings = report(audit)["findings"];
  ASSERT_EQ(findings.size(), audit.findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const std::string& message = audit.findings[i].message;
    if (message.starts_with("broken")) continue;
    EXPECT_EQ(findings[i]["message"], message);
  }
}

TEST(Json, ShowsWhatHidesAsItsNumberAndKeepsIt) {
  Audit audit = sample_audit();
  audit.findings[0].message = "user\u202Etxt \u0085 ad\u200Cmin";
  const std::string text = rendered("json", audit);
  EXPECT_NE(text.find(R"("message":"user\u202Etxt \u0085 ad\u200Cmin")"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(text)["findings"][0]["message"], audit.findings[0].message);
}

}  // namespace
}  // namespace patrol
