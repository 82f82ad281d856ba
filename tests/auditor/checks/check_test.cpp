#include "auditor/checks/check.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace patrol {
namespace {

TEST(Checks, HaveOneRowForEachKindThatIsNoJoin) {
  const std::vector<Requirement> kinds{
      {PatScopes{}},     {PatState{}},     {Groups{}},          {Roles{}},    {Permissions{}},
      {AccessAtLeast{}}, {AccountState{}}, {ConnectionState{}}, {Attested{}}, {ServiceHooks{}}};
  EXPECT_EQ(checks().size(), kinds.size());
  std::set<std::string_view> words;
  for (const Requirement& kind : kinds) {
    int rows = 0;
    for (const Check& check : checks()) {
      rows += check.is_for(kind) ? 1 : 0;
      words.insert(check.word);
    }
    EXPECT_EQ(rows, 1);
  }
  EXPECT_EQ(words.size(), checks().size());
}

const Requirement active{AccountState{.active = true}};
const Requirement url{ConnectionState{"https://dev.azure.com/{organization}"}};

TEST(Decide, AnyOfPassesAlthoughAnotherBranchIsUnknown) {
  Snapshot snapshot = World().account("svc@contoso.com").snapshot();
  hide(snapshot, FactKey::Kind::account);
  EXPECT_EQ(ask(rule_of({AnyOf{{active, url}}}), snapshot).verdict, Verdict::pass);
  EXPECT_EQ(ask(rule_of({AllOf{{active, url}}}), snapshot).verdict, Verdict::inconclusive);
}

TEST(Decide, ForbiddingAnyOfForbidsEach) {
  const Requirement readers{Groups{{{{.kind = Place::Kind::named_project, .project = "Shop"}, "Readers"}}}};
  const Requirement contributors{
      Groups{{{{.kind = Place::Kind::named_project, .project = "Shop"}, "Contributors"}}}};
  const Rule rule = rule_of({AnyOf{{readers, contributors}}}, Rule::Mode::forbid);
  World world = World().account("svc@contoso.com");
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::pass);
  world.put("svc@contoso.com", "[Shop]\\Contributors");
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::fail);
}

/// Kleene's tables of "not all at once" and "not one of them".
TEST(Decide, ForbiddingAllOfForbidsThemTogetherOnly) {
  const auto in_shop = [](const char* group) {
    return Requirement{Groups{{{{.kind = Place::Kind::named_project, .project = "Shop"}, group}}}};
  };
  const Rule rule = rule_of({AllOf{{in_shop("Readers"), in_shop("Contributors")}}}, Rule::Mode::forbid);
  World world = World().account("svc@contoso.com");
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::pass);
  world.put("svc@contoso.com", "[Shop]\\Contributors");
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::pass);
  World hidden = world;
  hidden.put("[TEAM FOUNDATION]\\Staff", "[Shop]\\Readers");
  EXPECT_EQ(ask(rule, hidden.snapshot()).verdict, Verdict::inconclusive);
  world.put("svc@contoso.com", "[Shop]\\Readers");
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::fail);
}

TEST(Decide, ForbiddingAllOfPassesWhereOneIsKnownToBeAbsent) {
  const Requirement readers{Groups{{{{.kind = Place::Kind::named_project, .project = "Shop"}, "Readers"}}}};
  const Requirement owners{Groups{{{Place{}, "Owners"}}}};
  World world = World().account("svc@contoso.com");
  world.put("[TEAM FOUNDATION]\\Staff", "[Shop]\\Readers").put("auditor@contoso.com", "[contoso]\\Owners");
  EXPECT_EQ(ask(rule_of({AllOf{{readers, owners}}}, Rule::Mode::forbid), world.snapshot()).verdict,
            Verdict::pass);
}

constexpr const char* svc = "svc@contoso.com";

Requirement role(RoleHeld::Role role, bool at_least = false) {
  return {Roles{{{{.kind = Place::Kind::named_project, .project = "Shop"}, role, at_least}}, {}}};
}
const Requirement organization_admin{Roles{{{{}, RoleHeld::Role::admin}}, {}}};

