#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"
#include "tests/end-to-end/small_organization.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <gmock/gmock.h>

/// `patrol init`: what it writes loads, and an audit right after passes every rule.
namespace patrol::end_to_end {
namespace {

namespace fs = std::filesystem;

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class Init : public testing::Test {
 protected:
  Ended init(const Emulator& server, const std::string& account, const std::vector<std::string>& more = {},
             const std::string& organization = "contoso",
             const std::vector<std::string>& environment = auditor_environment()) {
    std::vector<std::string> line{"init",     account,      "--organization", organization,
                                  "--server", server.url(), "--now",          reference_time};
    line.insert(line.end(), more.begin(), more.end());
    return run_patrol(line, environment);
  }

  Ended init_into_folder(const Emulator& server, const std::string& account,
                         const std::vector<std::string>& more = {}) {
    std::vector<std::string> all{"--output", folder_.path()};
    all.insert(all.end(), more.begin(), more.end());
    return init(server, account, all);
  }

  /// Verdicts of an audit of everything in the folder.
  json audit(const Emulator& server, const std::string& organization = "contoso",
             const std::vector<std::string>& environment = auditor_environment()) {
    const Ended valid = run_patrol(
        {"validate", "--policies", folder_ / "policies", "--integrations", folder_ / "integrations"},
        plain_environment());
    EXPECT_EQ(valid.code, 0) << valid.err;
    const Ended ended =
        run_patrol({"audit", "--policies", folder_ / "policies", "--integrations", folder_ / "integrations",
                    "--server", server.url(), "--now", reference_time, "--report", "json"},
                   environment);
    EXPECT_EQ(ended.code, 0) << organization << ended.out << ended.err;
    return json::parse(ended.out);
  }

  static void expect_all_pass(const json& report) {
    EXPECT_FALSE(report["findings"].empty());
    for (const json& finding : report["findings"]) {
      EXPECT_EQ(finding["verdict"], "pass")
          << finding["integration"] << " " << finding["rule"] << ": " << finding["message"];
    }
  }

  ScratchFolder folder_;
};

TEST_F(Init, WritesWhatAnAuditRightAfterPasses) {
  Emulator contoso;
  // The auditor's token may not list things that have roles, which matters for all but administrators, and no
  // one tells who is in a group of Entra, which matters for all but Microsoft accounts. Of administrators it
  // is not known what they keep where no entry names them. All right, an administrator through three groups,
  // a reader of two projects, another letter case, a token that has run out, one for all organizations, a
  // stakeholder, full access, a denied permission, no administrator's page of tokens, an account that was
  // switched off, a person, and two service principals.
  struct Case {
    const char* account;
    int code;
  };
  const std::vector<Case> cases{{"svc-flow@contoso.com", 2},
                                {"svc-flow-nested@contoso.com", 2},
                                {"svc-flow-partial@contoso.com", 2},
                                {"svc-flow-case@contoso.com", 2},
                                {"svc-flow-expired@contoso.com", 2},
                                {"svc-flow-global@contoso.com", 2},
                                {"svc-flow-stakeholder@contoso.com", 2},
                                {"svc-flow-wide@contoso.com", 2},
                                {"svc-flow-denied@contoso.com", 2},
                                {"svc-flow-hooks@contoso.com", 2},
                                {"svc-flow-sealed@contoso.com", 2},
                                {"svc-flow-stale@contoso.com", 2},
                                {"svc-flow-entra@contoso.com", 2},
                                {"grace@contoso.com", 2},
                                {"mia@outlook.example", 2},
                                {"Flow application", 2},
                                {"Deployment identity", 2}};
  for (const Case& each : cases) {
    const Ended ended = init_into_folder(contoso, each.account);
    EXPECT_EQ(ended.code, each.code) << each.account << "\n" << ended.out << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("each of which passes today"));
  }
  const json report = audit(contoso);
  expect_all_pass(report);
  EXPECT_EQ(report["policies"].size(), cases.size());
  EXPECT_EQ(contoso.stop().writes, 0U);
}

TEST_F(Init, SaysTheTightestThatHolds) {
  Emulator contoso;
  EXPECT_EQ(init_into_folder(contoso, "svc-flow@contoso.com").code, 2);
  const std::string policy = bytes_of(folder_ / "policies/svc-flow-rights.yaml");
  EXPECT_THAT(policy, HasSubstr("# What svc-flow@contoso.com holds in contoso, as patrol "));
  EXPECT_THAT(policy, HasSubstr("    exactly:\n"
                                "      pat_scopes:\n"
                                "        - vso.build  # Build: Read\n"
                                "        - vso.code  # Code: Read\n"));
  EXPECT_THAT(policy, HasSubstr("  - id: project.groups\n"));
  EXPECT_THAT(policy, HasSubstr("        - {project: Readers}\n"));
  EXPECT_THAT(policy, HasSubstr("  - id: org.no-admin\n"));
  EXPECT_THAT(policy,
              HasSubstr("        - {organization: Collection/GENERIC_READ}  # View collection-level"));
  const std::string integration = bytes_of(folder_ / "integrations/svc-flow.yaml");
  EXPECT_THAT(integration, HasSubstr("connection: {email: svc-flow@contoso.com}\n"
                                     "pat: {name: flow}\n"
                                     "projects: [Data, Mobile, Website]\n"));
}

TEST_F(Init, MakesNoRuleOfWhatCouldNotBeRead) {
  Emulator contoso;
  const Ended ended = init_into_folder(contoso, "svc-flow-sealed@contoso.com");
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("not known, and no rule: what its token may do: HTTP 403"));
  const std::string policy = bytes_of(folder_ / "policies/svc-flow-sealed-rights.yaml");
  EXPECT_THAT(policy, HasSubstr("# Not a rule, because it could not be read or decided:\n"
                                "# - what its token may do: HTTP 403"));
  EXPECT_THAT(policy, Not(HasSubstr("pat_scopes")));
}

