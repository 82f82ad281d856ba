#include "auditor/facts/permission_below.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr std::int64_t force_push = 8;

const Permission may_force_push{.level = Permission::Level::project,
                                .place = {.kind = Place::Kind::each_project},
                                .namespace_id = git_namespace,
                                .namespace_name = "Git Repositories",
                                .action = "ForcePush",
                                .words = "Force push"};

/// What the account may do below the project Shop.
class PermissionBelow : public ::testing::Test {
 protected:
  PermissionBelow() { world.account(svc).put(svc, "[Shop]\\Readers"); }

  std::string shop() const {
    return world.token(git_namespace, Permission::Level::project, world.ids("Shop"));
  }
  std::string branch(const std::string& name) const { return shop() + "/0a/refs/heads/" + name; }

  PermissionAnswer decide() { return decide(world.snapshot()); }
  PermissionAnswer decide(const Snapshot& snapshot, const std::vector<const TokenSet*>& aside = {}) {
    const Organization& organization = snapshot.organizations.at("contoso");
    const View view(&organization, "contoso", nullptr);
    const Memberships memberships(view, small_catalogue());
    const auto& found = organization.accounts.at(std::string("email:") + svc).known.items;
    return decide_permission_below(view, memberships, &found.at(0), may_force_push, {shop()}, shop(), aside);
  }

  World world;
};

TEST_F(PermissionBelow, IsNotHeldWhereNoListBelowAllowsIt) {
  world.entry(git_namespace, branch("6d00"), "[Shop]\\Contributors", force_push, 0)
      .entry(git_namespace, shop() + "x/0a", svc, force_push, 0);
  const auto answer = decide();
  EXPECT_EQ(answer.is_allowed, Truth::no) << "another group's, and a token that only begins alike";
  EXPECT_EQ(answer.without_list, std::vector{shop()});
}

TEST_F(PermissionBelow, IsHeldOnABranchAndSaysWhere) {
  world.entry(git_namespace, branch("6d00"), "[Shop]\\Readers", force_push, 0);
  const auto answer = decide();
  EXPECT_EQ(answer.is_allowed, Truth::yes);
  EXPECT_EQ(answer.decided_at, branch("6d00"));
  EXPECT_EQ(answer.observed, "Allow for [Shop]\\Readers at " + branch("6d00"));
  EXPECT_EQ(answer.path.back(), "Allow Force push at " + branch("6d00"));
}

TEST_F(PermissionBelow, AllPlacesAreToldAndTheSameOneOnlyOnce) {
  world.entry(git_namespace, shop() + "/0a", svc, force_push, 0)
      .entry(git_namespace, branch("6d00"), "[Shop]\\Contributors", force_push, 0)
      .entry(git_namespace, shop() + "/0b", svc, force_push, 0);
  const auto answer = decide();
  EXPECT_EQ(answer.decided_at, shop() + "/0a");
  ASSERT_EQ(answer.also_below.size(), 1U) << "what the branch inherits is told where it is given";
  EXPECT_EQ(answer.also_below.front().first, shop() + "/0b");
  EXPECT_NE(answer.observed.find("and at 1 more below"), std::string::npos) << answer.observed;
}

TEST_F(PermissionBelow, ADenyOnTheBranchBeatsTheAllowOfItsRepository) {
  world.entry(git_namespace, branch("6d00"), svc, force_push, force_push);
  EXPECT_EQ(decide().is_allowed, Truth::no);
}

TEST_F(PermissionBelow, IsUnknownWhereAnEntraGroupMayBringIt) {
  world.entry(git_namespace, branch("6d00"), "[TEAM FOUNDATION]\\Staff", force_push, 0);
  const auto answer = decide();
  EXPECT_EQ(answer.is_allowed, Truth::unknown);
  ASSERT_EQ(answer.support.gaps.size(), 1U);
  EXPECT_NE(answer.support.gaps.front().what.find("Staff"), std::string::npos);
}

