#include "examples/emulator/standard.h"

#include <array>

namespace patrol::emulator {
namespace {

constexpr std::string_view pca = "Project Collection Administrators";
constexpr std::string_view services = "Project Collection Service Accounts";
constexpr std::string_view everybody = "Project Collection Valid Users";
constexpr std::string_view readers = "Readers";
constexpr std::string_view contributors = "Contributors";
constexpr std::string_view project_admins = "Project Administrators";
constexpr std::string_view build_admins = "Build Administrators";

constexpr std::string_view project_token = "$PROJECT:vstfs:///Classification/TeamProject/{project}";
constexpr std::string_view area_token = "vstfs:///Classification/Node/{area}";
constexpr std::string_view iteration_token = "vstfs:///Classification/Node/{iteration}";
constexpr std::string_view releases =
    "c788c23e-1b46-4162-8f5e-d7585343b5de";  // two namespaces share the name

}  // namespace

std::span<const StandardGroup> organization_groups() {
  static constexpr std::array all{
      StandardGroup{pca, "0-0-0-0-1",
                    "Members of this application group can perform all privileged operations on the Team "
                    "Project Collection."},
      StandardGroup{services, "0-0-0-0-2",
                    "This application group contains Team Project Collection service accounts."},
      StandardGroup{everybody, "0-0-0-0-3",
                    "This application group contains all users and groups that have access to the Team "
                    "Project Collection."},
      StandardGroup{"Security Service Group", "0-0-0-0-5",
                    "Identities which are granted explicit permission to a resource will be automatically "
                    "added to this group if they were not previously a member of any other group."},
      StandardGroup{"Project Collection Build Service Accounts", "0-0-0-1-1",
                    "Members of this group should include the service accounts used by the build services "
                    "set up for this project collection."},
      StandardGroup{"Project Collection Build Administrators", "0-0-0-1-2",
                    "Members of this group should include accounts for people who should be able to "
                    "administer the build resources."},
      StandardGroup{"Project Collection Test Service Accounts", "0-0-0-4-1",
                    "Members of this group should include the service accounts used by the test controllers "
                    "set up for this project collection."},
      StandardGroup{"Project Collection Proxy Service Accounts", "0-0-0-5-1",
                    "This group should only include service accounts used by proxies."},
  };
  return all;
}

std::span<const StandardGroup> project_groups() {
  static constexpr std::array all{
      StandardGroup{project_admins, "0-0-0-0-1",
                    "Members of this group can perform all operations in the team project."},
      StandardGroup{"Project Valid Users", "0-0-0-0-3",
                    "Members of this group have access to the team project."},
      StandardGroup{build_admins, "0-0-0-1-2",
                    "Members of this group can create, modify and delete build definitions and manage queued "
                    "and completed builds."},
      StandardGroup{readers, "", "Members of this group have access to the team project."},
      StandardGroup{contributors, "",
                    "Members of this group can add, modify, and delete items within the team project."},
  };
  return all;
}

std::span<const StandardGrant> standard_grants() {
  static constexpr std::array all{
      StandardGrant{"Collection", "NAMESPACE:", pca, everything},
      StandardGrant{"Collection", "NAMESPACE:", services, everything},
      StandardGrant{"Collection", "NAMESPACE:", everybody, 1},
      StandardGrant{"AuditLog", "AllPermissions", pca, 1 | 4 | 8},
      StandardGrant{"BuildAdministration", "BuildPrivileges", pca, everything},
      StandardGrant{"BuildAdministration", "BuildPrivileges", everybody, 1},
      StandardGrant{"Process", "$PROCESS:", pca, everything},
      StandardGrant{"Process", "$PROCESS:", everybody, 16},
      StandardGrant{"ServiceHooks", "PublisherSecurity", pca, everything},
      StandardGrant{"ServiceHooks", "PublisherSecurity/{project}", project_admins, 1 | 2 | 8},
      StandardGrant{"Project", "$PROJECT:", pca, everything},
      StandardGrant{"Project", "$PROJECT:", services, everything},
      StandardGrant{"Project", project_token, readers, 1 | 512},
      StandardGrant{"Project", project_token, contributors, 1 | 8 | 256 | 512 | 2048 | 4096},
      StandardGrant{"Project", project_token, build_admins, 1 | 8 | 256 | 512 | 2048 | 4096},
      StandardGrant{"Project", project_token, project_admins, everything},
      StandardGrant{"Git Repositories", "repoV2/", pca, everything},
      StandardGrant{"Git Repositories", "repoV2/", services, everything},
      StandardGrant{"Git Repositories", "repoV2/{project}", readers, 2},
      StandardGrant{"Git Repositories", "repoV2/{project}", contributors, 2 | 4 | 16 | 32 | 64 | 16384},
      StandardGrant{"Git Repositories", "repoV2/{project}", build_admins, 2 | 4 | 16 | 32 | 64 | 16384},
      StandardGrant{"Git Repositories", "repoV2/{project}", project_admins,
                    2 | 4 | 8 | 16 | 32 | 64 | 256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384},
      StandardGrant{"Build", "{project}", pca, everything},
      StandardGrant{"Build", "{project}", readers, 1 | 1024},
      StandardGrant{"Build", "{project}", contributors, 1 | 128 | 512 | 1024 | 2048 | 32768},
      StandardGrant{"Build", "{project}", build_admins, everything},
      StandardGrant{"Build", "{project}", project_admins, everything},
      StandardGrant{"CSS", area_token, pca, everything},
      StandardGrant{"CSS", area_token, readers, 1 | 16},
      StandardGrant{"CSS", area_token, contributors, 1 | 16 | 32 | 64 | 128 | 512},
      StandardGrant{"CSS", area_token, project_admins, everything},
      StandardGrant{"Iteration", iteration_token, pca, everything},
      StandardGrant{"Iteration", iteration_token, readers, 1},
      StandardGrant{"Iteration", iteration_token, contributors, 1},
      StandardGrant{"Iteration", iteration_token, project_admins, everything},
      StandardGrant{"Tagging", "/{project}", pca, everything},
      StandardGrant{"Tagging", "/{project}", readers, 1},
      StandardGrant{"Tagging", "/{project}", contributors, 1 | 2},
      StandardGrant{"Tagging", "/{project}", project_admins, everything},
      StandardGrant{"WorkItemQueryFolders", "$/{project}", pca, everything},
      StandardGrant{"WorkItemQueryFolders", "$/{project}", readers, 1},
      StandardGrant{"WorkItemQueryFolders", "$/{project}", contributors, 1},
      StandardGrant{"WorkItemQueryFolders", "$/{project}", project_admins, everything},
      StandardGrant{"Analytics", "$/{project}", pca, 1},
      StandardGrant{"Analytics", "$/{project}", readers, 1},
      StandardGrant{"Analytics", "$/{project}", contributors, 1},
      StandardGrant{"Analytics", "$/{project}", project_admins, 1},
      StandardGrant{"AnalyticsViews", "$/Shared/{project}", pca, everything},
      StandardGrant{"AnalyticsViews", "$/Shared/{project}", readers, 1},
      StandardGrant{"AnalyticsViews", "$/Shared/{project}", contributors, 1 | 2 | 4},
      StandardGrant{"AnalyticsViews", "$/Shared/{project}", project_admins, everything},
      StandardGrant{releases, "{project}", pca, everything},
      StandardGrant{releases, "{project}", readers, 1 | 32},
      StandardGrant{releases, "{project}", contributors, 1 | 2 | 4 | 16 | 32 | 64},
      StandardGrant{releases, "{project}", project_admins, everything},
  };
  return all;
}

}  // namespace patrol::emulator
