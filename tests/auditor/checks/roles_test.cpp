#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
using Role = RoleHeld::Role;

Requirement in_shop(Role role, bool at_least = false) {
  return {Roles{{{{.kind = Place::Kind::named_project, .project = "Shop"}, role, at_least}}}};
}
const Requirement organization_admin{Roles{{{{}, Role::admin, false}}}};

World member_of(const std::string& group) {
  return World().account(svc).put(svc, group);
}

TEST(RolesCheck, RequiresThatVeryRole) {
  const Snapshot contributor = member_of("[Shop]\\Contributors").snapshot();
  EXPECT_EQ(ask(rule_of(in_shop(Role::contributor)), contributor).verdict, Verdict::pass);
  EXPECT_EQ(ask(rule_of(in_shop(Role::reader)), contributor).verdict, Verdict::fail);
  EXPECT_EQ(ask(rule_of(in_shop(Role::reader, true)), contributor).verdict, Verdict::pass);
  EXPECT_EQ(ask(rule_of(in_shop(Role::admin, true)), contributor).verdict, Verdict::fail);
}

TEST(RolesCheck, MendsTheWantedRankAloneAlthoughHigherOnesCount) {
  const World world = World().account(svc);
  const Rule rule = rule_of(in_shop(Role::reader, true));
  const Remediation told = remediation_of(ask(rule, world.snapshot()));
  EXPECT_EQ(told.advice.text(),
            "Project settings › Permissions › [Shop]\\Readers › Members › Add: svc@contoso.com");
  EXPECT_EQ(std::ranges::count(told.call.text(), '\n'), 0) << told.call.text();
  expect_mended_by_its_calls(rule, world);
}

TEST(RolesCheck, ForbidsThatRankAndAllAbove) {
  const Rule rule = rule_of(in_shop(Role::contributor), Rule::Mode::forbid);
  EXPECT_EQ(ask(rule, member_of("[Shop]\\Readers").snapshot()).verdict, Verdict::pass);
  EXPECT_EQ(ask(rule, member_of("[Shop]\\Contributors").snapshot()).verdict, Verdict::fail);
  EXPECT_EQ(ask(rule, member_of("[Shop]\\Project Administrators").snapshot()).verdict, Verdict::fail);
  EXPECT_EQ(ask(rule, member_of("[contoso]\\Project Collection Administrators").snapshot()).verdict,
            Verdict::fail);
}

/// Shop, whose group of contributors is called otherwise; the account is in it.
Snapshot with_renamed_contributors() {
  Snapshot snapshot = member_of("[Shop]\\Contributors").put(svc, "[Shop]\\Readers").snapshot();
  Organization& contoso = snapshot.organizations.at("contoso");
  for (GroupName& group : contoso.group_names->known.items) {
    if (group.principal_name == "[Shop]\\Contributors") group.principal_name = "[Shop]\\Developers";
  }
  for (auto& [key, fact] : contoso.groups) {
    if (!fact.known || fact.known.value().account != "Contributors") continue;
    Identity& group = fact.known.value();
    if (group.display_name.starts_with("[Shop]")) {
      group.account = "Developers";
      group.display_name = "[Shop]\\Developers";
    }
  }
  return snapshot;
}

TEST(RolesCheck, OfAGroupThatWasRenamedNothingIsKnown) {
  const Snapshot renamed = with_renamed_contributors();
  const auto verdict = [&](Role role, Rule::Mode mode) {
    return ask(rule_of(in_shop(role), mode), renamed).verdict;
  };
  EXPECT_EQ(verdict(Role::contributor, Rule::Mode::forbid), Verdict::inconclusive);
  EXPECT_EQ(verdict(Role::reader, Rule::Mode::at_most), Verdict::inconclusive);
  EXPECT_EQ(verdict(Role::contributor, Rule::Mode::require), Verdict::inconclusive);
  EXPECT_EQ(verdict(Role::reader, Rule::Mode::require), Verdict::pass);
  EXPECT_EQ(verdict(Role::contributor, Rule::Mode::at_most), Verdict::pass);
  const Requirement readers{Groups{.groups = {{{Place::Kind::named_project, "Shop"}, "Readers"}}}};
  EXPECT_EQ(ask(rule_of(readers, Rule::Mode::at_most), renamed).verdict, Verdict::fail)
      << "whatever it is called";
}

TEST(RolesCheck, AllowsAtMostThatRank) {
  const Rule rule = rule_of(in_shop(Role::contributor), Rule::Mode::at_most);
  EXPECT_EQ(ask(rule, member_of("[Shop]\\Contributors").snapshot()).verdict, Verdict::pass);
  EXPECT_EQ(ask(rule, member_of("[Shop]\\Project Administrators").snapshot()).verdict, Verdict::fail);
}

TEST(RolesCheck, ExactlyIsBoth) {
  const Rule rule = rule_of(in_shop(Role::reader), Rule::Mode::exactly);
  EXPECT_EQ(ask(rule, member_of("[Shop]\\Readers").snapshot()).verdict, Verdict::pass);
  EXPECT_EQ(ask(rule, member_of("[Web]\\Readers").snapshot()).verdict, Verdict::fail);
  EXPECT_EQ(ask(rule, member_of("[Shop]\\Readers").put(svc, "[Shop]\\Contributors").snapshot()).verdict,
            Verdict::fail);
}

TEST(RolesCheck, ServiceAccountsOfTheCollectionRankAsAdministrators) {
  const Rule rule = rule_of(organization_admin, Rule::Mode::forbid);
  EXPECT_EQ(ask(rule, World().account(svc).snapshot()).verdict, Verdict::pass);
  EXPECT_EQ(ask(rule, member_of("[contoso]\\Project Collection Service Accounts").snapshot()).verdict,
            Verdict::fail);
  EXPECT_EQ(
      ask(rule_of(organization_admin), member_of("[contoso]\\Project Collection Service Accounts").snapshot())
          .verdict,
      Verdict::fail);
}

TEST(RolesCheck, ForbiddenIsInconclusiveWhereTheGroupsCouldNotBeRead) {
  Snapshot snapshot = World().account(svc).snapshot();
  hide(snapshot, FactKey::Kind::group);
  EXPECT_EQ(ask(rule_of(organization_admin, Rule::Mode::forbid), snapshot).verdict, Verdict::inconclusive);
}

}  // namespace
}  // namespace patrol
