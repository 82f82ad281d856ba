#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"
#include "tests/end-to-end/small_organization.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <numeric>

/// What permissions cost: access control lists are read once for all accounts, and once in a project where
/// the rule is about each project's own. The policies name every namespace that the language knows: 21, of
/// which 9 are asked at the organization and 15 in projects.
namespace patrol::end_to_end {
namespace {

constexpr std::array of_organization{"Collection/GENERIC_READ",
                                     "ServiceHooks/ViewSubscriptions",
                                     "Tagging/Enumerate",
                                     "Process/Edit",
                                     "AuditLog/Read",
                                     "BuildAdministration/ViewBuildResources",
                                     "UtilizationPermissions/QueryUsageSummary",
                                     "VersionControlPrivileges/CreateWorkspace",
                                     "WorkItemTrackingProvision/Administer"};

constexpr const char* in_projects = R"(
      - {project: Project/GENERIC_READ}
      - {project: Git Repositories/GenericRead}
      - {project: Build/ViewBuilds}
      - {project: ServiceHooks/ViewSubscriptions}
      - {project: ServiceEndpoints/Use}
      - {project: Library/View}
      - {project: ReleaseManagement/ViewReleaseDefinition}
      - {project: MetaTask/Administer}
      - {project: WorkItemTrackingProvision/Administer}
      - {area: CSS/GENERIC_READ}
      - {iteration: Iteration/GENERIC_READ}
      - {tagging: Tagging/Enumerate}
      - {query: WorkItemQueryFolders/Read}
      - {analytics: Analytics/Read}
      - {analytics: AnalyticsViews/Read}
)";

std::string organization_policy() {
  std::string rules =
      "policy: rights\ntitle: Rights\nrules:\n  - id: all\n    title: All\n    require:\n"
      "     permissions:\n";
  for (const char* permission : of_organization) {
    rules.append("      - {organization: ").append(permission).append("}\n");
  }
  return rules;
}

std::string project_policy() {
  return std::string(
             "policy: rights\ntitle: Rights\nrules:\n  - id: all\n    title: All\n    for_each: project\n"
             "    require:\n     permissions:") +
         in_projects;
}

struct Size {
  int accounts = 0;
  int projects = 0;  ///< beside the two that every small organization has
};

class Requests : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  /// How many access control lists an audit of that many accounts asks for.
  std::size_t lists_read(const std::string& policy, Size size) {
    write("policies/rights.yaml", policy);
    write("acme.yaml",
          small_organization("acme", "generate: {users: 0, projects: " + std::to_string(size.projects) +
                                         ", accounts: " + std::to_string(size.accounts) + "}\n"));
    std::filesystem::remove_all(folder_ / "integrations");
    for (int i = 1; i <= size.accounts; ++i) {
      const std::string number = std::string(i < 10 ? "00" : "0") + std::to_string(i);
      write("integrations/" + number + ".yaml",
            "integration: i" + number + "\npolicy: rights\norganization: acme\nconnection: {email: svc-" +
                number + "@acme.com}\nprojects: all\n");
    }
    Emulator acme({folder_ / "acme.yaml"}, {});
    auto environment = plain_environment();
    environment.emplace_back("PATROL_TOKEN=acme-auditor-demo-token");
    const Ended ended =
        run_patrol({"audit", "--policies", folder_ / "policies", "--integrations", folder_ / "integrations",
                    "--server", acme.url(), "--now", reference_time, "--report", "json"},
                   environment);
    EXPECT_NE(ended.code, 3) << ended.err;
    std::size_t lists = 0;
    for (const auto& [endpoint, count] : acme.stop().by_endpoint) {
      if (endpoint.find("accesscontrollists") != std::string::npos) lists += count;
    }
    return lists;
  }

  ScratchFolder folder_;
};

TEST_F(Requests, ForPermissionsOfTheOrganizationAreOneForEachNamespaceWhateverTheAccounts) {
  // Nine, and three more: where a token has no list, its other form is asked for too (API.md trap 36).
  constexpr std::size_t lists = of_organization.size() + 3;
  EXPECT_EQ(lists_read(organization_policy(), {.accounts = 1}), lists);
  EXPECT_EQ(lists_read(organization_policy(), {.accounts = 60}), lists);
  EXPECT_EQ(lists_read(organization_policy(), {.accounts = 1, .projects = 20}), lists);
}

TEST_F(Requests, ForPermissionsOfProjectsGrowWithTheProjectsAlone) {
  // In each project its own token of fifteen namespaces, of which four have no list; what is above them once,
  // with the organization's own, because nothing is of use to who may not look at that.
  constexpr std::size_t in_a_project = 15 + 4;
  constexpr std::size_t above = 19;
  EXPECT_EQ(lists_read(project_policy(), {.accounts = 1}), above + 2 * in_a_project);
  EXPECT_EQ(lists_read(project_policy(), {.accounts = 60}), above + 2 * in_a_project);
  EXPECT_EQ(lists_read(project_policy(), {.accounts = 1, .projects = 1}), above + 3 * in_a_project);
}

TEST_F(Requests, ForCodeAreThoseOfItsProjectTooBecauseThatHasToBeSeen) {
  const std::string policy =
      "policy: rights\ntitle: Rights\nrules:\n  - id: all\n    title: All\n    for_each: project\n"
      "    require: {permissions: [{project: Git Repositories/GenericRead}]}\n";
  constexpr std::size_t in_a_project = 2;
  constexpr std::size_t above = 3;
  EXPECT_EQ(lists_read(policy, {.accounts = 1}), above + 2 * in_a_project);
  EXPECT_EQ(lists_read(policy, {.accounts = 60}), above + 2 * in_a_project);
  EXPECT_EQ(lists_read(policy, {.accounts = 1, .projects = 20}), above + 22 * in_a_project);
}

}  // namespace
}  // namespace patrol::end_to_end
