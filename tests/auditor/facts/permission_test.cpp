#include "auditor/facts/permission.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr const char* users = "[contoso]\\Project Collection Valid Users";

const Permission view_instance{.level = Permission::Level::organization,
                               .namespace_id = collection_namespace,
                               .namespace_name = "Collection",
                               .action = "GENERIC_READ",
                               .words = "View instance-level information"};
const Permission view_project{.level = Permission::Level::project,
                              .place = {.kind = Place::Kind::each_project},
                              .namespace_id = project_namespace,
                              .namespace_name = "Project",
                              .action = "GENERIC_READ",
                              .words = "View project-level information"};

class PermissionTest : public ::testing::Test {
 protected:
  PermissionTest() { world.account(svc).put(svc, users); }

  PermissionAnswer decide(const Permission& permission = view_instance) {
    if (!snapshot) snapshot = world.snapshot();
    const Organization& organization = snapshot->organizations.at("contoso");
    const View view(&organization, "contoso", nullptr);
    const Memberships memberships(view, small_catalogue());
    const auto& found = organization.accounts.at(std::string("email:") + svc).known.items;
    return decide_permission(
        view, memberships, &found.at(0), permission,
        token_chain(*catalogue.find_namespace(permission.namespace_id), permission.level, world.ids("Shop")));
  }
  std::string shop_token() const {
    return world.token(project_namespace, Permission::Level::project, world.ids("Shop"));
  }

  const Catalogue catalogue = small_catalogue();
  World world;
  std::optional<Snapshot> snapshot;
};

TEST_F(PermissionTest, IsAllowedThroughAGroupAndSaysWhichEntryDecided) {
  const auto answer = decide();
  EXPECT_EQ(answer.is_allowed, Truth::yes);
  EXPECT_EQ(answer.observed, std::string("Allow for ") + users);
  EXPECT_EQ(answer.path,
            (std::vector<std::string>{svc, users, "Allow View instance-level information at NAMESPACE:"}));
}

TEST_F(PermissionTest, DenyBeatsAllowOnALevelWhateverTheOrder) {
  world.entry(collection_namespace, "NAMESPACE:", svc, 0, 1);
  EXPECT_EQ(decide().is_allowed, Truth::no);
  EXPECT_EQ(decide().observed, std::string("Deny for ") + svc);
}

TEST_F(PermissionTest, IsDecidedBitByBit) {
  world.entry(collection_namespace, "NAMESPACE:", svc, 0, 2);
  EXPECT_EQ(decide().is_allowed, Truth::yes);
}

TEST_F(PermissionTest, ANearerAllowBeatsAFartherDeny) {
  world.entry(project_namespace, "$PROJECT:", users, 0, 1).entry(project_namespace, shop_token(), svc, 1, 0);
  EXPECT_EQ(decide(view_project).is_allowed, Truth::yes);
}

TEST_F(PermissionTest, IsInheritedFromTheRootUnlessInheritanceIsCut) {
  world.entry(project_namespace, "$PROJECT:", users, 1, 0);
  EXPECT_EQ(decide(view_project).is_allowed, Truth::yes);
  world.cut_inheritance(project_namespace, shop_token());
  snapshot.reset();
  const auto answer = decide(view_project);
  EXPECT_EQ(answer.is_allowed, Truth::no);
  EXPECT_EQ(answer.observed, "Not set");
}

TEST_F(PermissionTest, IsUnknownWhereAnEntraGroupCouldBringADeny) {
  world.entry(collection_namespace, "NAMESPACE:", "[contoso]\\Blocked", 0, 1);
  EXPECT_EQ(decide().is_allowed, Truth::yes);
  world.put("[TEAM FOUNDATION]\\Guests", "[contoso]\\Blocked");
  snapshot.reset();
  EXPECT_EQ(decide().is_allowed, Truth::unknown);
}

TEST_F(PermissionTest, IsUnknownWhereTheEntryIsOfAnEntraGroupItself) {
  world.entry(collection_namespace, "NAMESPACE:", "[TEAM FOUNDATION]\\Guests", 0, 1);
  EXPECT_EQ(decide().is_allowed, Truth::unknown);
}

TEST_F(PermissionTest, AnEntraGroupThatTurnsNotSetIntoDenyDoesNotMatter) {
  Permission create = view_instance;
  create.action = "CREATE_PROJECTS";
  world.entry(collection_namespace, "NAMESPACE:", "[TEAM FOUNDATION]\\Guests", 0, 4);
  EXPECT_EQ(decide(create).is_allowed, Truth::no);
}

TEST_F(PermissionTest, AnEntraGroupThatTurnsNothingDoesNotMatter) {
  world.entry(collection_namespace, "NAMESPACE:", "[TEAM FOUNDATION]\\Guests", 1, 0);
  EXPECT_EQ(decide().is_allowed, Truth::yes);
}

TEST_F(PermissionTest, IsUnknownWhereTheServiceSaysTheOpposite) {
  world.entry(collection_namespace, "NAMESPACE:", svc, 0, 0);
  snapshot = world.snapshot();
  auto& fact = snapshot->organizations.at("contoso").access_control.at(
      {collection_namespace, normal_token("NAMESPACE:")});
  fact.known.value()->entries.back().effective_deny = 1;
  EXPECT_EQ(decide().is_allowed, Truth::unknown);
}

