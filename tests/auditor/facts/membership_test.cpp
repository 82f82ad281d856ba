#include "auditor/facts/membership.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr const char* admins = "[contoso]\\Project Collection Administrators";
using Path = std::vector<std::string>;

class MembershipTest : public ::testing::Test {
 protected:
  MembershipTest() { world.account(svc); }

  MembershipAnswer find(const std::string& group, bool accept_materialised = false) {
    if (!snapshot) snapshot = world.snapshot();
    view.emplace(&snapshot->organizations.at("contoso"), "contoso", &missing, ask_graph);
    const Memberships memberships(*view, small_catalogue(), accept_materialised);
    return memberships.find(account(), world.group_descriptor(group));
  }
  bool may_be_unseen(bool accept_materialised = false) {
    if (!snapshot) snapshot = world.snapshot();
    view.emplace(&snapshot->organizations.at("contoso"), "contoso", &missing, ask_graph);
    return Memberships(*view, small_catalogue(), accept_materialised).may_be_unseen_in_entra(account());
  }
  const Identity& account() {
    return snapshot->organizations.at("contoso").accounts.at(std::string("email:") + svc).known.items.at(0);
  }

  World world;
  std::optional<Snapshot> snapshot;
  std::optional<View> view;
  std::set<FactKey> missing;
  bool ask_graph = false;
};

TEST_F(MembershipTest, IsSeenThroughThreeNestedGroupsWithTheChain) {
  world.put(svc, "[contoso]\\A").put("[contoso]\\A", "[contoso]\\B").put("[contoso]\\B", "[contoso]\\C");
  world.put("[contoso]\\C", admins);
  const auto answer = find(admins);
  EXPECT_EQ(answer.is_member, Truth::yes);
  EXPECT_EQ(answer.path, (Path{svc, "[contoso]\\A", "[contoso]\\B", "[contoso]\\C", admins}));
}

TEST_F(MembershipTest, TakesTheShortestChainOfADiamond) {
  world.put(svc, "[contoso]\\A").put(svc, "[contoso]\\B");
  world.put("[contoso]\\A", "[contoso]\\C").put("[contoso]\\C", admins).put("[contoso]\\B", admins);
  EXPECT_EQ(find(admins).path, (Path{svc, "[contoso]\\B", admins}));
}

/// The labels of chains, or of groups, in their order.
class WaysTest : public MembershipTest {
 protected:
  Path labels(const auto& groups) {
    Path all;
    for (const std::string& group : groups) all.push_back(memberships().group_label(group));
    return all;
  }
  std::vector<Path> chains(const std::string& group, const std::string& given = "") {
    std::vector<Path> all;
    const Chains chains = chains_into(group, given);
    for (const auto& chain : chains.told) all.push_back(labels(chain));
    std::ranges::sort(all);
    return all;
  }
  Chains chains_into(const std::string& group, const std::string& given = "") {
    return memberships().chains(account(), world.group_descriptor(group), descriptor_of(given));
  }
  bool is_chained(const std::string& group, const Path& through, const std::string& given = "") {
    const Memberships& all = memberships();
    return all.is_chained(account(), world.group_descriptor(group), descriptor_of(given),
                          [&](const std::string& each) {
                            return std::ranges::find(through, all.group_label(each)) != through.end();
                          });
  }
  WaysIn ways_into(const std::string& group) {
    return memberships().ways_into(account(), world.group_descriptor(group));
  }
  Path open_ends() {
    Path all = labels(memberships().open_ends(account()));
    std::ranges::sort(all);
    return all;
  }
  void forget(const std::string& group) {
    if (!snapshot) snapshot = world.snapshot();
    snapshot->organizations.at("contoso").groups.erase(fold_case(world.group_descriptor(group)));
  }

