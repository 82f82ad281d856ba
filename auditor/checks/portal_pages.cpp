#include "auditor/checks/portal_pages.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace patrol {
namespace {

enum class Of { organization, project };

struct Row {
  Of of;
  std::string_view space;
  std::string_view path;
  std::string_view actions{};  ///< those that it shows; empty: all
  bool gives_roles = false;
};

constexpr std::string_view of_organization = "Organization settings › Permissions";
constexpr std::string_view of_project = "Project settings › Permissions";

// MicrosoftDocs/azure-devops-docs (CC-BY-4.0): which permissions the pages of organization and project show,
// organizations/security/includes/*-level-permissions.md; pages of pipelines,
// pipelines/policies/permissions.md; which are set by roles or shown nowhere,
// organizations/security/namespace-reference.md. Service hooks are set by calls alone,
// service-hooks/view-permission.md; of queries the root has no page, its folders have.
constexpr std::array rows{
    Row{Of::organization, "Collection", of_organization,
        "GENERIC_READ GENERIC_WRITE CREATE_PROJECTS TRIGGER_EVENT DIAGNOSTIC_TRACE SYNCHRONIZE_READ "
        "MANAGE_TEST_CONTROLLERS DELETE_FIELD MANAGE_ENTERPRISE_POLICIES"},
    Row{Of::organization, "Process", of_organization, "Create Delete Edit AdministerProcessPermissions"},
    Row{Of::organization, "AuditLog", of_organization, "Read Manage_Streams Delete_Streams"},
    Row{Of::organization, "BuildAdministration", of_organization},
    Row{Of::organization, "VersionControlPrivileges", of_organization,
        "CreateWorkspace AdminWorkspaces AdminShelvesets"},
    Row{Of::project, "Project", of_project,
        "GENERIC_READ GENERIC_WRITE DELETE PUBLISH_TEST_RESULTS DELETE_TEST_RESULTS VIEW_TEST_RESULTS "
        "MANAGE_TEST_ENVIRONMENTS MANAGE_TEST_CONFIGURATIONS WORK_ITEM_DELETE WORK_ITEM_MOVE "
        "WORK_ITEM_PERMANENTLY_DELETE RENAME MANAGE_PROPERTIES BYPASS_RULES SUPPRESS_NOTIFICATIONS "
        "UPDATE_VISIBILITY CHANGE_PROCESS"},
    Row{Of::project, "Tagging", of_project, "Create"},
    Row{Of::project, "Analytics", of_project, "Read"},
    Row{Of::project, "AnalyticsViews", of_project, "Edit Delete"},
    Row{Of::project, "Git Repositories", "Project settings › Repositories › Security"},
    Row{Of::project, "Build", "Pipelines › ⋮ › Manage security"},
    Row{Of::project, "ReleaseManagement", "Pipelines › Releases › All pipelines › ⋮ › Security",
        "ViewReleaseDefinition EditReleaseDefinition DeleteReleaseDefinition ManageReleaseApprovers "
        "ManageReleases ViewReleases CreateReleases EditReleaseEnvironment DeleteReleaseEnvironment "
        "AdministerReleasePermissions DeleteReleases ManageDeployments"},
    Row{Of::project, "MetaTask", "Pipelines › Task groups › Security"},
    Row{Of::project, "CSS",
        "Project settings › Project configuration › Areas › the root area › ⋮ › Security"},
    Row{Of::project, "Iteration",
        "Project settings › Project configuration › Iterations › the root iteration › ⋮ › Security"},
    Row{Of::project, "Library", "Pipelines › Library › Security", "", true},
    Row{Of::project, "ServiceEndpoints", "Project settings › Service connections › ⋮ › Security", "", true},
};

bool shows(const Row& row, const Permission& permission) {
  if (row.actions.empty()) return true;
  return std::ranges::any_of(split(row.actions, ' '),
                             [&](const std::string& action) { return same_name(action, permission.action); });
}

}  // namespace

std::optional<PortalPage> portal_page(const Permission& permission) {
  const Of of = permission.level == Permission::Level::organization ? Of::organization : Of::project;
  for (const Row& row : rows) {
    if (row.of != of || !same_name(row.space, permission.namespace_name)) continue;
    if (!shows(row, permission)) return std::nullopt;
    return PortalPage{std::string(row.path), row.gives_roles};
  }
  return std::nullopt;
}

}  // namespace patrol
