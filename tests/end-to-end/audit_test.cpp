#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

namespace patrol::end_to_end {
namespace {

TEST(Audit, OfAnIntegrationThatIsAllRightPasses) {
  Emulator contoso;
  const Ended ended = run_patrol({"audit", "--integrations", integrations(), "--only", "flow-production",
                                  "--server", contoso.url(), "--now", reference_time});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(ended.out.starts_with("Pass: 0 failed, 0 inconclusive, ")) << ended.out;
}

TEST(Audit, FailsWhereOneAccountHasTooMuchOrTooLittle) {
  Emulator contoso;
  const Ended ended = run_patrol(
      {"audit", "--integrations", integrations(), "--server", contoso.url(), "--now", reference_time});
  EXPECT_EQ(ended.code, 1) << ended.err;
  EXPECT_TRUE(ended.out.starts_with("Fail: ")) << ended.out;
}

TEST(Audit, IsInconclusiveWhereNothingFailsAndSomethingCanNotBeRead) {
  Emulator contoso;
  const Ended ended = run_patrol({"audit", "--integrations", integrations(), "--only", "flow-sealed",
                                  "--server", contoso.url(), "--now", reference_time});
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  EXPECT_NE(ended.out.find("to do: "), std::string::npos) << ended.out;
}

TEST(Audit, ShowsEachVerdictAndEachCauseOfContoso) {
  Emulator contoso;
  const ScratchFolder folder;
  run_patrol({"audit", "--integrations", integrations(), "--server", contoso.url(), "--now", reference_time,
              "--report", "json=" + (folder / "audit.json")});
  const Verdicts verdicts = verdicts_of(bytes_of(folder / "audit.json"));
  const std::vector<std::pair<std::string, std::string>> wanted{
      {"flow-production / pat.scopes", "pass"},
      {"flow-production / org.pca", "not_applicable"},
      {"flow-webhooks / org.pca", "pass"},
      {"flow-narrow / pat.scopes", "fail"},
      {"flow-lookalike / pat.scopes", "fail"},
      {"flow-nested-admin / org.no-admin", "fail"},
      {"flow-partial / project.readers / Mobile", "fail"},
      {"flow-partial / project.readers / Website", "pass"},
      {"flow-letter-case / account.email", "fail"},
      {"flow-expired / pat.usable", "fail"},
      {"flow-inactive / account.active", "fail"},
      {"flow-inactive / pat.usable", "inconclusive"},
      {"flow-wide-token / pat.no-excess", "fail"},
      {"flow-denied / org.view-instance", "fail"},
      {"flow-stakeholder / account.can-use-repos", "fail"},
      {"flow-global-token / pat.organization", "fail"},
      {"flow-global-token / pat.expiry", "fail"},
      {"flow-sealed / pat.scopes", "inconclusive"},
      {"flow-entra-group / project.readers / Data", "inconclusive"}};
  for (const auto& [finding, verdict] : wanted) {
    const auto found = verdicts.find(finding);
    EXPECT_EQ(found == verdicts.end() ? "not there" : found->second, verdict) << finding;
  }
}

TEST(Audit, SaysThatNoRuleConcernsAnIntegration) {
  Emulator contoso;
  const ScratchFolder folder;
  folder.file("policy.yaml",
              "policy: hooks\ntitle: Hooks\nfeatures: [webhooks]\nrules:\n"
              "  - {id: active, title: Active, when: webhooks, require: {account: {active: true}}}\n");
  const std::string file = folder.file("flow.yaml",
                                       "integration: flow\npolicy: hooks\norganization: contoso\n"
                                       "connection: {email: svc-flow@contoso.com}\n");
  const std::vector<std::string> inputs{"--policies", folder / "policy.yaml", "--integrations", file};
  std::vector<std::string> audit{"audit", "--server", contoso.url(), "--now", reference_time};
  audit.insert(audit.end(), inputs.begin(), inputs.end());
  const Ended ended = run_patrol(audit);
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(ended.out.starts_with("Nothing applies: ")) << ended.out;
  EXPECT_NE(ended.out.find("no rule of the policy `hooks` concerns it"), std::string::npos) << ended.out;
  const Ended told = run_patrol({"validate", inputs[0], inputs[1], inputs[2], inputs[3]});
  EXPECT_EQ(told.code, 0);
  EXPECT_NE(told.err.find("no rule of the policy `hooks` concerns it"), std::string::npos) << told.err;
}

TEST(Audit, OnlyReads) {
  Emulator contoso;
  run_patrol({"audit", "--integrations", integrations(), "--server", contoso.url(), "--now", reference_time});
  const Statistics statistics = contoso.stop();
  EXPECT_GT(statistics.requests, 0U);
  EXPECT_EQ(statistics.writes, 0U);
}

TEST(Audit, KeepsToItsConcurrency) {
  Emulator contoso({"--latency", "20"});
  run_patrol({"audit", "--integrations", integrations(), "--server", contoso.url(), "--now", reference_time,
              "--concurrency", "2"});
  EXPECT_LE(contoso.stop().most_in_flight, 2U);
}

TEST(Audit, GivesTheSameBytesTwice) {
  Emulator contoso;
  const ScratchFolder folder;
  for (const std::string name : {"first", "second"}) {
    run_patrol({"audit", "--integrations", integrations(), "--server", contoso.url(), "--now", reference_time,
                "--concurrency", name == "first" ? "1" : "8", "--report", "json=" + (folder / name)});
  }
  EXPECT_FALSE(bytes_of(folder / "first").empty());
  EXPECT_EQ(bytes_of(folder / "first"), bytes_of(folder / "second"));
}

TEST(Audit, DoesNotCountWhatIsLessSevereThanTheBar) {
  Emulator contoso;
  const std::vector<std::string> line{
      "audit",    "--integrations", integrations(), "--only",      "flow-global-token",
      "--server", contoso.url(),    "--now",        reference_time};
  EXPECT_EQ(run_patrol(line).code, 1);
  std::vector<std::string> with_bar = line;
  with_bar.insert(with_bar.end(), {"--fail-on", "critical"});
  EXPECT_EQ(run_patrol(with_bar).code, 0);
}

TEST(Audit, TakesTheExpansionOfAzureDevOpsWhereItIsTold) {
  Emulator contoso;
  const std::vector<std::string> line{
      "audit",    "--integrations", integrations(), "--only",      "flow-entra-group",
      "--server", contoso.url(),    "--now",        reference_time};
  EXPECT_EQ(run_patrol(line).code, 2);
  std::vector<std::string> accepting = line;
  accepting.insert(accepting.end(), {"--accept", "materialised"});
  EXPECT_EQ(run_patrol(accepting).code, 1);
}

TEST(Audit, EndsInTimeAndSaysThatItWasCutShort) {
  Emulator contoso({"--latency", "1500"});
  const Ended ended = run_patrol({"audit", "--integrations", integrations(), "--only", "flow-production",
                                  "--server", contoso.url(), "--now", reference_time, "--max-time", "1s"});
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  EXPECT_NE(ended.out.find("cut short"), std::string::npos) << ended.out;
}

}  // namespace
}  // namespace patrol::end_to_end