TEST_F(PermissionBelow, WhatIsSureIsHeldBesideWhatIsNot) {
  world.entry(git_namespace, branch("6d00"), "[TEAM FOUNDATION]\\Staff", force_push, 0)
      .entry(git_namespace, branch("6e00"), svc, force_push, 0);
  const auto answer = decide();
  EXPECT_EQ(answer.is_allowed, Truth::yes);
  EXPECT_EQ(answer.open_places, std::vector{"at " + normal_token(branch("6d00"))});
}

TEST_F(PermissionBelow, WhatIsSureIsHeldBesideWhatWasNotRead) {
  world.entry(git_namespace, branch("6e00"), svc, force_push, 0);
  EXPECT_TRUE(decide().open_places.empty());
  Snapshot snapshot = world.snapshot();
  for (auto& [place, fact] : snapshot.organizations.at("contoso").lists_below) {
    fact.known.rest = Gap{Gap::Kind::unauthorized, "a read", "HTTP 401", "grant the scope"};
  }
  const auto answer = decide(snapshot);
  EXPECT_EQ(answer.is_allowed, Truth::yes);
  EXPECT_EQ(answer.open_places, std::vector{"below " + normal_token(shop())});
}

TEST_F(PermissionBelow, WhatIsSetAsideIsPassedOverWithAllUnderIt) {
  world.entry(git_namespace, shop() + "/0a", svc, force_push, 0)
      .entry(git_namespace, branch("6d00"), svc, force_push, 0)
      .entry(git_namespace, branch("6e00"), "[TEAM FOUNDATION]\\Staff", force_push, 0);
  const TokenSet one{normal_token(shop() + "/0a")};
  const TokenSet others{normal_token(shop() + "/0c"), normal_token(shop() + "/0d/refs/heads/6d00")};
  EXPECT_EQ(decide(world.snapshot(), {&others, &one}).is_allowed, Truth::no);
  world.entry(git_namespace, shop() + "/0ab", svc, force_push, 0);
  const auto answer = decide(world.snapshot(), {&one, &others});
  EXPECT_EQ(answer.is_allowed, Truth::yes) << "another one that only begins alike";
  EXPECT_EQ(answer.decided_at, shop() + "/0ab");
  EXPECT_TRUE(answer.also_below.empty());
  world.entry(git_namespace, shop() + "/0d", svc, force_push, 0);
  EXPECT_EQ(decide(world.snapshot(), {&one, &others}).also_below.size(), 1U)
      << "what a set aside one is under";
}

TEST_F(PermissionBelow, IsUnknownWhereNotAllListsWereRead) {
  Snapshot snapshot = world.snapshot();
  hide(snapshot, FactKey::Kind::lists_below);
  EXPECT_EQ(decide(snapshot).is_allowed, Truth::unknown);
}

TEST_F(PermissionBelow, IsUnknownWhereTheServiceSaysThatNothingIsBelow) {
  Snapshot snapshot = world.snapshot();
  auto& spaces = snapshot.organizations.at("contoso").namespaces->known.items;
  std::ranges::find(spaces, std::string(git_namespace), &SecurityNamespace::id)->separator.clear();
  EXPECT_EQ(decide(snapshot).is_allowed, Truth::unknown);
}

TEST_F(PermissionBelow, WithoutAnAccountAsksForTheEvidence) {
  const Organization nothing_read;
  std::set<FactKey> missing;
  const View view(&nothing_read, "contoso", &missing);
  const Memberships memberships(view, small_catalogue());
  decide_permission_below(view, memberships, nullptr, may_force_push, {shop()}, shop());
  const auto is_below = [](const FactKey& key) { return key.kind == FactKey::Kind::lists_below; };
  EXPECT_TRUE(std::ranges::any_of(missing, is_below));
}

}  // namespace
}  // namespace patrol