TEST_F(Init, ReplacesNothingWithoutForce) {
  Emulator contoso;
  EXPECT_EQ(init_into_folder(contoso, "svc-flow@contoso.com").code, 2);
  const std::string mine = folder_.file("policies/svc-flow-rights.yaml", "mine");
  const Ended again = init_into_folder(contoso, "svc-flow@contoso.com");
  EXPECT_EQ(again.code, 3);
  EXPECT_THAT(again.err, HasSubstr("is there already; --force replaces it"));
  EXPECT_EQ(bytes_of(mine), "mine");
  EXPECT_EQ(init_into_folder(contoso, "svc-flow@contoso.com", {"--name", "other"}).code, 2);
  EXPECT_TRUE(fs::exists(folder_ / "integrations/other.yaml"));
  EXPECT_EQ(init_into_folder(contoso, "svc-flow@contoso.com", {"--force"}).code, 2);
  EXPECT_NE(bytes_of(mine), "mine");
}

TEST_F(Init, WritesBothToStandardOutputWithoutAFolder) {
  Emulator contoso;
  const Ended ended = init(contoso, "svc-flow@contoso.com");
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.out, HasSubstr("# policies/svc-flow-rights.yaml\n"));
  EXPECT_THAT(ended.out, HasSubstr("\n---\n# integrations/svc-flow.yaml\n"));
  EXPECT_THAT(ended.out + ended.err, Not(HasSubstr(auditor_secret)));
}

