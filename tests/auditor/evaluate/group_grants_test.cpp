#include "auditor/evaluate/group_grants.h"

#include "auditor/model/concat.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using Level = Permission::Level;
constexpr const char* bots = "[Shop]\\Bots";
constexpr const char* areas = "83e28ad4-2d72-4ceb-97b0-c7726d5502c3";
constexpr const char* queries = "71356614-aad7-4757-8f2c-0fb3bff6f680";

/// Bits of Git Repositories.
constexpr std::int64_t git_read = 2;
constexpr std::int64_t git_contribute = 4;
constexpr std::int64_t git_permissions = 8192;

class GroupGrantsTest : public ::testing::Test {
 protected:
  GroupGrantsTest() { world.repository("Shop", "main"); }

  std::string code_of(const std::string& project) const {
    return world.token(git_namespace, Level::project, world.ids(project));
  }
  std::string main_of_shop() const {
    return world.token(git_namespace, Level::repository, world.ids("Shop", "main"));
  }

  std::optional<GroupGrant> grant(const Snapshot& snapshot, const std::string& group = bots) const {
    const View view(&snapshot.organizations.at("contoso"), "contoso", nullptr);
    const GroupGrants grants(view, catalogue);
    const GroupGrant* const found = grants.find(fold_case(world.group_descriptor(group)));
    return found == nullptr ? std::nullopt : std::optional(*found);
  }
  /// `low: Read in Git Repositories of Shop`
  std::string told(const Snapshot& snapshot, const std::string& group = bots) const {
    const auto found = grant(snapshot, group);
    if (!found) return "nothing";
    const std::string more = found->more == 0 ? "" : ", " + std::to_string(found->more) + " more";
    return concat({to_word(found->severity), ": ", found->worst, more});
  }
  std::string told(const std::string& group = bots) const { return told(world.snapshot(), group); }

  static Organization& contoso(Snapshot& snapshot) { return snapshot.organizations.at("contoso"); }
  static SecurityNamespace& live_code(Snapshot& snapshot) {
    auto& listed = contoso(snapshot).namespaces->known.items;
    return *std::ranges::find(listed, std::string(git_namespace), &SecurityNamespace::id);
  }

  Catalogue catalogue = small_catalogue();
  World world;
};

TEST_F(GroupGrantsTest, AGroupThatNoListNamesIsAllowedNothing) {
  world.put("[Shop]\\Others", bots);
  EXPECT_EQ(told(), "nothing");
}

TEST_F(GroupGrantsTest, TheWorstIsNamedAndTheOthersAreCounted) {
  world.entry(git_namespace, code_of("Shop"), bots, git_read | git_contribute | git_permissions, 0);
  EXPECT_EQ(told(), "high: Manage permissions in Git Repositories of Shop, 2 more");
  world.entry(git_namespace, code_of("Web"), bots, git_read | git_permissions, 0);
  EXPECT_TRUE(told().ends_with(", 4 more")) << told();
}

TEST_F(GroupGrantsTest, WhatOnlyReadsIsLowAndWhatChangesThingsIsMedium) {
  world.entry(git_namespace, code_of("Shop"), bots, git_read, 0);
  EXPECT_EQ(told(), "low: Read in Git Repositories of Shop");
  world.entry(build_namespace, world.ids("Shop").project, bots, 128, 0);
  EXPECT_EQ(told(), "medium: Queue builds in Build of Shop, 1 more");
}

TEST_F(GroupGrantsTest, WhatTheSameListDeniesIsNotAllowed) {
  world.entry(git_namespace, code_of("Shop"), bots, git_read | git_permissions, git_permissions);
  EXPECT_EQ(told(), "low: Read in Git Repositories of Shop");
  world.entry(git_namespace, code_of("Shop"), bots, 0, git_read);
  EXPECT_EQ(told(), "nothing");
  world.entry(git_namespace, main_of_shop(), bots, git_read, 0);
  EXPECT_EQ(told(), "low: Read in Git Repositories of a part of Shop");
}

