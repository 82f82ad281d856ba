#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <csignal>
#include <unistd.h>

namespace patrol::end_to_end {
namespace {

bool has(const std::string& text, const std::string& phrase) {
  return text.find(phrase) != std::string::npos;
}

TEST(CommandLine, IsExplained) {
  for (const std::vector<std::string>& line : {std::vector<std::string>{"help"},
                                               {"--help"},
                                               {"-h"},
                                               {"help", "audit"},
                                               {"audit", "--help"},
                                               {"collect", "-h"},
                                               {"audit", "--nonsense", "--help"}}) {
    const Ended ended = run_patrol(line, plain_environment());
    EXPECT_EQ(ended.code, 0);
    EXPECT_TRUE(has(ended.out, "usage: patrol")) << ended.out;
    EXPECT_EQ(ended.err, "");
  }
}

TEST(CommandLine, WithoutACommandIsRefused) {
  const Ended ended = run_patrol({}, plain_environment());
  EXPECT_EQ(ended.code, 3);
  EXPECT_EQ(ended.out, "");
  EXPECT_TRUE(has(ended.err, "try `patrol help`")) << ended.err;
}

TEST(CommandLine, WithAMistypedWordIsRefusedWithTheNearestOne) {
  const Ended command = run_patrol({"colect"}, plain_environment());
  EXPECT_EQ(command.code, 3);
  EXPECT_TRUE(has(command.err, "did you mean `collect`?")) << command.err;
  const Ended flag = run_patrol({"audit", "--integration", "x"}, plain_environment());
  EXPECT_EQ(flag.code, 3);
  EXPECT_TRUE(has(flag.err, "unknown flag `--integration`, did you mean `--integrations`?")) << flag.err;
  const Ended name = run_patrol({"audit", "--integrations", integrations(), "--only", "flow-productoin"});
  EXPECT_EQ(name.code, 3);
  EXPECT_TRUE(has(name.err, "did you mean `flow-production`?")) << name.err;
}

TEST(CommandLine, MissesWhatIsNeeded) {
  EXPECT_TRUE(has(run_patrol({"audit"}).err, "`--integrations` is missing"));
  const Ended collect = run_patrol({"collect"});
  EXPECT_EQ(collect.code, 3);
  EXPECT_TRUE(has(collect.err, "`--integrations` is missing")) << collect.err;
  EXPECT_TRUE(has(collect.err, "`--output` is missing")) << collect.err;
}

TEST(CommandLine, MixesNoSnapshotWithALiveAudit) {
  const Ended ended = run_patrol({"audit", "--integrations", integrations(), "--snapshot", "s.json",
                                  "--server", "http://127.0.0.1:1", "--concurrency", "4"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_TRUE(has(ended.err, "--server: does not go together with --snapshot")) << ended.err;
  EXPECT_TRUE(has(ended.err, "--concurrency: does not go together with --snapshot")) << ended.err;
}

TEST(CommandLine, SendsNoCredentialInTheClear) {
  const Ended ended =
      run_patrol({"audit", "--integrations", integrations(), "--server", "http://devops.contoso.com:8080"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_TRUE(has(ended.err, "--server: ")) << ended.err;
}

TEST(Version, IsOneLine) {
  const Ended ended = run_patrol({"version"}, plain_environment());
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(ended.out.starts_with("patrol "));
  EXPECT_EQ(run_patrol({"--version"}, plain_environment()).out, ended.out);
}

TEST(Validate, NeedsNoCredentialAndCounts) {
  const Ended ended = run_patrol({"validate", "--integrations", integrations()}, plain_environment());
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(has(ended.out, "integrations: no errors\n")) << ended.out;
  EXPECT_EQ(run_patrol({"validate", "--policies", source("policies")}, plain_environment()).code, 0);
  EXPECT_EQ(run_patrol({"validate"}, plain_environment()).code, 3);
}

TEST(Validate, TellsAllMistakesOfAllFilesAtTheirPlaces) {
  const ScratchFolder folder;
  folder.file("a.yaml", "integration: a\npolicy: pluralsight-flov\norganization: contoso\n");
  folder.file("b.yaml",
              "integration: b\npolicy: pluralsight-flow\norganisation: contoso\nsecret_token: hunter2\n");
  const Ended ended = run_patrol({"validate", "--integrations", folder.path()}, plain_environment());
  EXPECT_EQ(ended.code, 3);
  EXPECT_EQ(ended.out, "");
  EXPECT_TRUE(has(ended.err, "a.yaml:2:9: ")) << ended.err;
  EXPECT_TRUE(has(ended.err, "b.yaml:3:1: ")) << ended.err;
  EXPECT_FALSE(has(ended.err, "hunter2")) << ended.err;
}

constexpr const char* two_minds =
    "policy: two-minds\n"
    "title: Two minds\n"
    "features: [wish]\n"
    "rules:\n"
    "  - {id: admin, title: A, require: {roles: [{organization: admin}]}}\n"
    "  - {id: no-admin, title: B, NEED when: wish, forbid: {roles: [{organization: admin}]}}\n";

TEST(Validate, RefusesRulesThatContradictEachOther) {
  const ScratchFolder folder;
  std::string text = two_minds;
  text.erase(text.find("NEED "), 5);
  const std::string policy = folder.file("policy.yaml", text);
  const Ended ended = run_patrol({"validate", "--policies", policy}, plain_environment());
  EXPECT_EQ(ended.code, 3);
  EXPECT_TRUE(has(ended.err,
                  "policy.yaml:6:5: the rule `no-admin` forbids the role admin of the organization, "
                  "and the rule `admin` ("))
      << ended.err;
  EXPECT_TRUE(has(ended.err, "policy.yaml:5:5) requires the role admin")) << ended.err;
}

TEST(Validate, RemarksThatOneOfThemIsOnlyRecommended) {
  const ScratchFolder folder;
  std::string text = two_minds;
  text.replace(text.find("NEED"), 4, "need: recommended,");
  const std::string policy = folder.file("policy.yaml", text);
  const Ended ended = run_patrol({"validate", "--policies", policy}, plain_environment());
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, "1 policy, 0 integrations: no errors, 1 remark\n");
  EXPECT_TRUE(has(ended.err, "one of them is only recommended")) << ended.err;
}

TEST(Validate, RemarksThatTheBaseUrlIsOfAnotherOrganization) {
  const ScratchFolder folder;
  folder.file(
      "flow.yaml",
      "integration: flow\npolicy: pluralsight-flow\norganization: contoso\nconnection: {base_url: "
      "\"https://dev.azure.com/fabrikam\", email: svc@contoso.com}\nprojects: all\nfeatures: [repos]\n");
  const Ended ended = run_patrol({"validate", "--integrations", folder.path()}, plain_environment());
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended.out, "no errors, 1 remark\n")) << ended.out;
  EXPECT_TRUE(has(ended.err, "flow.yaml:1:1: `base_url` of `connection` is of the organization `fabrikam`"))
      << ended.err;
}

TEST(Validate, RefusesATokenOfAServicePrincipal) {
  const ScratchFolder folder;
  folder.file("flow.yaml",
              "integration: flow\npolicy: pluralsight-flow\norganization: contoso\nprojects: all\n"
              "account: {service_principal: 2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60}\nfeatures: [repos]\n");
  const Ended ended = run_patrol({"validate", "--integrations", folder.path()}, plain_environment());
  EXPECT_EQ(ended.code, 3);
  EXPECT_TRUE(has(ended.err, "and `account` of the integration names a service principal")) << ended.err;
}

TEST(Validate, RemarksOnAGroupThatIsCalledNearlyAsABuiltInOne) {
  const ScratchFolder folder;
  const std::string policy = folder.file("policy.yaml",
                                         "policy: slips\ntitle: Slips\nrules:\n"
                                         "  - {id: no-admin, title: None, forbid: {groups: [{organization: "
                                         "Project Collection Administrator}]}}\n");
  const Ended ended = run_patrol({"validate", "--policies", policy}, plain_environment());
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, "1 policy, 0 integrations: no errors, 1 remark\n");
  EXPECT_TRUE(has(ended.err, "policy.yaml:4:5: the rule `no-admin` names the group")) << ended.err;
  EXPECT_TRUE(has(ended.err, "did you mean `Project Collection Administrators`?")) << ended.err;
}

TEST(Validate, HoldsIntegrationsOfOneAccountAgainstEachOther) {
  const ScratchFolder folder;
  const auto integration = [&](const std::string& name, const std::string& features) {
    folder.file(name + ".yaml", "integration: " + name +
                                    "\npolicy: pluralsight-flow\norganization: contoso\n"
                                    "connection: {email: svc@contoso.com}\nprojects: all\nfeatures: " +
                                    features + "\n");
  };
  integration("hooks", "[repos, webhooks]");
  integration("plain", "[repos]");
  const Ended ended = run_patrol({"validate", "--integrations", folder.path()}, plain_environment());
  EXPECT_EQ(ended.code, 3);
  EXPECT_TRUE(has(ended.err, "plain.yaml:1:1: `hooks` and `plain` sign in with one account: the rule `"))
      << ended.err;
}

TEST(Audit, RefusesMalformedFilesBeforeAnythingElse) {
  const ScratchFolder folder;
  const std::string broken = folder.file("broken.yaml", "policy: \"never closed\n");
  for (const std::vector<std::string>& line :
       {std::vector<std::string>{"audit", "--integrations", broken},
        {"audit", "--policies", broken, "--integrations", integrations()},
        {"audit", "--integrations", folder / "none.yaml"}}) {
    const Ended ended = run_patrol(line);
    EXPECT_EQ(ended.code, 3) << ended.err;
    EXPECT_EQ(ended.out, "");
  }
}

TEST(Policies, AreListedAndShown) {
  const Ended list = run_patrol({"policies", "list"}, plain_environment());
  EXPECT_EQ(list.code, 0);
  EXPECT_TRUE(has(list.out, "\npluralsight-flow               Pluralsight Flow (13 rules)\n")) << list.out;
  const Ended show = run_patrol({"policies", "show", "pluralsight-flow"}, plain_environment());
  EXPECT_EQ(show.code, 0);
  EXPECT_TRUE(has(show.out, "org.no-admin  (high, required)")) << show.out;
  const Ended unknown = run_patrol({"policies", "show", "pluralsite-flow"}, plain_environment());
  EXPECT_EQ(unknown.code, 3);
  EXPECT_TRUE(has(unknown.err, "did you mean `pluralsight-flow`?")) << unknown.err;
  EXPECT_EQ(run_patrol({"policies"}, plain_environment()).code, 3);
  const Ended word = run_patrol({"policies", "lst"}, plain_environment());
  EXPECT_EQ(word.code, 3);
  EXPECT_TRUE(has(word.err, "unknown word `lst`, did you mean `list`?")) << word.err;
}

TEST(StandardOutput, MayBeClosedByWhoReadsIt) {
  Process patrol = start_patrol({"help", "audit"}, plain_environment());
  patrol.stop_reading_output();
  const Ended ended = patrol.wait();
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.err, "");
}

}  // namespace
}  // namespace patrol::end_to_end