 private:
  std::string descriptor_of(const std::string& group) const {
    return group.empty() ? "" : world.group_descriptor(group);
  }
  const Memberships& memberships() {
    if (!snapshot) snapshot = world.snapshot();
    view.emplace(&snapshot->organizations.at("contoso"), "contoso", nullptr);
    memberships_.emplace(*view, small_catalogue());
    return *memberships_;
  }
  std::optional<Memberships> memberships_;
};

TEST_F(WaysTest, BeginWithTheGroupThatTheAccountIsInAnyway) {
  world.put(svc, "[contoso]\\A")
      .put("[contoso]\\A", "[contoso]\\Everybody")
      .put("[contoso]\\Everybody", "[contoso]\\B");
  EXPECT_EQ(chains("[contoso]\\B"),
            (std::vector<Path>{{"[contoso]\\A", "[contoso]\\Everybody", "[contoso]\\B"}}));
  EXPECT_EQ(chains("[contoso]\\B", "[contoso]\\Everybody"),
            (std::vector<Path>{{"[contoso]\\Everybody", "[contoso]\\B"}}));
}

TEST_F(WaysTest, LeadThroughEachSideOfADiamond) {
  world.put(svc, "[contoso]\\Bots")
      .put("[contoso]\\Bots", "[contoso]\\Crew")
      .put("[contoso]\\Bots", "[contoso]\\Tools")
      .put("[contoso]\\Crew", "[contoso]\\Owners")
      .put("[contoso]\\Tools", "[contoso]\\Owners");
  EXPECT_EQ(chains("[contoso]\\Owners"),
            (std::vector<Path>{{"[contoso]\\Bots", "[contoso]\\Crew", "[contoso]\\Owners"},
                               {"[contoso]\\Bots", "[contoso]\\Tools", "[contoso]\\Owners"}}));
  EXPECT_TRUE(chains_into("[contoso]\\Owners").untold.empty());
  EXPECT_TRUE(is_chained("[contoso]\\Owners", {"[contoso]\\Bots", "[contoso]\\Tools", "[contoso]\\Owners"}));
  EXPECT_FALSE(is_chained("[contoso]\\Owners", {"[contoso]\\Bots", "[contoso]\\Owners"}));
  EXPECT_TRUE(is_chained("[contoso]\\Owners", {"[contoso]\\Tools", "[contoso]\\Owners"}, "[contoso]\\Tools"));
  EXPECT_FALSE(is_chained("[contoso]\\Makers", {"[contoso]\\Makers"}));
}

TEST_F(WaysTest, AreToldAsOneHeapOfGroupsWhereTheyAreTooMany) {
  constexpr int levels = 9;
  for (const std::string side : {"a", "b"}) {
    world.put(svc, "[contoso]\\1" + side);
    for (int level = 1; level < levels; ++level) {
      for (const std::string above : {"a", "b"}) {
        world.put("[contoso]\\" + std::to_string(level) + side,
                  "[contoso]\\" + std::to_string(level + 1) + above);
      }
    }
  }
  EXPECT_EQ(chains_into("[contoso]\\9a").untold.size(), std::size_t{2} * (levels - 1) + 1);
  EXPECT_FALSE(chains_into("[contoso]\\9a").told.empty());
  EXPECT_TRUE(chains_into("[contoso]\\4a").untold.empty());
}

TEST_F(WaysTest, AreAllThatMayBeWhereNoBeginningWasTold) {
  world.put(svc, "[contoso]\\A")
      .put("[contoso]\\A", "[contoso]\\B")
      .put("[contoso]\\B", "[contoso]\\A")
      .crowd("[contoso]\\A", 120);
  snapshot = world.snapshot();
  Organization& contoso = snapshot->organizations.at("contoso");
  contoso.memberships.clear();
  auto& members = contoso.groups.at(fold_case(world.group_descriptor("[contoso]\\A"))).known.value().members;
  std::erase(members, account().descriptor);
  ASSERT_EQ(chains("[contoso]\\B").size(), 1U);
  EXPECT_EQ(chains("[contoso]\\B").front().size(), 2U);
}

