#include "auditor/model/count_once.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace patrol {
namespace {

using Texts = std::vector<std::string>;

const Project shop{.id = "0f8a", .name = "Shop", .state = "wellFormed"};
const Project web{.id = "1b2c", .name = "Web", .state = "wellFormed"};

TEST(CountOnce, LeavesTheFirstOfWhatIsToldAlike) {
  std::vector<Project> projects{shop, web, shop, shop};
  EXPECT_EQ(count_once(projects), std::nullopt);
  EXPECT_EQ(projects, (std::vector<Project>{shop, web}));
}

TEST(CountOnce, ComparesIdsWithoutRegardToLetterCase) {
  Project again = shop;
  again.id = "0F8A";
  std::vector<Project> projects{shop, again};
  EXPECT_EQ(count_once(projects), std::nullopt);
  EXPECT_EQ(projects, std::vector<Project>{shop});
}

TEST(CountOnce, TakesOutWhatIsToldDifferentlyAndNamesTheFirst) {
  Project renamed = shop;
  renamed.name = "Store";
  std::vector<Project> projects{shop, web, renamed, shop};
  EXPECT_EQ(count_once(projects), "`0f8a`");
  EXPECT_EQ(projects, std::vector<Project>{web});

  std::vector<Project> both{web, shop, renamed, web, {.id = "1b2c", .name = "Site"}};
  EXPECT_EQ(count_once(both), "`0f8a`");
  EXPECT_TRUE(both.empty());
}

TEST(CountOnce, MindsNoOrderOfWhatIsASet) {
  const Identity account{.id = "1", .member_of = {"a", "b"}, .members = {"x", "y"}};
  Identity turned = account;
  std::ranges::reverse(turned.member_of);
  std::ranges::reverse(turned.members);
  std::vector<Identity> accounts{account, turned};
  EXPECT_EQ(count_once(accounts), std::nullopt);
  EXPECT_EQ(accounts, std::vector{account});

  const Token token{
      .authorization_id = "1", .scopes = {"vso.code", "vso.work"}, .target_accounts = Texts{"a", "b"}};
  Token other = token;
  std::ranges::reverse(other.scopes);
  std::ranges::reverse(*other.target_accounts);
  std::vector<Token> tokens{token, other};
  EXPECT_EQ(count_once(tokens), std::nullopt);
  EXPECT_EQ(tokens, std::vector{token});
  other.scopes = {"vso.code"};
  tokens = {token, other};
  EXPECT_EQ(count_once(tokens), "`1`");
}

TEST(CountOnce, LeavesWhatIsCalledTheSameAndHasAnotherId) {
  Project namesake = shop;
  namesake.id = "2d3e";
  std::vector<Project> projects{shop, namesake};
  EXPECT_EQ(count_once(projects), std::nullopt);
  EXPECT_EQ(projects.size(), 2U);
}

TEST(CountOnce, MindsLetterCaseInSubjectDescriptors) {
  Texts groups{"vssgp.Uy0x", "vssgp.uy0x", "vssgp.Uy0x"};
  EXPECT_EQ(count_once(groups), std::nullopt);
  EXPECT_EQ(groups, (Texts{"vssgp.Uy0x", "vssgp.uy0x"}));
  std::vector<Principal> users{{.descriptor = "aad.Uy0x"}, {.descriptor = "aad.uy0x"}};
  EXPECT_EQ(count_once(users), std::nullopt);
  EXPECT_EQ(users.size(), 2U);
}

TEST(CountOnce, KeepsARoleThatIsGivenBesideTheOneFromAbove) {
  const RoleAssignment given{.identity_id = "a", .role = "User"};
  const RoleAssignment from_above{.identity_id = "a", .role = "Administrator", .inherited = true};
  std::vector<RoleAssignment> roles{given, from_above, given};
  EXPECT_EQ(count_once(roles), std::nullopt);
  EXPECT_EQ(roles, (std::vector<RoleAssignment>{given, from_above}));
  roles.push_back({.identity_id = "A", .role = "Reader"});
  EXPECT_EQ(count_once(roles), "`A`");
  EXPECT_EQ(roles, std::vector<RoleAssignment>{from_above});
}

AccessControlList list_of(const std::string& token, std::vector<AccessControlEntry> entries) {
  return {.token = token, .entries = std::move(entries)};
}

TEST(CountOnce, TakesBothFormsOfASecurityTokenForOne) {
  std::vector<AccessControlList> alike{list_of("repoV2/1", {{"d", 1, 0}}),
                                       list_of("repov2/1/", {{"d", 1, 0}})};
  EXPECT_EQ(count_once(alike), std::nullopt);
  EXPECT_EQ(alike, std::vector{list_of("repoV2/1", {{"d", 1, 0}})});
  std::vector<AccessControlList> others{list_of("repoV2/1", {{"d", 1, 0}}),
                                        list_of("repoV2/1/", {{"d", 0, 1}})};
  EXPECT_EQ(count_once(others), "`repoV2/1/`");
  EXPECT_TRUE(others.empty());
  std::vector<AccessControlList> made_up{list_of("repoV2/1", {}), list_of("repoV2/1/", {{"d", 1, 0}})};
  EXPECT_EQ(count_once(made_up), std::nullopt);
  EXPECT_EQ(made_up.size(), 2U);
}

TEST(CountOnce, TakesOutWhatContradictsItself) {
  std::vector<AccessControlList> lists{list_of("t", {{"d", 1, 0}, {"D", 0, 1}}),
                                       list_of("u", {{"d", 1, 0}, {"D", 1, 0}})};
  EXPECT_EQ(count_once(lists), "`D` at `t`");
  EXPECT_EQ(lists, std::vector{list_of("u", {{"d", 1, 0}})});

  SecurityNamespace space{.id = "2e9e", .name = "Git", .actions = {{1, "Read", "R"}, {2, "read", "R"}}};
  EXPECT_EQ(count_parts_once(space), "`read` of the namespace `2e9e`");
  space.actions = {{1, "Read", "R"}, {1, "read", "R"}, {2, "Write", "W"}};
  EXPECT_EQ(count_parts_once(space), std::nullopt);
  EXPECT_EQ(space.actions.size(), 2U);
}

TEST(CountPartsOnce, LeavesEachTextOfAThingOnce) {
  Identity group{.member_of = {"A", "b", "a"}, .members = {"x", "x"}};
  EXPECT_EQ(count_parts_once(group), std::nullopt);
  EXPECT_EQ(group.member_of, (Texts{"A", "b"}));
  EXPECT_EQ(group.members, (Texts{"x", "x"})) << "how many there are tells whether the list was cut";

  Token token{.scopes = {"vso.code", "vso.work", "vso.code"}, .target_accounts = Texts{"8cb9", "8CB9"}};
  EXPECT_EQ(count_parts_once(token), std::nullopt);
  EXPECT_EQ(token.scopes, (Texts{"vso.code", "vso.work"}));
  EXPECT_EQ(token.target_accounts, Texts{"8cb9"});

  Subscription hook{.limits = {"branch", "branch"}};
  EXPECT_EQ(count_parts_once(hook), std::nullopt);
  EXPECT_EQ(hook.limits, Texts{"branch"});
}

TEST(CountPartsOnce, LooksIntoAListWhereThereIsOne) {
  std::optional<AccessControlList> list;
  EXPECT_EQ(count_parts_once(list), std::nullopt);
  list = list_of("t", {{"d", 1, 0}, {"d", 0, 1}});
  EXPECT_EQ(count_parts_once(list), "`d` at `t`");
  bool is_member = true;
  EXPECT_EQ(count_parts_once(is_member), std::nullopt);
}

TEST(ToldDifferently, IsAGapInClearWords) {
  EXPECT_EQ(
      told_differently("the projects of contoso", "`0f8a`"),
      (Gap{Gap::Kind::bad_answer, "the projects of contoso", "the answer tells `0f8a` twice, and differently",
           "read it again, by an audit or a collection: it may have changed meanwhile"}));
}

}  // namespace
}  // namespace patrol