TEST_F(Init, QuotesNamesThatOthersChose) {
  // A project, groups and a token that are called so as to become something else in YAML, a log or a page.
  folder_.file("acme.yaml",
               "organization: acme\n"
               "projects: [\"A: {b}, 'c' #d\"]\n"
               "users:\n"
               "  - {account: auditor@acme.com}\n"
               "  - {account: svc@acme.com, name: \"##vso[x] \\u202Eevil\"}\n"
               "groups:\n"
               "  Project Collection Administrators: [auditor@acme.com]\n"
               "  \"yes\": [svc@acme.com]\n"
               "  \"- \\\"quoted\\\": *x\": [svc@acme.com]\n"
               "  \"A: {b}, 'c' #d\\\\Readers\": [svc@acme.com]\n"
               "tokens:\n"
               "  - {owner: svc@acme.com, name: \"t: \\\"x\\\" #y\", from: 2026-09-01, to: 2027-03-01, "
               "scopes: [vso.code]}\n"
               "  - {owner: auditor@acme.com, name: patrol, from: 2026-09-01, to: 2027-03-01, scopes: "
               "[app_token], secret: acme-auditor-secret}\n");
  Emulator acme({folder_ / "acme.yaml"}, {});
  std::vector<std::string> environment = plain_environment();
  environment.push_back("PATROL_TOKEN=acme-auditor-secret");
  const Ended ended = init(acme, "svc@acme.com", {"--output", folder_.path()}, "acme", environment);
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out + ended.err, Not(HasSubstr("##vso[")));
  const json report = audit(acme, "acme", environment);
  expect_all_pass(report);
  EXPECT_THAT(report.dump(), HasSubstr("org.groups"));
  EXPECT_THAT(report.dump(), HasSubstr("project.groups"));
}

TEST_F(Init, SaysRolesOnThingsAndServiceHooks) {
  folder_.file("acme.yaml", small_organization("acme", R"(resources:
  - {kind: service_connection, name: azure, project: Website, roles: {User: [svc-flow@acme.com], Administrator: [auditor@acme.com]}}
  - {kind: service_connection, name: other, project: Website, roles: {Administrator: [auditor@acme.com]}}
  - {kind: environment, all: true, project: Mobile, roles: {Reader: [svc-flow@acme.com]}}
  - {kind: agent_pool, name: Linux, roles: {Administrator: ["Website\\Readers"]}}
subscriptions:
  - {project: Website, event: git.push, url: "https://flow.example/hooks", created_by: svc-flow@acme.com}
  - {project: Website, event: build.complete, url: "https://other.example/", created_by: auditor@acme.com}
)"));
  Emulator acme({folder_ / "acme.yaml"}, {});
  std::vector<std::string> environment = plain_environment();
  environment.push_back("PATROL_BEARER=acme-auditor-demo-bearer");
  const Ended ended = init(acme, "svc-flow@acme.com", {"--output", folder_.path()}, "acme", environment);
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  expect_all_pass(audit(acme, "acme", environment));
  const std::string policy = bytes_of(folder_ / "policies/svc-flow-rights.yaml");
  EXPECT_THAT(policy, HasSubstr("  - id: service_connection.user\n"
                                "    title: Its role on these service connections is User\n"
                                "    exactly:\n"
                                "      roles:\n"
                                "        - {project: Website, service_connection: azure, role: User}\n"));
  EXPECT_THAT(policy, HasSubstr("{project: Mobile, environment: all, role: Reader}"));
  EXPECT_THAT(policy, HasSubstr("{agent_pool: Linux, role: Administrator}"));
  EXPECT_THAT(policy, HasSubstr("      service_hooks: {events: [git.push], to: flow.example}\n"));
  EXPECT_THAT(policy, Not(HasSubstr("service_connection: other")));
  EXPECT_THAT(policy, Not(HasSubstr("build.complete")));
  EXPECT_THAT(policy, HasSubstr("# Not looked at, and no rule: rights in areas"));
  EXPECT_EQ(acme.stop().writes, 0U);
}

TEST_F(Init, BoundsEverySecurityNamespaceThatItKnows) {
  const auto organization = [](const std::string& access) {
    return small_organization("acme", "access:\n" + access);
  };
  const std::string held = R"(
  - {namespace: Git Repositories, token: "repoV2/{Website}", who: svc-flow@acme.com, allow: [ForcePush, ManagePermissions]}
  - {namespace: Build, token: "{Website}", who: svc-flow@acme.com, allow: [AdministerBuildPermissions]}
  - {namespace: Process, token: "$PROCESS:", who: svc-flow@acme.com, allow: [Delete]}
  - {namespace: AuditLog, token: AllPermissions, who: svc-flow@acme.com, allow: [Delete_Streams]}
)";
  std::vector<std::string> environment = plain_environment();
  environment.push_back("PATROL_BEARER=acme-auditor-demo-bearer");
  {
    Emulator acme({folder_.file("acme.yaml", organization(held))}, {});
    const Ended ended = init(acme, "svc-flow@acme.com", {"--output", folder_.path()}, "acme", environment);
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
    expect_all_pass(audit(acme, "acme", environment));
    const std::string policy = bytes_of(folder_ / "policies/svc-flow-rights.yaml");
    for (const char* action : {"Git Repositories/ForcePush", "Git Repositories/ManagePermissions",
                               "Build/AdministerBuildPermissions"}) {
      EXPECT_THAT(policy, HasSubstr(std::string("        - {project: ") + action + "}"));
    }
    EXPECT_THAT(policy, HasSubstr("        - {organization: Process/Delete}"));
    EXPECT_THAT(policy, HasSubstr("        - {organization: AuditLog/Delete_Streams}"));
    EXPECT_THAT(policy, HasSubstr("# - Of these security namespaces no rule speaks: "));
  }
  const std::string more = held + R"(
  - {namespace: Library, token: "Library/{Mobile}", who: svc-flow@acme.com, allow: [Administer]}
)";
  Emulator acme({folder_.file("more.yaml", organization(more))}, {});
  const Ended ended =
      run_patrol({"audit", "--policies", folder_ / "policies", "--integrations", folder_ / "integrations",
                  "--server", acme.url(), "--now", reference_time, "--report", "json"},
                 environment);
  EXPECT_EQ(ended.code, 1) << ended.err;
  const json audit = json::parse(ended.out);
  for (const json& finding : audit["findings"]) {
    const bool is_gained = finding["rule"] == "project.permissions.library" && finding["project"] == "Mobile";
    EXPECT_EQ(finding["verdict"], is_gained ? "fail" : "pass") << finding["rule"];
  }
}

