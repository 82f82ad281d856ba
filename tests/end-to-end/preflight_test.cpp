#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

/// `patrol preflight`, which tells what a credential can decide.
namespace patrol::end_to_end {
namespace {

using testing::HasSubstr;
using testing::Not;

Ended preflight(const Emulator& server, const std::string& token) {
  std::vector<std::string> environment = plain_environment();
  environment.push_back("PATROL_TOKEN=" + token);
  return run_patrol(
      {"preflight", "--integrations", integrations(), "--server", server.url(), "--now", reference_time},
      environment);
}

TEST(Preflight, NeedsAHandfulOfRequestsAndSeesWhatTheCredentialHoldsTooMuch) {
  Emulator contoso;
  const Ended ended = preflight(contoso, auditor_secret);
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("contoso, read as Compliance Auditor <auditor@contoso.com>"));
  EXPECT_THAT(ended.out, HasSubstr("Ready: "));
  EXPECT_THAT(ended.out, HasSubstr("holds more than is needed: Work Items: Read (vso.work)"));
  const Statistics statistics = contoso.stop();
  EXPECT_LE(statistics.requests, 18U);
  EXPECT_EQ(statistics.writes, 0U);
}

TEST(Preflight, SaysWhatANarrowCredentialIsMissing) {
  Emulator contoso;
  const Ended ended = preflight(contoso, "contoso-flow-demo-token");
  EXPECT_EQ(ended.code, 2) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("Can not be decided with this credential\n  pluralsight-flow: "));
  EXPECT_THAT(ended.out, HasSubstr("Token Administration: Read & manage (vso.tokenadministration)"));
  EXPECT_THAT(ended.out, HasSubstr("Not ready: "));
  EXPECT_THAT(ended.out, Not(HasSubstr("contoso-flow-demo-token")));
}

TEST(Preflight, SaysThatADeadCredentialDecidesNothingOfTheService) {
  Emulator contoso;
  const Ended ended = preflight(contoso, "no-token-of-anybody");
  EXPECT_EQ(ended.code, 2) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("read as nobody knows whom"));
  EXPECT_THAT(ended.out, HasSubstr("Can be decided\n  pluralsight-flow: connection.base-url\n"));
}

constexpr const char* wide_policy = R"(policy: wide
title: Wide
rules:
  - {id: area, title: t, for_each: project, require: {permissions: [{area: View work items in this node}]}}
  - {id: iteration, title: t, for_each: project, require: {permissions: [{iteration: Create child nodes}]}}
  - {id: repository, title: t, for_each: repository, require: {permissions: [{repository: Read}]}}
  - {id: pipeline, title: t, for_each: pipeline, require: {permissions: [{pipeline: View builds}]}}
  - {id: reader, title: t, for_each: project, require: {roles: [{project: reader}]}}
  - {id: hooks, title: t, for_each: project, forbid: {service_hooks: {events: [git.push], by: anyone}}}
  - {id: connections, title: t, for_each: project, forbid: {roles: [{service_connection: azure, role: Administrator}]}}
  - {id: groups, title: t, for_each: project, at_most: {groups: [{project: Readers}]}}
  - {id: token, title: t, require: {pat: {valid: true}}}
  - {id: level, title: t, require: {access_level: basic}}
)";

/// Sixty projects with a repository and a pipeline each.
std::string wide_organization() {
  std::string projects = "projects:\n";
  for (int i = 0; i < 60; ++i) {
    const std::string number = std::to_string(100 + i);
    projects += "  - {name: Project " + number + ", repositories: [repository " + number +
                "], pipelines: [nightly]}\n";
  }
  return "organization: acme\n" + projects +
         "users: [{account: svc@acme.com, license: basic}, {account: auditor@acme.com}, {account: "
         "humble@acme.com}]\n"
         "groups:\n"
         "  Project Collection Administrators: [auditor@acme.com]\n"
         "  Project 100\\Readers: [svc@acme.com, humble@acme.com]\n"
         "tokens:\n"
         "  - {owner: svc@acme.com, name: t, scopes: [vso.code], from: 2026-09-01, to: 2027-03-01}\n"
         "  - {owner: auditor@acme.com, name: patrol, from: 2026-09-01, to: 2027-03-01, secret: "
         "acme-auditor-secret,\n"
         "     scopes: [vso.project, vso.identity, vso.graph, vso.tokenadministration, vso.security_manage,\n"
         "              vso.memberentitlementmanagement, vso.code, vso.build, vso.work, "
         "vso.serviceendpoint]}\n"
         "  - {owner: humble@acme.com, name: patrol, scopes: [app_token], from: 2026-09-01, to: 2027-03-01,\n"
         "     secret: acme-humble-secret}\n"
         "resources: [{kind: service_connection, name: azure, project: Project 100, roles: {User: "
         "[svc@acme.com]}}]\n";
}

class WidePreflight : public testing::Test {
 protected:
  Ended run(const std::string& policy, const std::string& projects,
            const std::string& secret = "acme-auditor-secret") {
    return run_with("PATROL_TOKEN=" + secret, policy, projects, wide_organization());
  }

