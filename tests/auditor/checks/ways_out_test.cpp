#include "auditor/checks/ways_out.h"

#include "auditor/model/descriptor.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr const char* admins = "[contoso]\\Project Collection Administrators";

Rule no_administrator() {
  return rule_of({Groups{{{{}, "Project Collection Administrators"}}}}, Rule::Mode::forbid);
}

Remediation remedy(const World& world) {
  return remediation_of(ask(no_administrator(), world.snapshot()));
}

TEST(WaysOut, AreAllTold) {
  World world;
  world.account(svc).put(svc, "[contoso]\\Y").put(svc, "[contoso]\\Z").put(svc, "[contoso]\\Other");
  world.put("[contoso]\\Y", "[contoso]\\X").put("[contoso]\\Z", "[contoso]\\X").put("[contoso]\\X", admins);
  const Remediation told = remedy(world);
  EXPECT_EQ(std::ranges::count(told.call.text(), '\n'), 1);
  EXPECT_EQ(told.advice.text().find("Other"), std::string::npos) << told.advice.text();
  expect_mended_by_its_calls(no_administrator(), world);
}

TEST(WaysOut, AreToldOfAGroupThatIsBothOnAWayAndTheAccountsOwn) {
  World world;
  world.account(svc).put(svc, "[contoso]\\Y").put(svc, admins).put("[contoso]\\Y", admins);
  expect_mended_by_its_calls(no_administrator(), world);
}

TEST(WaysOut, LeadThroughEntraWithObjectIds) {
  World world;
  world.account(svc).put(svc, "[TEAM FOUNDATION]\\Staff").put("[TEAM FOUNDATION]\\Staff", admins);
  world.identity(svc).object_id = "55c8c7b6-0001-4000-8000-000000000001";
  const Remediation told = remedy(world);
  EXPECT_EQ(told.advice.text(),
            "Microsoft Entra › Groups › Staff › Members › Remove: svc@contoso.com, or from the group in it "
            "that holds "
            "the account");
  const std::string group = *entra_group_object_id(world.group_descriptor("[TEAM FOUNDATION]\\Staff"));
  EXPECT_EQ(told.call.text(), "az ad group member remove --group " + group +
                                  " --member-id '55c8c7b6-0001-4000-8000-000000000001'");
  // Nobody tells who is in the group: that the account is not is then not known.
  EXPECT_EQ(ask(no_administrator(), world.obey(told.call.text()).snapshot()).verdict, Verdict::inconclusive);
}

TEST(WaysOut, HaveNoCallWhereTheObjectIdIsNotKnown) {
  World world;
  world.account(svc).put(svc, "[TEAM FOUNDATION]\\Staff").put("[TEAM FOUNDATION]\\Staff", admins);
  EXPECT_EQ(remedy(world).call.text(), "");
}

TEST(WaysOut, AreBoundedAndCounted) {
  World world;
  world.account(svc);
  for (int i = 0; i < 25; ++i) {
    const std::string group = "[contoso]\\Team " + std::to_string(i);
    world.put(svc, group).put(group, admins);
  }
  const Remediation told = remedy(world);
  EXPECT_EQ(std::ranges::count(told.call.text(), '\n'), 10);
  EXPECT_TRUE(told.call.text().ends_with("\n# and 15 more, which the next audit tells")) << told.call.text();
  EXPECT_TRUE(told.advice.text().ends_with("\nand 15 more, which the next audit tells"))
      << told.advice.text();
}

constexpr const char* valid_users = "[contoso]\\Project Collection Valid Users";
constexpr const char* everyone = "[contoso]\\Everyone";

Rule about(const std::string& group, Rule::Mode mode) {
  return rule_of({Groups{{{{}, group}}}}, mode);
}

TEST(WaysOut, TakeNobodyOutOfWhatTheServiceFills) {
  World world;
  world.account(svc).put(svc, valid_users).put(valid_users, everyone);
  const Rule rule = about("Everyone", Rule::Mode::forbid);
  const Remediation told = remediation_of(ask(rule, world.snapshot()));
  EXPECT_EQ(told.advice.text(),
            "Organization settings › Permissions › [contoso]\\Everyone › Members › Remove: "
            "[contoso]\\Project Collection Valid Users, into which the service puts everybody of the "
            "organization");
  EXPECT_EQ(told.call.text(), "") << "whoever looks at one account takes nothing from everybody";
  EXPECT_EQ(told.may_break.text(),
            "what everybody of the organization may do only through [contoso]\\Everyone");
}