TEST_F(Init, RefusesWhatItCanNotDo) {
  const Ended nothing = run_patrol({"init", "--force", "--name", "../x"});
  EXPECT_EQ(nothing.code, 3);
  EXPECT_THAT(nothing.err, HasSubstr("the account is needed"));
  EXPECT_THAT(nothing.err, HasSubstr("`--organization` is missing"));
  EXPECT_THAT(nothing.err, HasSubstr("--force: means something together with --output alone"));
  EXPECT_THAT(nothing.err, HasSubstr("--name: must be made of letters"));
  Emulator contoso;
  const Ended nobody = init_into_folder(contoso, "nobody@contoso.com");
  EXPECT_EQ(nobody.code, 3);
  EXPECT_THAT(nobody.err, HasSubstr("nobody@contoso.com: nobody is called so in contoso"));
  EXPECT_FALSE(fs::exists(folder_ / "policies"));
  const std::string secret(52, 'a');
  const Ended pasted = init_into_folder(contoso, "svc-flow@contoso.com", {"--pat", secret});
  EXPECT_THAT(pasted.out + pasted.err, Not(HasSubstr(secret)));
  const Ended asked = init_into_folder(contoso, secret);
  EXPECT_EQ(asked.code, 3);
  EXPECT_THAT(asked.err, HasSubstr("the account: looks like a token, which is never given here"));
  EXPECT_THAT(asked.out + asked.err, Not(HasSubstr(secret)));
}

TEST_F(Init, WritesBothFilesOrNone) {
  Emulator contoso;
  folder_.file("integrations", "a file where a folder should be");
  EXPECT_EQ(init_into_folder(contoso, "svc-flow@contoso.com").code, 3);
  EXPECT_FALSE(fs::exists(folder_ / "policies/svc-flow-rights.yaml"));
}

TEST_F(Init, NamesTheTwoFilesOfTheNextCommand) {
  Emulator contoso;
  const Ended ended = init_into_folder(contoso, "svc-flow@contoso.com", {"--accept", "materialised"});
  EXPECT_THAT(ended.out, HasSubstr("policies/svc-flow-rights.yaml --integrations "));
  EXPECT_THAT(ended.out, HasSubstr("integrations/svc-flow.yaml --accept materialised\n"));
  EXPECT_THAT(bytes_of(folder_ / "policies/svc-flow-rights.yaml"),
              HasSubstr("was taken for the whole truth"));
}

}  // namespace
}  // namespace patrol::end_to_end