TEST_F(GroupGrantsTest, BitsThatTheServiceSetsByItselfDoNotCount) {
  const std::string shared = world.token(queries, Level::query, world.ids("Shop"));
  world.entry(queries, shared, bots, 64, 0);
  EXPECT_EQ(told(), "nothing");
  world.entry(queries, shared, bots, 1, 0);
  EXPECT_EQ(told(), "low: Read in WorkItemQueryFolders of Shop");
}

TEST_F(GroupGrantsTest, WhoEditsTheOrganizationItselfCanHaveEverything) {
  world.entry(collection_namespace, "NAMESPACE:", bots, 1 | 2, 0);
  EXPECT_EQ(told(), "critical: Edit collection-level information in Collection of contoso, 1 more");
}

TEST_F(GroupGrantsTest, WhatElseAdministersTheWholeOrganizationIsHigh) {
  world.entry(collection_namespace, "NAMESPACE:", "[contoso]\\Makers", 4, 0)
      .entry(collection_namespace, "NAMESPACE:", "[contoso]\\Lawyers", 2048, 0)
      .entry(git_namespace, "repoV2", "[contoso]\\Coders", git_permissions, 0)
      .entry(project_namespace, "$PROJECT:", "[contoso]\\Editors", 2, 0);
  EXPECT_EQ(told("[contoso]\\Makers"), "medium: Create new projects in Collection of contoso");
  EXPECT_EQ(told("[contoso]\\Lawyers"), "high: Manage enterprise policies in Collection of contoso");
  EXPECT_EQ(told("[contoso]\\Coders"), "high: Manage permissions in Git Repositories of contoso");
  EXPECT_EQ(told("[contoso]\\Editors"), "high: Edit project-level information in Project of contoso");
}

TEST_F(GroupGrantsTest, OfEquallyBadOnesTheWiderIsNamed) {
  world.entry(git_namespace, main_of_shop() + "/refs/heads/6d00", bots, git_permissions, 0);
  EXPECT_EQ(told(), "high: Manage permissions in Git Repositories of a part of Shop");
  world.entry(build_namespace, world.ids("Web").project, bots, 16384, 0);
  EXPECT_EQ(told(), "high: Administer build permissions in Build of Web, 1 more");
  world.entry(git_namespace, "repoV2", bots, git_permissions, 0);
  EXPECT_EQ(told(), "high: Manage permissions in Git Repositories of contoso, 2 more");
}

TEST_F(GroupGrantsTest, TheRootAreaIsOfItsProject) {
  const std::string root = world.token(areas, Level::area, world.ids("Shop"));
  world.entry(areas, root + ":vstfs:///Classification/Node/c4a2d1ef-2222-4b3c-8e4f-60718293a4b5", bots, 32,
              0);
  EXPECT_EQ(told(), "medium: Edit work items in this node in CSS of a part of Shop");
  world.entry(areas, root, bots, 32, 0);
  EXPECT_EQ(told(), "medium: Edit work items in this node in CSS of Shop, 1 more");
}

TEST_F(GroupGrantsTest, OfAProjectThatIsNotShownItIsSomePartOfTheOrganization) {
  world.entry(git_namespace, code_of("Shop"), bots, git_contribute, 0);
  Snapshot snapshot = world.snapshot();
  hide(snapshot, FactKey::Kind::projects);
  EXPECT_EQ(told(snapshot), "medium: Contribute in Git Repositories of a part of contoso");
}

TEST_F(GroupGrantsTest, TheServicesOwnBitsAndNamesCount) {
  world.entry(git_namespace, code_of("Shop"), bots, git_contribute, 0);
  Snapshot snapshot = world.snapshot();
  SecurityNamespace& code = live_code(snapshot);
  const auto contribute = std::ranges::find(code.actions, git_contribute, &SecurityNamespace::Action::bit);
  ASSERT_NE(contribute, code.actions.end());
  *contribute = {git_contribute, "MANAGEPERMISSIONS", "Manage rights"};
  EXPECT_EQ(told(snapshot), "high: Manage rights in Git Repositories of Shop");
  code.system_bits = git_contribute;
  EXPECT_EQ(told(snapshot), "nothing");
}