/// Of ways that are each enough one has calls; the others are told only where they give no more.
TEST(Decide, AnyOfIsMendedByTheWayThatGivesLeast) {
  const World world = World().account(svc);
  const Rule reads = rule_of({AnyOf{{organization_admin, role(RoleHeld::Role::reader, true)}}});
  const Remediation told = remediation_of(ask(reads, world.snapshot()));
  EXPECT_EQ(told.advice.text(),
            "Project settings › Permissions › [Shop]\\Readers › Members › Add: svc@contoso.com");
  EXPECT_EQ(told.call.text().find('\n'), std::string::npos) << told.call.text();
  expect_mended_by_its_calls(reads, world);

  const Rule administers = rule_of({AnyOf{{organization_admin, role(RoleHeld::Role::admin)}}});
  EXPECT_EQ(
      remediation_of(ask(administers, world.snapshot())).advice.text(),
      "Project settings › Permissions › [Shop]\\Project Administrators › Members › Add: svc@contoso.com");
  expect_mended_by_its_calls(administers, world);
}

TEST(Decide, ForbiddingAllOfIsMendedByLeavingOne) {
  World world = World().account(svc);
  world.put(svc, "[contoso]\\Inner").put("[contoso]\\Inner", "[contoso]\\Makers").put(svc, "[Shop]\\Readers");
  const Rule rule =
      rule_of({AllOf{{{Groups{{{{}, "Makers"}}}}, {Groups{{{{}, "Inner"}}}}, role(RoleHeld::Role::reader)}}},
              Rule::Mode::forbid);
  const Remediation told = remediation_of(ask(rule, world.snapshot()));
  EXPECT_EQ(told.advice.text(),
            "Organization settings › Permissions › [contoso]\\Inner › Members › Remove: svc@contoso.com\n"
            "or: Project settings › Permissions › [Shop]\\Readers › Members › Remove: svc@contoso.com "
            "(may break: everything else that svc@contoso.com may do only through [Shop]\\Readers)");
  EXPECT_EQ(told.call.text().find('\n'), std::string::npos) << told.call.text();
  EXPECT_EQ(told.may_break.text().find("Readers"), std::string::npos) << told.may_break.text();
  expect_mended_by_its_calls(rule, world);
}

TEST(Decide, ForbiddingAllOfTakesNobodysSightOfTheOrganizationWhereAnotherWayIsThere) {
  World world = World().account(svc);
  world.put(svc, "[Shop]\\Readers").put(svc, "[contoso]\\Auditors").put(svc, "[contoso]\\Inner");
  world.entry(collection_namespace, "NAMESPACE:", svc, 1, 0);
  const Permission look{.level = Permission::Level::organization,
                        .place = {},
                        .namespace_id = collection_namespace,
                        .namespace_name = "Collection",
                        .action = "GENERIC_READ",
                        .words = "View instance-level information"};
  const Requirement two_groups{Groups{{{{}, "Auditors"}, {{}, "Inner"}}}};
  const Rule rule = rule_of({AllOf{{{Permissions{{look}}}, two_groups}}}, Rule::Mode::forbid);
  const Remediation told = remediation_of(ask(rule, world.snapshot()));
  EXPECT_EQ(std::ranges::count(told.call.text(), '\n'), 1) << told.call.text();
  EXPECT_EQ(told.call.text().find("security permission"), std::string::npos) << told.call.text();
  expect_mended_by_its_calls(rule, world);
}

TEST(Decide, ForbiddingAllOfTakesNobodyOutOfTheAdministratorsWhereAnotherWayIsThere) {
  World world = World().account(svc);
  world.put(svc, "[contoso]\\Project Collection Administrators").put(svc, "[Shop]\\Readers");
  const Rule rule =
      rule_of({AllOf{{{Groups{{{{}, "Project Collection Administrators"}}}},
                      {Groups{{{{.kind = Place::Kind::named_project, .project = "Shop"}, "Readers"}}}}}}},
              Rule::Mode::forbid);
  EXPECT_EQ(remediation_of(ask(rule, world.snapshot())).advice.text(),
            "Project settings › Permissions › [Shop]\\Readers › Members › Remove: svc@contoso.com");
}

}  // namespace
}  // namespace patrol