TEST_F(PermissionTest, IsUnknownWithoutTheNamespacesOrTheList) {
  for (const auto kind : {FactKey::Kind::namespaces, FactKey::Kind::access_control}) {
    snapshot = world.snapshot();
    hide(*snapshot, kind);
    EXPECT_EQ(decide().is_allowed, Truth::unknown) << to_word(kind);
  }
}

TEST_F(PermissionTest, IsUnknownWhereTheNamespaceDoesNotHaveTheActionAnyMore) {
  Permission gone = view_instance;
  gone.action = "GONE";
  EXPECT_EQ(decide(gone).is_allowed, Truth::unknown);
}

TEST_F(PermissionTest, SystemBitsAreNotDecidedFromEntries) {
  Permission system = view_project;
  system.action = "MANAGE_SYSTEM_PROPERTIES";
  EXPECT_EQ(decide(system).is_allowed, Truth::unknown);
}

TEST_F(PermissionTest, IsUnknownWithoutAnyToken) {
  Permission odd = view_instance;
  odd.namespace_id = project_namespace;
  EXPECT_EQ(decide(odd).is_allowed, Truth::unknown);
}

TEST_F(PermissionTest, DoesNotNeedTheListsAboveTheOneThatDecides) {
  world.entry(project_namespace, shop_token(), users, 0, 1);
  snapshot = world.snapshot();
  snapshot->organizations.at("contoso")
      .access_control.at({project_namespace, normal_token("$PROJECT:")})
      .known = Gap{Gap::Kind::forbidden, "a list", "HTTP 403", ""};
  EXPECT_EQ(decide(view_project).is_allowed, Truth::no);
}

TEST_F(PermissionTest, IsUnknownWhereAListBeforeTheOneThatWouldDecideIsNotKnown) {
  world.entry(project_namespace, "$PROJECT:", users, 1, 0);
  snapshot = world.snapshot();
  snapshot->organizations.at("contoso")
      .access_control.at({project_namespace, normal_token(shop_token())})
      .known = Gap{Gap::Kind::forbidden, "a list", "HTTP 403", ""};
  const auto answer = decide(view_project);
  EXPECT_EQ(answer.is_allowed, Truth::unknown);
  EXPECT_EQ(answer.support.gaps.at(0).what, "the access control list of Project at " + shop_token());
}

TEST_F(PermissionTest, TellsTheTokensThatItTakesToHaveNoList) {
  world.entry(project_namespace, shop_token(), "[Shop]\\Readers", 0, 0);
  EXPECT_EQ(decide(view_project).without_list, std::vector<std::string>{"$PROJECT:"});
  world.entry(project_namespace, shop_token(), svc, 1, 0);
  snapshot.reset();
  EXPECT_EQ(decide(view_project).without_list, std::vector<std::string>{});
}

TEST_F(PermissionTest, TakesAListThatSaysNothingForNone) {
  world.entry(project_namespace, shop_token(), svc, 1, 0);
  snapshot = world.snapshot();
  std::optional<AccessControlList>& list =
      snapshot->organizations.at("contoso")
          .access_control.at({project_namespace, normal_token(shop_token())})
          .known.value();
  list = AccessControlList{.token = shop_token(), .entries = {}};
  const std::vector<std::string> both{shop_token(), "$PROJECT:"};
  EXPECT_EQ(decide(view_project).without_list, both);
  // That nothing is inherited is said by nobody else.
  list->inherits = false;
  EXPECT_EQ(decide(view_project).without_list, std::vector<std::string>{});
}

TEST_F(PermissionTest, GroupsAtOddsOnTwoLevelsAreLeftForAPersonToLookAt) {
  world.put(svc, "[contoso]\\Blocked")
      .put(svc, "[contoso]\\Builders")
      .entry(project_namespace, "$PROJECT:", "[contoso]\\Blocked", 0, 1)
      .entry(project_namespace, shop_token(), "[contoso]\\Builders", 1, 0);
  const auto answer = decide(view_project);
  EXPECT_EQ(answer.is_allowed, Truth::yes);
  ASSERT_EQ(answer.notices.size(), 1U);
  EXPECT_EQ(answer.notices[0],
            "check by hand: View project-level information for svc@contoso.com is decided by Allow for "
            "[contoso]\\Builders at " +
                shop_token() +
                " over Deny for [contoso]\\Blocked at $PROJECT:; that the nearer of two groups wins is not "
                "documented for different groups");
}

TEST_F(PermissionTest, TheSamePrincipalOnTwoLevelsIsDocumented) {
  world.entry(project_namespace, "$PROJECT:", svc, 0, 1).entry(project_namespace, shop_token(), svc, 1, 0);
  EXPECT_EQ(decide(view_project).notices, std::vector<std::string>{});
  world.put(svc, "[contoso]\\Blocked").cut_inheritance(project_namespace, shop_token());
  world.entry(project_namespace, "$PROJECT:", "[contoso]\\Blocked", 0, 1);
  snapshot.reset();
  EXPECT_EQ(decide(view_project).notices, std::vector<std::string>{});
}

}  // namespace
}  // namespace patrol