TEST_F(WaysTest, StopAtTheGroupsThatTheServiceFills) {
  const std::string valid_users = "[contoso]\\Project Collection Valid Users";
  world.put(svc, "[Shop]\\Readers").put(svc, "[contoso]\\A").put("[contoso]\\A", "[contoso]\\B");
  world.put(valid_users, "[contoso]\\C").put("[contoso]\\C", "[contoso]\\B");
  const WaysIn ways = ways_into("[contoso]\\B");
  EXPECT_EQ(labels(ways.own), Path{"[contoso]\\A"});
  ASSERT_EQ(ways.filled.size(), 1U);
  EXPECT_EQ(labels(std::vector{ways.filled[0].group, ways.filled[0].in}),
            (Path{valid_users, "[contoso]\\C"}));
  EXPECT_FALSE(ways.is_by_own());
}

TEST_F(WaysTest, IntoOneThatTheServiceFillsAreTheGroupsInIt) {
  world.put(svc, "[Shop]\\Readers");
  const WaysIn ways = ways_into("[Shop]\\Project Valid Users");
  EXPECT_EQ(labels(ways.own), Path{"[Shop]\\Readers"});
  EXPECT_TRUE(ways.is_by_own());
}

TEST_F(WaysTest, AreOpenFromTheGroupsThatLeadToOneThatCouldNotBeRead) {
  world.put(svc, "[contoso]\\A")
      .put("[contoso]\\A", "[contoso]\\B")
      .put("[contoso]\\B", "[contoso]\\C")
      .put(svc, "[contoso]\\D");
  EXPECT_EQ(open_ends(), Path{});
  forget("[contoso]\\B");
  EXPECT_EQ(open_ends().size(), 2U) << "A and B, not C above and D aside";
}

TEST_F(MembershipTest, EndsOnACycle) {
  world.put("[contoso]\\A", "[contoso]\\B").put("[contoso]\\B", "[contoso]\\A").put(svc, "[contoso]\\A");
  EXPECT_EQ(find("[contoso]\\B").is_member, Truth::yes);
  EXPECT_EQ(find(admins).is_member, Truth::no);
}

TEST_F(MembershipTest, IsSurelyAbsentWhereNothingBelowCanHideTheAccount) {
  world.put("[contoso]\\A", admins);
  const auto answer = find(admins);
  EXPECT_EQ(answer.is_member, Truth::no);
  EXPECT_FALSE(answer.support.reads.empty());
}

TEST_F(MembershipTest, IsNotKnownWhileAnEntraGroupLiesBelow) {
  world.put("[TEAM FOUNDATION]\\Platform", "[contoso]\\A").put("[contoso]\\A", admins);
  const auto answer = find(admins);
  EXPECT_EQ(answer.is_member, Truth::unknown);
  ASSERT_EQ(answer.support.gaps.size(), 1U);
  EXPECT_EQ(answer.support.gaps[0].kind, Gap::Kind::not_expandable);
  EXPECT_EQ(answer.support.gaps[0].what, "who is in the Entra group [TEAM FOUNDATION]\\Platform");
}

/// What Microsoft Graph says of the account and the Entra group.
class MicrosoftGraphTest : public MembershipTest {
 protected:
  MicrosoftGraphTest() {
    world.put(platform, admins);
    world.identity(svc).object_id = "55c8c7b6-0000-4000-8000-000000000001";
    snapshot = world.snapshot();
  }
  void say(Evidence<bool> is_member, Evidence<EntraGroup> group = EntraGroup{}) {
    const std::string id = *entra_group_object_id(world.group_descriptor(platform));
    auto& organization = snapshot->organizations.at("contoso");
    organization.entra_memberships.emplace(entra_membership_key(account().object_id, id),
                                           Fact<Evidence<bool>>{std::move(is_member), {}});
    organization.entra_groups.emplace(id, Fact<Evidence<EntraGroup>>{std::move(group), {}});
  }
  static constexpr const char* platform = "[TEAM FOUNDATION]\\Platform";
};

