#include "auditor/cases/standard.h"

#include <array>

namespace patrol::cases {
namespace {

constexpr std::string_view readers = "Readers";
constexpr std::string_view project_admins = "Project Administrators";
constexpr std::string_view build_admins = "Build Administrators";

constexpr std::string_view project_token = "$PROJECT:vstfs:///Classification/TeamProject/{project}";
constexpr std::string_view area_token = "vstfs:///Classification/Node/{area}";
constexpr std::string_view iteration_token = "vstfs:///Classification/Node/{iteration}";
constexpr std::string_view releases = "c788c23e-1b46-4162-8f5e-d7585343b5de";  // two share the name

}  // namespace

std::span<const StandardGroup> organization_groups() {
  static constexpr std::array all{
      StandardGroup{administrators, "-0-0-0-0-1"},
      StandardGroup{service_accounts, "-0-0-0-0-2"},
      StandardGroup{everybody, "-0-0-0-0-3"},
      StandardGroup{"Security Service Group", "-0-0-0-0-5"},
      StandardGroup{build_services, "-0-0-0-1-1"},
      StandardGroup{"Project Collection Build Administrators", "-0-0-0-1-2"},
      StandardGroup{"Project Collection Test Service Accounts", "-0-0-0-4-1"},
      StandardGroup{"Project Collection Proxy Service Accounts", "-0-0-0-5-1"},
  };
  return all;
}

std::span<const StandardGroup> project_groups() {
  static constexpr std::array all{
      StandardGroup{project_admins, "-0-0-0-0-1"},
      StandardGroup{project_valid_users, "-0-0-0-0-3"},
      StandardGroup{build_admins, "-0-0-0-1-2"},
      StandardGroup{readers, ""},
      StandardGroup{contributors, ""},
  };
  return all;
}

std::span<const StandardGrant> standard_grants() {
  static constexpr std::array all{
      StandardGrant{"Collection", "NAMESPACE:", administrators, everything},
      StandardGrant{"Collection", "NAMESPACE:", service_accounts, everything},
      StandardGrant{"Collection", "NAMESPACE:", everybody, 1},
      StandardGrant{"AuditLog", "AllPermissions", administrators, 1 | 4 | 8},
      StandardGrant{"BuildAdministration", "BuildPrivileges", administrators, everything},
      StandardGrant{"BuildAdministration", "BuildPrivileges", everybody, 1},
      StandardGrant{"Process", "$PROCESS:", administrators, everything},
      StandardGrant{"Process", "$PROCESS:", everybody, 16},
      StandardGrant{"ServiceHooks", "PublisherSecurity", administrators, everything},
      StandardGrant{"ServiceHooks", "PublisherSecurity/{project}", project_admins, 1 | 2 | 8},
      StandardGrant{"Project", "$PROJECT:", administrators, everything},
      StandardGrant{"Project", "$PROJECT:", service_accounts, everything},
      StandardGrant{"Project", project_token, readers, 1 | 512},
      StandardGrant{"Project", project_token, contributors, 1 | 8 | 256 | 512 | 2048 | 4096},
      StandardGrant{"Project", project_token, build_admins, 1 | 8 | 256 | 512 | 2048 | 4096},
      StandardGrant{"Project", project_token, project_admins, everything},
      StandardGrant{"Git Repositories", "repoV2/", administrators, everything},
      StandardGrant{"Git Repositories", "repoV2/", service_accounts, everything},
      StandardGrant{"Git Repositories", "repoV2/{project}", readers, 2},
      StandardGrant{"Git Repositories", "repoV2/{project}", contributors, 2 | 4 | 16 | 32 | 64 | 16384},
      StandardGrant{"Git Repositories", "repoV2/{project}", build_admins, 2 | 4 | 16 | 32 | 64 | 16384},
      StandardGrant{"Git Repositories", "repoV2/{project}", project_admins,
                    2 | 4 | 8 | 16 | 32 | 64 | 256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384},
      StandardGrant{"Build", "{project}", administrators, everything},
      StandardGrant{"Build", "{project}", readers, 1 | 1024},
      StandardGrant{"Build", "{project}", contributors, 1 | 128 | 512 | 1024 | 2048 | 32768},
      StandardGrant{"Build", "{project}", build_admins, everything},
      StandardGrant{"Build", "{project}", project_admins, everything},
      StandardGrant{"CSS", area_token, administrators, everything},
      StandardGrant{"CSS", area_token, readers, 1 | 16},
      StandardGrant{"CSS", area_token, contributors, 1 | 16 | 32 | 64 | 128 | 512},
      StandardGrant{"CSS", area_token, project_admins, everything},
      StandardGrant{"Iteration", iteration_token, administrators, everything},
      StandardGrant{"Iteration", iteration_token, readers, 1},
      StandardGrant{"Iteration", iteration_token, contributors, 1},
      StandardGrant{"Iteration", iteration_token, project_admins, everything},
      StandardGrant{"Tagging", "/{project}", administrators, everything},
      StandardGrant{"Tagging", "/{project}", readers, 1},
      StandardGrant{"Tagging", "/{project}", contributors, 1 | 2},
      StandardGrant{"Tagging", "/{project}", project_admins, everything},
      StandardGrant{"WorkItemQueryFolders", "$/{project}", administrators, everything},
      StandardGrant{"WorkItemQueryFolders", "$/{project}", readers, 1},
      StandardGrant{"WorkItemQueryFolders", "$/{project}", contributors, 1},
      StandardGrant{"WorkItemQueryFolders", "$/{project}", project_admins, everything},
      StandardGrant{"Analytics", "$/{project}", administrators, 1},
      StandardGrant{"Analytics", "$/{project}", readers, 1},
      StandardGrant{"Analytics", "$/{project}", contributors, 1},
      StandardGrant{"Analytics", "$/{project}", project_admins, 1},
      StandardGrant{"AnalyticsViews", "$/Shared/{project}", administrators, everything},
      StandardGrant{"AnalyticsViews", "$/Shared/{project}", readers, 1},
      StandardGrant{"AnalyticsViews", "$/Shared/{project}", contributors, 1 | 2 | 4},
      StandardGrant{"AnalyticsViews", "$/Shared/{project}", project_admins, everything},
      StandardGrant{releases, "{project}", administrators, everything},
      StandardGrant{releases, "{project}", readers, 1 | 32},
      StandardGrant{releases, "{project}", contributors, 1 | 2 | 4 | 16 | 32 | 64},
      StandardGrant{releases, "{project}", project_admins, everything},
  };
  return all;
}

std::span<const NamespaceTrait> namespace_traits() {
  static constexpr std::array all{
      NamespaceTrait{"Collection", ":"},
      NamespaceTrait{"Project", ":"},
      NamespaceTrait{"CSS", ":"},
      NamespaceTrait{"Iteration", ":"},
      NamespaceTrait{"Identity", "\\"},
      NamespaceTrait{"Process", ":"},
      NamespaceTrait{"AuditLog", ""},
      NamespaceTrait{"BuildAdministration", ""},
      NamespaceTrait{"WorkItemQueryFolders", "/"},
      NamespaceTrait{"Analytics", "/"},
      NamespaceTrait{"AnalyticsViews", "/"},
      NamespaceTrait{"DataProvider", "/"},
      NamespaceTrait{"WorkItemTracking", "/"},
      NamespaceTrait{"EventSubscriber", ":"},
      NamespaceTrait{"EventSubscription", ":"},
  };
  return all;
}

}  // namespace patrol::cases
