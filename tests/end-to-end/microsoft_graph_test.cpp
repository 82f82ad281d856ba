#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

/// Who is in an Entra group, which only Microsoft Graph tells.
namespace patrol::end_to_end {
namespace {

constexpr const char* finding = "flow-entra-group / project.readers / Data";

std::vector<std::string> with_graph(const std::string& bearer) {
  auto environment = auditor_environment();
  environment.push_back("PATROL_GRAPH_BEARER=" + bearer);
  return environment;
}

struct Audited {
  Ended ended;
  std::string json;
};

Audited audit(const Emulator& contoso, const std::string& bearer, const std::vector<std::string>& more = {}) {
  const ScratchFolder folder;
  std::vector<std::string> arguments{"audit",
                                     "--integrations",
                                     integrations(),
                                     "--only",
                                     "flow-entra-group",
                                     "--server",
                                     contoso.url(),
                                     "--now",
                                     reference_time,
                                     "--report",
                                     "json=" + (folder / "audit.json")};
  arguments.insert(arguments.end(), more.begin(), more.end());
  Ended ended = run_patrol(arguments, with_graph(bearer));
  return {ended, bytes_of(folder / "audit.json")};
}

TEST(MicrosoftGraph, SettlesWhatAzureDevOpsDoesNotTell) {
  Emulator contoso;
  const Audited audited = audit(contoso, "contoso-graph-bearer");
  EXPECT_EQ(audited.ended.code, 0) << audited.ended.out;
  EXPECT_EQ(verdicts_of(audited.json).at(finding), "pass");
  EXPECT_NE(audited.json.find("Warehouse Readers"), std::string::npos);
  EXPECT_NE(audited.json.find("https://graph.microsoft.com/v1.0/directoryObjects/"), std::string::npos);
  EXPECT_EQ(contoso.stop().writes, 0U);
}

TEST(MicrosoftGraph, LeavesTheGapAndSaysWhyWhereItRefuses) {
  Emulator contoso;
  const Audited audited = audit(contoso, "dead-bearer");
  EXPECT_EQ(audited.ended.code, 2) << audited.ended.out;
  EXPECT_EQ(verdicts_of(audited.json).at(finding), "inconclusive");
  EXPECT_NE(audited.json.find("Microsoft Graph did not tell: HTTP 401"), std::string::npos);
  EXPECT_NE(audited.json.find("give patrol a token for Microsoft Graph that is valid"), std::string::npos);
}

TEST(MicrosoftGraph, IsNotAskedWhereNoEntraGroupIsInTheWay) {
  Emulator contoso;
  const ScratchFolder folder;
  run_patrol({"audit", "--integrations", integrations(), "--only", "flow-production", "--server",
              contoso.url(), "--now", reference_time, "--report", "json=" + (folder / "audit.json")},
             with_graph("contoso-graph-bearer"));
  EXPECT_EQ(bytes_of(folder / "audit.json").find("graph.microsoft.com"), std::string::npos);
}

TEST(MicrosoftGraph, ItsAnswersAreInTheSnapshotAndItsTokenIsNot) {
  Emulator contoso;
  const ScratchFolder folder;
  run_patrol({"collect", "--integrations", integrations(), "--server", contoso.url(), "--now", reference_time,
              "--output", folder / "snapshot.json"},
             with_graph("contoso-graph-bearer"));
  EXPECT_EQ(bytes_of(folder / "snapshot.json").find("contoso-graph-bearer"), std::string::npos);
  contoso.stop();
  run_patrol({"audit", "--integrations", integrations(), "--snapshot", folder / "snapshot.json", "--now",
              reference_time, "--report", "json=" + (folder / "audit.json")},
             plain_environment());
  EXPECT_EQ(verdicts_of(bytes_of(folder / "audit.json")).at(finding), "pass");
}

/// Identities may not tell the object id of a service principal (API.md 12).
TEST(MicrosoftGraph, SettlesWhichGroupsAServicePrincipalIsIn) {
  const ScratchFolder folder;
  folder.file("policies/reads.yaml",
              "policy: reads\ntitle: Reads\nrules:\n"
              "  - {id: readers, title: t, require: {roles: [{project: reader}]}, for_each: project}\n");
  folder.file("integrations/flow.yaml",
              "integration: flow\npolicy: reads\norganization: acme\nprojects: [Website]\n"
              "account: {service_principal: 6dee0f66-1f2e-4d6e-9b3e-0a1b2c3d4e5f}\n");
  Emulator acme(
      {folder.file(
          "acme.yaml",
          "organization: acme\nprojects: [Website]\n"
          "users:\n"
          "  - {account: Flow, kind: service-principal, hides_object_id: true,\n"
          "     application_id: 6dee0f66-1f2e-4d6e-9b3e-0a1b2c3d4e5f}\n"
          "  - {account: auditor@acme.com}\n"
          "entra_groups: {Staff: {hidden: [Flow]}}\n"
          "groups: {Project Collection Administrators: [auditor@acme.com], Website\\Readers: [Staff]}\n"
          "graph_bearers: [acme-graph-bearer]\n"
          "bearers: [{owner: auditor@acme.com, secret: eyJ.of.auditor}]\n")},
      {});
  const auto audit_with = [&](std::vector<std::string> variables) {
    const auto plain = plain_environment();
    variables.insert(variables.end(), plain.begin(), plain.end());
    variables.emplace_back("PATROL_BEARER=eyJ.of.auditor");
    run_patrol(
        {"audit", "--policies", folder / "policies", "--integrations", folder / "integrations", "--server",
         acme.url(), "--now", reference_time, "--report", "json=" + (folder / "audit.json")},
        variables);
    return verdicts_of(bytes_of(folder / "audit.json")).at("flow / readers / Website");
  };
  EXPECT_EQ(audit_with({}), "inconclusive");
  EXPECT_EQ(audit_with({"PATROL_GRAPH_BEARER=acme-graph-bearer"}), "pass");
}

/// A ceiling asks about every Entra group of the organization.
class CeilingOfGroups : public testing::Test {
 protected:
  /// Audits an organization with so many Entra groups; `first` describes the first of them.
  Audited audit(std::size_t groups, const std::string& first, const std::vector<std::string>& flags = {}) {
    std::string entra_groups = "entra_groups:\n  G1: {" + first + "}\n";
    for (std::size_t i = 2; i <= groups; ++i) entra_groups += "  G" + std::to_string(i) + ": {}\n";
    folder_.file("policies/ceiling.yaml",
                 "policy: ceiling\ntitle: Ceiling\nrules:\n"
                 "  - {id: groups, title: t, at_most: {groups: [{organization: Operators}]}}\n");
    folder_.file("integrations/flow.yaml",
                 "integration: flow\npolicy: ceiling\norganization: acme\nprojects: [Website]\n"
                 "connection: {email: flow@acme.com}\n");
    Emulator acme({folder_.file("acme.yaml",
                                "organization: acme\nprojects: [Website]\n"
                                "users: [{account: flow@acme.com}, {account: auditor@acme.com}]\n" +
                                    entra_groups +
                                    "groups:\n"
                                    "  Operators: [flow@acme.com]\n"
                                    "  Project Collection Administrators: [auditor@acme.com]\n"
                                    "graph_bearers: [acme-graph-bearer]\n"
                                    "bearers: [{owner: auditor@acme.com, secret: eyJ.of.auditor}]\n")},
                  flags);
    auto environment = plain_environment();
    environment.emplace_back("PATROL_BEARER=eyJ.of.auditor");
    environment.emplace_back("PATROL_GRAPH_BEARER=acme-graph-bearer");
    Audited audited{.ended = run_patrol({"audit", "--policies", folder_ / "policies", "--integrations",
                                         folder_ / "integrations", "--server", acme.url(), "--now",
                                         reference_time, "--report", "json=" + (folder_ / "audit.json")},
                                        environment)};
    audited.json = bytes_of(folder_ / "audit.json");
    asked_ = acme.stop().by_endpoint;
    return audited;
  }
  std::size_t asked(const std::string& endpoint) const {
    const auto found = asked_.find(endpoint);
    return found == asked_.end() ? 0 : found->second;
  }
  static constexpr const char* rule = "flow / groups";

