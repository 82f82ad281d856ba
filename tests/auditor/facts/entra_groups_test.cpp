#include "auditor/facts/entra_groups.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr const char* readers = "[Shop]\\Readers";
constexpr const char* platform = "[TEAM FOUNDATION]\\Platform";

/// An organization that knows the Entra group Platform, and what Microsoft Graph tells of it.
class EntraGroupsTest : public ::testing::Test {
 protected:
  EntraGroupsTest() {
    world.account(svc).put(platform, readers);
    world.identity(svc).object_id = "55c8c7b6-0001-4000-8000-000000000001";
    snapshot = world.snapshot();
  }
  Organization& contoso() { return snapshot.organizations.at("contoso"); }
  const Identity& account() { return contoso().accounts.at(std::string("email:") + svc).known.items.at(0); }
  std::string descriptor(const std::string& group) { return fold_case(world.group_descriptor(group)); }
  std::string object_id(const std::string& group) { return *entra_group_object_id(descriptor(group)); }

  void say(Evidence<bool> is_member, Evidence<EntraGroup> group = EntraGroup{}) {
    const std::string id = object_id(platform);
    contoso().entra_memberships.emplace(entra_membership_key(account().object_id, id),
                                        Fact<Evidence<bool>>{std::move(is_member), {0}});
    contoso().entra_groups.emplace(id, Fact<Evidence<EntraGroup>>{std::move(group), {1}});
  }
  const EntraGroups& entra_groups(bool accept_materialised = false) {
    view.emplace(&contoso(), "contoso", &missing, true);
    names.emplace(*view, small_catalogue());
    graph.emplace();
    groups.emplace(*view, *names, *graph, accept_materialised);
    groups->join_graph();
    graph->finish();
    return *groups;
  }
  Support settled(const std::string& group) {
    Support support;
    entra_groups().settle(account(), descriptor(group), support);
    return support;
  }

  World world;
  Snapshot snapshot;
  std::optional<View> view;
  std::optional<GroupNames> names;
  std::optional<MembershipGraph> graph;
  std::optional<EntraGroups> groups;
  std::set<FactKey> missing;
};

TEST_F(EntraGroupsTest, AreSettledWhereMicrosoftGraphToldThatTheAccountIsInNone) {
  say(false);
  EXPECT_EQ(settled(platform), (Support{{0, 1}, {}}));
  EXPECT_TRUE(missing.empty());
}

TEST_F(EntraGroupsTest, AreOpenAndAskedForWhereItWasNotAsked) {
  const Support support = settled(platform);
  ASSERT_EQ(support.gaps.size(), 1U);
  EXPECT_EQ(support.gaps[0].what, std::string("who is in the Entra group ") + platform);
  EXPECT_EQ(support.gaps[0].reason, "Azure DevOps does not tell all members of an Entra group");
  const std::string id = object_id(platform);
  EXPECT_EQ(missing, (std::set<FactKey>{{FactKey::Kind::entra_membership, account().object_id, id},
                                        {FactKey::Kind::entra_group, id, ""}}));
}

TEST_F(EntraGroupsTest, AreOpenWhereItRefuses) {
  say(Gap{Gap::Kind::forbidden, "x", "HTTP 403: Insufficient.", "give it"});
  const Support support = settled(platform);
  EXPECT_EQ(support.gaps.at(0).reason, "Microsoft Graph did not tell: HTTP 403: Insufficient.");
  EXPECT_EQ(support.gaps.at(0).grant, "give it");
}

TEST_F(EntraGroupsTest, AreOpenWhereItCouldNotBeSeenWhetherTheMembersAreHidden) {
  say(false, Gap{Gap::Kind::not_found, "x", "HTTP 404", ""});
  EXPECT_EQ(settled(platform).gaps.at(0).reason, "Microsoft Graph did not tell: HTTP 404");
}

TEST_F(EntraGroupsTest, AreOpenWhereTheMembersAreHidden) {
  say(false, EntraGroup{"Platform", true});
  EXPECT_EQ(settled(platform).gaps.at(0).grant, "look in Entra whether the account is in it");
}

