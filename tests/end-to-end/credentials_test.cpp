#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol::end_to_end {
namespace {

using Environment = std::vector<std::string>;

Environment with(const std::string& variable) {
  Environment environment = plain_environment();
  environment.push_back(variable);
  return environment;
}

/// Audits the integration that is all right.
Ended audit(const Emulator& contoso, const Environment& environment, std::vector<std::string> more = {}) {
  std::vector<std::string> line{"audit",       "--integrations",  integrations(),
                                "--only",      "flow-production", "--server",
                                contoso.url(), "--now",           reference_time};
  line.insert(line.end(), more.begin(), more.end());
  return run_patrol(line, environment);
}

/// No verdict but those that the files alone decide is a pass.
void expect_nothing_passed_by_evidence(const std::string& report) {
  const Verdicts verdicts = verdicts_of(report);
  EXPECT_FALSE(verdicts.empty());
  for (const auto& [finding, verdict] : verdicts) {
    if (finding.ends_with("connection.base-url")) continue;
    EXPECT_TRUE(verdict == "inconclusive" || verdict == "not_applicable") << finding << " " << verdict;
  }
}

TEST(Credential, ThatIsMissingIsToldBeforeTheFirstRequest) {
  Emulator contoso;
  const Ended ended = audit(contoso, plain_environment());
  EXPECT_EQ(ended.code, 3);
  EXPECT_NE(ended.err.find("set PATROL_TOKEN"), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find("PATROL_TOKEN_CONTOSO"), std::string::npos) << ended.err;
  EXPECT_EQ(contoso.stop().requests, 0U);
}

TEST(Credential, OfTheOrganizationIsTaken) {
  Emulator contoso;
  Environment environment = with(std::string("PATROL_TOKEN_CONTOSO=") + auditor_secret);
  environment.emplace_back("PATROL_TOKEN=wrong");
  EXPECT_EQ(audit(contoso, environment).code, 0);
}

TEST(Credential, OfAFileIsTakenWithItsLineBreak) {
  Emulator contoso;
  const ScratchFolder folder;
  const std::string file = folder.file("token", std::string(auditor_secret) + "\n");
  EXPECT_EQ(audit(contoso, plain_environment(), {"--token-file", file}).code, 0);
}

TEST(Credential, OfTwoKindsIsNotGuessed) {
  Emulator contoso;
  Environment environment = auditor_environment();
  environment.emplace_back("PATROL_BEARER=another");
  const Ended ended = audit(contoso, environment);
  EXPECT_EQ(ended.code, 3);
  EXPECT_NE(ended.err.find("both set"), std::string::npos) << ended.err;
}

TEST(Credential, ThatIsDeadLeavesEverythingInconclusive) {
  for (const std::string token : {"contoso-expired-demo-token", "never-was-a-token"}) {
    Emulator contoso;
    const ScratchFolder folder;
    const Ended ended = audit(contoso, with("PATROL_TOKEN=" + token), {"--report", "json=" + (folder / "a")});
    EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
    EXPECT_NE(ended.out.find("to do: "), std::string::npos) << ended.out;
    expect_nothing_passed_by_evidence(bytes_of(folder / "a"));
  }
}

TEST(Credential, ThatIsTooNarrowDecidesWhatItCanAndNamesTheScopeForTheRest) {
  Emulator contoso;
  const ScratchFolder folder;
  const Ended ended =
      audit(contoso, with("PATROL_TOKEN=contoso-flow-demo-token"), {"--report", "json=" + (folder / "a")});
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  const std::string report = bytes_of(folder / "a");
  const Verdicts verdicts = verdicts_of(report);
  EXPECT_EQ(verdicts.at("flow-production / account.email"), "pass");
  EXPECT_EQ(verdicts.at("flow-production / pat.scopes"), "inconclusive");
  EXPECT_NE(report.find("vso.tokenadministration"), std::string::npos);
}

/// What each way to say that nothing is there under this name comes to: the service does so by refusing the
/// credential, what stands in its place by knowing no such address.
class MissingOrganization : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(MissingOrganization, IsInconclusiveAndSaysToLookAtItsName) {
  Emulator contoso(GetParam());
  const ScratchFolder folder;
  std::string text = bytes_of(source("examples/contoso/integrations/production.yaml"));
  for (std::size_t at = text.find("organization: contoso"); at != std::string::npos;
       at = text.find("organization: contoso", at + 1)) {
    text.replace(at, 21, "organization: contosso");
  }
  folder.file("i.yaml", text);
  const Ended ended = run_patrol({"audit", "--integrations", folder / "i.yaml", "--server", contoso.url(),
                                  "--now", reference_time, "--report", "json=" + (folder / "a")});
  EXPECT_NE(ended.code, 0);
  EXPECT_NE(ended.code, 3) << ended.err;
  for (const auto& [finding, verdict] : verdicts_of(bytes_of(folder / "a"))) {
    if (finding.ends_with("connection.base-url")) continue;
    EXPECT_NE(verdict, "pass") << finding;
  }
  EXPECT_NE(ended.out.find("`organization:` in the integration file"), std::string::npos) << ended.out;
}

INSTANTIATE_TEST_SUITE_P(Ways, MissingOrganization,
                         testing::Values(std::vector<std::string>{},
                                         std::vector<std::string>{
                                             "--fault", "path: contosso, status: 404, body: \"\""}));

TEST(Server, ThatIsNotThereIsInconclusiveAndTheReportsAreWritten) {
  const ScratchFolder folder;
  const Ended ended = run_patrol({"audit", "--integrations", integrations(), "--only", "flow-production",
                                  "--server", "http://127.0.0.1:1", "--now", reference_time, "--max-time",
                                  "3s", "--report", "json=" + (folder / "a")});
  EXPECT_EQ(ended.code, 2) << ended.err;
  expect_nothing_passed_by_evidence(bytes_of(folder / "a"));
  EXPECT_EQ(verdicts_of(bytes_of(folder / "a")).at("flow-production / connection.base-url"), "pass");
}

}  // namespace
}  // namespace patrol::end_to_end