TEST_F(MicrosoftGraphTest, SettlesThatTheAccountIsInTheEntraGroup) {
  say(true);
  const auto answer = find(admins);
  EXPECT_EQ(answer.is_member, Truth::yes);
  EXPECT_EQ(answer.path, (Path{svc, platform, admins}));
}

TEST_F(MicrosoftGraphTest, IsBelievedAboutAGroupOfWhichAzureDevOpsDidNotTell) {
  say(true);
  auto& groups = snapshot->organizations.at("contoso").groups;
  groups.erase(fold_case(world.group_descriptor(platform)));
  EXPECT_EQ(find(platform).is_member, Truth::yes);
  EXPECT_EQ(find(admins).is_member, Truth::yes);
}

TEST_F(MicrosoftGraphTest, SettlesThatItIsNot) {
  say(false);
  EXPECT_EQ(find(admins).is_member, Truth::no);
}

TEST_F(MicrosoftGraphTest, SettlesWhetherTheAccountIsUnseenInAGroupOfEntra) {
  EXPECT_TRUE(may_be_unseen());
  say(false);
  EXPECT_FALSE(may_be_unseen());
}

TEST_F(MicrosoftGraphTest, SettlesNothingWhereTheMembersAreHidden) {
  say(false, EntraGroup{"Platform", true});
  const auto answer = find(admins);
  EXPECT_EQ(answer.is_member, Truth::unknown);
  EXPECT_EQ(answer.support.gaps.at(0).reason,
            "its members are hidden, so that Microsoft Graph may leave it out of an account's groups");
}

TEST_F(MicrosoftGraphTest, IsAskedOnlyAboutTheEntraGroupInTheWayAndOnlyWhereItMayBe) {
  world.put("[TEAM FOUNDATION]\\Elsewhere", "[Shop]\\Readers");
  snapshot = world.snapshot();
  const std::string id = *entra_group_object_id(world.group_descriptor(platform));
  EXPECT_EQ(find(admins).is_member, Truth::unknown);
  EXPECT_TRUE(missing.empty());
  ask_graph = true;
  EXPECT_EQ(find(admins).is_member, Truth::unknown);
  EXPECT_EQ(missing, (std::set<FactKey>{{FactKey::Kind::entra_membership, account().object_id, id},
                                        {FactKey::Kind::entra_group, id, ""}}));
}

TEST_F(MembershipTest, TakesAzureDevOpsExpansionForTheTruthWhereThatIsAccepted) {
  world.put("[TEAM FOUNDATION]\\Platform", admins);
  EXPECT_EQ(find(admins, true).is_member, Truth::no);
}

TEST_F(MembershipTest, MayBeUnseenInAGroupOfEntraThatDoesNotShowIt) {
  world.put(svc, "[TEAM FOUNDATION]\\Platform");
  EXPECT_FALSE(may_be_unseen());
  world.put("[TEAM FOUNDATION]\\Staff", "[Shop]\\Readers");
  snapshot.reset();
  EXPECT_TRUE(may_be_unseen());
  EXPECT_FALSE(may_be_unseen(true));
  world.identity(svc).subject_descriptor = "msa.abc";
  snapshot.reset();
  EXPECT_FALSE(may_be_unseen());
}

TEST_F(MembershipTest, NoEntraGroupHidesAMicrosoftAccount) {
  world.put("[TEAM FOUNDATION]\\Platform", admins);
  world.identity(svc).subject_descriptor = "msa.abc";
  EXPECT_EQ(find(admins).is_member, Truth::no);
}