TEST_F(EntraGroupsTest, AreOpenForAnAccountWhoseIdInEntraIsNotTold) {
  contoso().accounts.at(std::string("email:") + svc).known.items.at(0).object_id.clear();
  const Support support = settled(platform);
  ASSERT_EQ(support.gaps.size(), 1U);
  EXPECT_EQ(support.gaps[0].grant.find("PATROL_GRAPH_BEARER"), std::string::npos) << "it would not help";
  EXPECT_TRUE(missing.empty());
}

TEST_F(EntraGroupsTest, AreToldAsOneWhereManyAreOpenForOneReason) {
  std::vector<std::string> all;
  for (const char letter : {'F', 'B', 'E', 'A', 'D', 'C'}) {
    const std::string group = std::string("[TEAM FOUNDATION]\\") + letter;
    world.put(group, readers);
    all.push_back(descriptor(group));
  }
  snapshot = world.snapshot();
  Support support;
  entra_groups().settle_together(account(), all, support);
  ASSERT_EQ(support.gaps.size(), 1U);
  EXPECT_EQ(support.gaps[0].what,
            "who is in the Entra groups [TEAM FOUNDATION]\\A, [TEAM FOUNDATION]\\B, [TEAM FOUNDATION]\\C, "
            "[TEAM FOUNDATION]\\D, [TEAM FOUNDATION]\\E and 1 more");
  support = {};
  all.pop_back();
  entra_groups().settle_together(account(), all, support);
  EXPECT_EQ(support.gaps.size(), 5U);
}

TEST_F(EntraGroupsTest, HoldWhomMicrosoftGraphSaysAlsoWhereAzureDevOpsDidNotTellOfTheGroup) {
  EXPECT_TRUE(entra_groups().told_to_hold(account()).empty());
  say(true);
  contoso().groups.clear();
  const auto held = entra_groups().told_to_hold(account());
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(graph->descriptor(held[0]), descriptor(platform));
  ASSERT_NE(groups->told(account(), held[0]), nullptr);
  EXPECT_EQ(groups->told(account(), held[0])->reads, std::vector<ReadId>{0});
  EXPECT_EQ(groups->told({.object_id = ""}, held[0]), nullptr);
}

TEST_F(EntraGroupsTest, HideNobodyWhomTheyCanNotHold) {
  EXPECT_TRUE(entra_groups().may_hide(account()));
  EXPECT_FALSE(entra_groups(true).may_hide(account()));
  EXPECT_FALSE(entra_groups().may_hide({.subject_descriptor = "msa.abc"}));
}

TEST_F(EntraGroupsTest, MayHoldTheAccountUnseenUntilEachIsSettled) {
  const auto may_hold_unseen = [&] { return entra_groups().may_hold_unseen(account(), {}); };
  EXPECT_TRUE(may_hold_unseen());
  EXPECT_FALSE(entra_groups(true).may_hold_unseen(account(), {}));
  say(false);
  EXPECT_FALSE(may_hold_unseen());
  contoso().entra_groups.clear();
  contoso().entra_memberships.clear();
  say(false, EntraGroup{"Platform", true});
  EXPECT_TRUE(may_hold_unseen());
  world.put("[TEAM FOUNDATION]\\Elsewhere", readers);
  snapshot = world.snapshot();
  say(false);
  EXPECT_TRUE(may_hold_unseen());
  EXPECT_TRUE(missing.empty());
}

TEST_F(EntraGroupsTest, HoldNobodyUnseenWhereTheAccountIsSeen) {
  const EntraGroups& all = entra_groups();
  const auto node = graph->find(descriptor(platform));
  ASSERT_TRUE(node);
  EXPECT_FALSE(all.may_hold_unseen(account(), {*node}));
}

TEST_F(EntraGroupsTest, HoldNobodyUnseenWhereTheWholeListOfGroupsHasNone) {
  snapshot = World().account(svc).snapshot();
  const auto may_hold_unseen = [&] { return entra_groups().may_hold_unseen(account(), {}); };
  EXPECT_FALSE(may_hold_unseen());
  contoso().group_names->known.rest = Gap{Gap::Kind::bad_answer, "the groups", "cut", ""};
  EXPECT_TRUE(may_hold_unseen());
  contoso().group_names.reset();
  EXPECT_TRUE(may_hold_unseen());
  EXPECT_TRUE(missing.empty());
}

}  // namespace
}  // namespace patrol