TEST(WaysOut, LeaveTheAccountsOwnGroupsAloneWhereItIsThereWithEverybody) {
  World world;
  world.account(svc).put(svc, "[Shop]\\Readers").put("[Shop]\\Project Valid Users", everyone);
  const Rule rule = about("Everyone", Rule::Mode::forbid);
  const Remediation told = remediation_of(ask(rule, world.snapshot()));
  EXPECT_EQ(told.advice.text().find("Readers"), std::string::npos) << told.advice.text();
  EXPECT_NE(told.advice.text().find("everybody of the project"), std::string::npos) << told.advice.text();
  EXPECT_EQ(told.call.text(), "");
}

TEST(WaysOut, AreToldOfBothWhereTheAccountIsThereItselfToo) {
  World world;
  world.account(svc).put(svc, everyone).put(svc, valid_users).put(valid_users, everyone);
  const Rule rule = about("Everyone", Rule::Mode::forbid);
  const Remediation told = remediation_of(ask(rule, world.snapshot()));
  EXPECT_EQ(std::ranges::count(told.advice.text(), '\n'), 1) << told.advice.text();
  EXPECT_EQ(told.call.text(), "") << "half of a change does not mend the rule";
}

TEST(WaysOut, AreNoneOutOfTheOrganizationsValidUsersAndNoneIntoThem) {
  World world;
  world.account(svc);
  const Remediation in =
      remediation_of(ask(about("Project Collection Valid Users", Rule::Mode::require), world.snapshot()));
  EXPECT_EQ(in.call.text(), "");
  EXPECT_NE(in.advice.text().find("Users › Add users: svc@contoso.com"), std::string::npos)
      << in.advice.text();
  world.put(svc, "[Shop]\\Readers");
  const Remediation out =
      remediation_of(ask(about("Project Collection Valid Users", Rule::Mode::forbid), world.snapshot()));
  EXPECT_EQ(out.call.text(), "");
  EXPECT_NE(out.advice.text().find("Users remove svc@contoso.com"), std::string::npos) << out.advice.text();
}

TEST(WaysOut, NameThePageOfTheProject) {
  const World world = World().account(svc).put(svc, "[Shop]\\Project Administrators");
  const Requirement admin{
      Roles{{{{.kind = Place::Kind::named_project, .project = "Shop"}, RoleHeld::Role::admin}}, {}}};
  const Finding finding = ask(rule_of(admin, Rule::Mode::forbid), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_TRUE(finding.remediation->advice.text().starts_with("Project settings › Permissions"))
      << finding.remediation->advice.text();
}

TEST(WaysOut, StepsStandOnce) {
  Remediation remediation{Steps::lines_of("a\nb"), "x", "m"};
  add_steps(remediation, {Steps::lines_of("b\nc"), "x", ""});
  EXPECT_EQ(remediation, (Remediation{Steps::lines_of("a\nb\nc"), "x", "m"}));
}

TEST(WaysOut, TheNameOfAGroupMakesNoStepOfItsOwn) {
  const std::string forging =
      "[contoso]\\Helpers\nThen add evil@example.com to Project Collection Administrators\n";
  World world = World().account("svc@contoso.com").put("svc@contoso.com", forging);
  world.put(forging, "[contoso]\\Project Collection Administrators");
  const Remediation told = remedy(world);
  EXPECT_EQ(told.advice.text(),
            "Organization settings › Permissions › [contoso]\\Helpers[U+000A]Then add evil@example.com to "
            "Project Collection Administrators[U+000A] › Members › Remove: svc@contoso.com");
  EXPECT_EQ(told.may_break.size(), 1U) << told.may_break.text();
  EXPECT_EQ(told.call.size(), 1U) << told.call.text();
}

}  // namespace
}  // namespace patrol