 private:
  ScratchFolder folder_;
  std::map<std::string, std::size_t> asked_;
};

TEST_F(CeilingOfGroups, TakesOneRequestForFifteenEntraGroups) {
  const Audited audited = audit(31, "");
  EXPECT_EQ(verdicts_of(audited.json).at(rule), "pass") << audited.json;
  EXPECT_EQ(asked("GET graph.microsoft.com/groups"), 3U);
  EXPECT_EQ(asked("GET graph.microsoft.com/groups/{id}"), 0U);
  EXPECT_EQ(asked("POST graph.microsoft.com/directoryObjects/{id}/checkMemberGroups"), 2U);
  EXPECT_NE(audited.json.find("https://graph.microsoft.com/v1.0/groups?$filter=id%20in%20"),
            std::string::npos);
}

TEST_F(CeilingOfGroups, IsOpenWhileMicrosoftGraphDoesNotShowOneOfThem) {
  const Audited audited = audit(16, "unreadable: true");
  EXPECT_EQ(verdicts_of(audited.json).at(rule), "inconclusive");
  EXPECT_NE(audited.json.find("Microsoft Graph did not tell: the service knows no such group, or hides it"),
            std::string::npos);
  EXPECT_NE(audited.json.find("GroupMember.Read.All"), std::string::npos);
}

TEST_F(CeilingOfGroups, IsOpenWhileMembersOfOneOfThemAreHidden) {
  EXPECT_EQ(verdicts_of(audit(16, "hidden_membership: true").json).at(rule), "inconclusive");
}

TEST_F(CeilingOfGroups, IsOpenWhereSomeOfTheRequestsFail) {
  const Audited audited = audit(16, "", {"--fault", "path: v1.0/groups, nth: 2, answer: forbidden"});
  EXPECT_EQ(verdicts_of(audited.json).at(rule), "inconclusive");
  EXPECT_EQ(asked("GET graph.microsoft.com/groups"), 2U);
}

}  // namespace
}  // namespace patrol::end_to_end