TEST_F(MembershipTest, IsCertainThroughAnEntraGroupThatWasSeen) {
  world.put(svc, "[TEAM FOUNDATION]\\Platform").put("[TEAM FOUNDATION]\\Platform", admins);
  const auto answer = find(admins);
  EXPECT_EQ(answer.is_member, Truth::yes);
  EXPECT_EQ(answer.path, (Path{svc, "[TEAM FOUNDATION]\\Platform", admins}));
}

TEST_F(MembershipTest, IsNotKnownWhereAGroupBelowCouldNotBeRead) {
  world.put("[contoso]\\A", admins);
  snapshot = world.snapshot();
  snapshot->organizations.at("contoso").groups.at(fold_case(world.group_descriptor("[contoso]\\A"))).known =
      Gap{Gap::Kind::bad_answer, "a group", "null entry", ""};
  EXPECT_EQ(find(admins).is_member, Truth::unknown);
}

TEST_F(MembershipTest, LooksPastACutListForTheEntraGroupBehindIt) {
  world.crowd("[Shop]\\Readers", 150).put("[TEAM FOUNDATION]\\All", "[Shop]\\Readers");
  const auto answer = find("[Shop]\\Readers");
  EXPECT_EQ(answer.is_member, Truth::unknown);
}

TEST_F(MembershipTest, IsNotKnownBehindACutListUntilGraphTellsTheGroupsOfTheAccount) {
  world.crowd("[Shop]\\Readers", 150);
  EXPECT_EQ(find("[Shop]\\Readers").is_member, Truth::no);
  hide(*snapshot, FactKey::Kind::memberships);
  const auto answer = find("[Shop]\\Readers");
  EXPECT_EQ(answer.is_member, Truth::unknown);
  ASSERT_EQ(answer.support.gaps.size(), 1U);
  EXPECT_EQ(answer.support.gaps[0].what, "which groups svc@contoso.com is directly in");
}

TEST_F(MembershipTest, IsProvedByGraphBehindACutListAlthoughTheClosureDoesNotShowIt) {
  world.put(svc, "[contoso]\\A").put("[contoso]\\A", admins).crowd(admins, 150);
  snapshot = world.snapshot();
  auto& organization = snapshot->organizations.at("contoso");
  organization.accounts.at(std::string("email:") + svc).known.items.at(0).member_of.clear();
  EXPECT_EQ(find(admins).path, (Path{svc, "[contoso]\\A", admins}));
}

TEST_F(MembershipTest, AsksWhatIsAboveAGroupThatOnlyGraphTells) {
  world.put(svc, "[contoso]\\A").put("[contoso]\\A", "[contoso]\\B").crowd(admins, 150);
  snapshot = world.snapshot();
  auto& organization = snapshot->organizations.at("contoso");
  organization.accounts.at(std::string("email:") + svc).known.items.at(0).member_of.clear();
  organization.groups.erase(fold_case(world.group_descriptor("[contoso]\\A")));
  EXPECT_EQ(find(admins).is_member, Truth::unknown);
  EXPECT_EQ(missing.size(), 1U);
}

TEST_F(MembershipTest, IsProvedByAGroupThatListsTheAccountAlthoughItsClosureDoesNot) {
  world.put(svc, "[contoso]\\A").put("[contoso]\\A", admins);
  snapshot = world.snapshot();
  auto& identity =
      snapshot->organizations.at("contoso").accounts.at(std::string("email:") + svc).known.items.at(0);
  identity.member_of.clear();
  const auto answer = find(admins);
  EXPECT_EQ(answer.is_member, Truth::yes);
  EXPECT_EQ(answer.path, (Path{svc, "[contoso]\\A", admins}));
}

TEST_F(MembershipTest, AsksForTheGroupsThatItMeets) {
  world.put(svc, "[contoso]\\A").put("[contoso]\\A", admins);
  snapshot = world.snapshot();
  snapshot->organizations.at("contoso").groups.clear();
  EXPECT_EQ(find(admins).is_member, Truth::yes);
  EXPECT_EQ(missing.size(), 2U);
}

}  // namespace
}  // namespace patrol