  Ended run_with(const std::string& credential, const std::string& policy, const std::string& projects,
                 const std::string& organization) {
    folder_.file("policies/wide.yaml", policy);
    folder_.file("acme.yaml", organization);
    folder_.file("integrations/wide.yaml",
                 "integration: wide\npolicy: wide\norganization: acme\n"
                 "connection: {email: svc@acme.com}\nprojects: " +
                     projects + "\n");
    Emulator acme({folder_ / "acme.yaml"}, {});
    std::vector<std::string> environment = plain_environment();
    environment.push_back(credential);
    const Ended ended =
        run_patrol({"preflight", "--policies", folder_ / "policies", "--integrations",
                    folder_ / "integrations", "--server", acme.url(), "--now", reference_time},
                   environment);
    statistics_ = acme.stop();
    return ended;
  }

  ScratchFolder folder_;
  Statistics statistics_;
};

/// What the help of the command promises.
constexpr std::size_t most_requests_of_a_policy = 40;

TEST_F(WidePreflight, NeedsAHandfulOfRequestsHoweverMuchIsSelected) {
  for (const char* projects : {"all", "[\"Project *\"]", "[Project 100, Project 101, Project 102]"}) {
    const Ended ended = run(wide_policy, projects);
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
    EXPECT_THAT(ended.out,
                HasSubstr("Can be decided\n  wide: area, iteration, repository, pipeline, reader"));
    EXPECT_LE(statistics_.requests, most_requests_of_a_policy) << projects;
  }
}

TEST_F(WidePreflight, CallsNothingExcessThatTheRulesRead) {
  const Ended ended = run(wide_policy, "all");
  EXPECT_THAT(ended.out, HasSubstr("Service Connections: Read (vso.serviceendpoint)"));
  EXPECT_THAT(ended.out, HasSubstr("pass: Its token holds no more than these rules need")) << ended.out;
  EXPECT_THAT(ended.out, Not(HasSubstr("It is no administrator")));
}

TEST_F(WidePreflight, NeedsAnAdministratorWhereAnAbsenceHasToBeSure) {
  const char* groups =
      "policy: wide\ntitle: Wide\nrules:\n"
      "  - {id: ceiling, title: No group, at_most: {groups: [{organization: A}]}}\n";
  const Ended ended = run(groups, "all");
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_THAT(ended.out, Not(HasSubstr("It is no administrator"))) << ended.out;
}

TEST_F(WidePreflight, AlwaysSaysWhoseTheCredentialIs) {
  const char* files_alone =
      "policy: wide\ntitle: Wide\nrules:\n"
      "  - {id: attested, title: Signed, require: {attest: Somebody looked}}\n";
  const Ended known = run(files_alone, "all");
  EXPECT_THAT(known.out, HasSubstr("acme, read as auditor@acme.com <auditor@acme.com>")) << known.out;
  const Ended dead = run(files_alone, "all", "a-secret-of-nobody");
  EXPECT_EQ(dead.code, 2) << dead.out;
  EXPECT_THAT(dead.out, HasSubstr("read as nobody knows whom (HTTP 401"));
  EXPECT_THAT(dead.out, HasSubstr("Not ready: the credential is not accepted"));
}

/// The auditor has one personal access token that is far too wide, and signs in with something else.
TEST_F(WidePreflight, JudgesNoTokenWhereTheCredentialIsNone) {
  const std::string bearers =
      "bearers:\n"
      "  - {owner: humble@acme.com, secret: eyJ.of.humble}\n"
      "  - {owner: Project Collection Build Service (acme), secret: eyJ.of.a-job}\n";
  const Ended user =
      run_with("PATROL_BEARER=eyJ.of.humble", wide_policy, "all", wide_organization() + bearers);
  EXPECT_THAT(user.out, HasSubstr("read as humble@acme.com"));
  EXPECT_THAT(user.out, HasSubstr("not_applicable: Its token lasts"));
  EXPECT_THAT(user.out, HasSubstr("PATROL_BEARER is no personal access token"));
  EXPECT_THAT(user.out, Not(HasSubstr("Full access")));
  EXPECT_THAT(user.out, Not(HasSubstr("needed scopes")));
  const Ended job =
      run_with("SYSTEM_ACCESSTOKEN=eyJ.of.a-job", wide_policy, "all", wide_organization() + bearers);
  EXPECT_THAT(job.out, HasSubstr("SYSTEM_ACCESSTOKEN is no personal access token"));
  EXPECT_THAT(job.out, Not(HasSubstr("use a user account"))) << job.out;
}

TEST_F(WidePreflight, JudgesTheOneTokenThatIsAliveAndNoneWhereThereAreSeveral) {
  const auto with = [](const std::string& end) {
    std::string organization = wide_organization();
    const std::string before = "resources: [";
    organization.insert(
        organization.find(before),
        "  - {owner: auditor@acme.com, name: another, scopes: [app_token], from: 2026-01-01, to: " + end +
            "}\n");
    return organization;
  };
  const std::string credential = "PATROL_TOKEN=acme-auditor-secret";
  const Ended one = run_with(credential, wide_policy, "all", with("2026-10-01"));
  EXPECT_THAT(one.out, HasSubstr("pass: Its token holds no more than these rules need")) << one.out;
  const Ended two = run_with(credential, wide_policy, "all", with("2027-06-01"));
  EXPECT_THAT(two.out, HasSubstr("inconclusive: Its token lasts")) << two.out;
  EXPECT_THAT(two.out, Not(HasSubstr("Full access"))) << two.out;
}

}  // namespace
}  // namespace patrol::end_to_end