TEST_F(GroupGrantsTest, AnActionThatNobodyKnowsChangesThings) {
  world.entry(git_namespace, code_of("Shop"), bots, std::int64_t{1} << 40, 0);
  Snapshot snapshot = world.snapshot();
  EXPECT_EQ(told(snapshot), "medium: bit 1099511627776 in Git Repositories of Shop");
  live_code(snapshot).actions.push_back({std::int64_t{1} << 40, "BrandNew", ""});
  EXPECT_EQ(told(snapshot), "medium: BrandNew in Git Repositories of Shop");
}

TEST_F(GroupGrantsTest, WhereTheServiceDidNotListANamespaceTheCatalogueCounts) {
  world.entry(git_namespace, code_of("Shop"), bots, git_permissions, 0);
  Snapshot snapshot = world.snapshot();
  hide(snapshot, FactKey::Kind::namespaces);
  EXPECT_EQ(told(snapshot), "high: Manage permissions in Git Repositories of Shop");
  contoso(snapshot).namespaces.reset();
  EXPECT_EQ(told(snapshot), "high: Manage permissions in Git Repositories of Shop");
  catalogue.namespaces.clear();
  EXPECT_EQ(told(snapshot), concat({"medium: bit 8192 in ", git_namespace, " of Shop"}));
}

TEST_F(GroupGrantsTest, AListThatWasReadTwiceCountsOnce) {
  world.entry(git_namespace, main_of_shop(), bots, git_contribute, 0);
  Snapshot snapshot = world.snapshot();
  const std::string once = "medium: Contribute in Git Repositories of a part of Shop";
  EXPECT_EQ(told(snapshot), once);
  contoso(snapshot).access_control.clear();
  EXPECT_EQ(told(snapshot), once) << "below repoV2 and below the project";
  contoso(snapshot).lists_below.clear();
  EXPECT_EQ(told(snapshot), "nothing");
}

TEST_F(GroupGrantsTest, ListsThatCouldNotBeReadSayNothing) {
  world.entry(git_namespace, code_of("Shop"), bots, git_contribute, 0);
  Snapshot snapshot = world.snapshot();
  hide(snapshot, FactKey::Kind::access_control);
  hide(snapshot, FactKey::Kind::lists_below);
  EXPECT_EQ(told(snapshot), "nothing");
  const View nothing(nullptr, "contoso", nullptr);
  EXPECT_EQ(GroupGrants(nothing, catalogue).find(fold_case(world.group_descriptor(bots))), nullptr);
}

TEST_F(GroupGrantsTest, LetterCaseOfDescriptorsDoesNotCount) {
  world.entry(git_namespace, code_of("Shop"), bots, git_contribute, 0);
  Snapshot snapshot = world.snapshot();
  auto& list =
      contoso(snapshot).access_control.at({git_namespace, normal_token(code_of("Shop"))}).known.value();
  ASSERT_TRUE(list);
  for (AccessControlEntry& entry : list->entries) entry.descriptor = fold_case(entry.descriptor);
  EXPECT_EQ(told(snapshot), "medium: Contribute in Git Repositories of Shop");
}

TEST_F(GroupGrantsTest, TheReadsAreThoseOfTheListThatAllowsTheWorstAndOfTheNamespaces) {
  world.entry(git_namespace, code_of("Shop"), bots, git_contribute, 0)
      .entry(git_namespace, code_of("Web"), bots, git_read, 0)
      .entry(git_namespace, code_of("Mobile"), bots, 0, git_read);
  const Snapshot snapshot = world.snapshot();
  const Organization& organization = snapshot.organizations.at("contoso");
  std::vector<ReadId> reads = organization.namespaces->reads;
  const std::pair<std::string, std::string> place(git_namespace, normal_token(code_of("Shop")));
  const auto& more = organization.access_control.at(place).reads;
  reads.insert(reads.end(), more.begin(), more.end());
  sort_unique(reads);
  ASSERT_EQ(reads.size(), 2U);
  const auto found = grant(snapshot);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->reads, reads);
}

}  // namespace
}  // namespace patrol
