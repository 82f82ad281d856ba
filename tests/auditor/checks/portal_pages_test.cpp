#include "auditor/checks/portal_pages.h"

#include "auditor/policy/catalogue.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Level = Permission::Level;

std::string page(Level level, const std::string& space, const std::string& action) {
  const auto found = portal_page({.level = level, .namespace_name = space, .action = action});
  return !found ? "" : (found->gives_roles ? "roles: " : "") + found->path;
}

TEST(PortalPage, IsThatOfTheNamespaceAndNotOfTheLevelAlone) {
  EXPECT_EQ(page(Level::project, "Project", "DELETE"), "Project settings › Permissions");
  EXPECT_EQ(page(Level::project, "MetaTask", "Edit"), "Pipelines › Task groups › Security");
  EXPECT_EQ(page(Level::project, "ReleaseManagement", "ViewReleases"),
            "Pipelines › Releases › All pipelines › ⋮ › Security");
  EXPECT_EQ(page(Level::project, "Git Repositories", "GenericRead"),
            "Project settings › Repositories › Security");
  EXPECT_EQ(page(Level::organization, "Process", "Create"), "Organization settings › Permissions");
}

TEST(PortalPage, GivesOnlyRolesOnServiceConnectionsAndInTheLibrary) {
  EXPECT_EQ(page(Level::project, "ServiceEndpoints", "Use"),
            "roles: Project settings › Service connections › ⋮ › Security");
  EXPECT_EQ(page(Level::project, "Library", "View"), "roles: Pipelines › Library › Security");
}

TEST(PortalPage, IsNoneWhereMicrosoftTellsOfNone) {
  EXPECT_EQ(page(Level::service_hooks, "ServiceHooks", "ViewSubscriptions"), "");
  EXPECT_EQ(page(Level::project, "ServiceHooks", "ViewSubscriptions"), "");
  EXPECT_EQ(page(Level::organization, "ServiceHooks", "ViewSubscriptions"), "");
  EXPECT_EQ(page(Level::project, "WorkItemTrackingProvision", "Administer"), "");
  EXPECT_EQ(page(Level::organization, "Tagging", "Create"), "");
  EXPECT_EQ(page(Level::query, "WorkItemQueryFolders", "Read"), "");
}

TEST(PortalPage, ShowsSomePermissionsOfANamespaceAndOthersNot) {
  EXPECT_EQ(page(Level::tagging, "Tagging", "Create"), "Project settings › Permissions");
  EXPECT_EQ(page(Level::tagging, "Tagging", "Delete"), "");
  EXPECT_EQ(page(Level::analytics, "AnalyticsViews", "Edit"), "Project settings › Permissions");
  EXPECT_EQ(page(Level::analytics, "AnalyticsViews", "ManagePermissions"), "");
  EXPECT_EQ(page(Level::project, "Project", "AGILETOOLS_BACKLOG"), "");
}

}  // namespace
}  // namespace patrol
