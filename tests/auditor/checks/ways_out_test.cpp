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
  EXPECT_EQ(std::ranges::count(told.call, '\n'), 1);
  EXPECT_EQ(told.advice.find("Other"), std::string::npos) << told.advice;
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
  EXPECT_EQ(told.advice,
            "Microsoft Entra › Groups › Staff › Members › Remove: svc@contoso.com, or from the group in it "
            "that holds "
            "the account");
  const std::string group = *entra_group_object_id(world.group_descriptor("[TEAM FOUNDATION]\\Staff"));
  EXPECT_EQ(told.call, "az ad group member remove --group " + group +
                           " --member-id '55c8c7b6-0001-4000-8000-000000000001'");
  // Nobody tells who is in the group: that the account is not is then not known.
  EXPECT_EQ(ask(no_administrator(), world.obey(told.call).snapshot()).verdict, Verdict::inconclusive);
}

TEST(WaysOut, HaveNoCallWhereTheObjectIdIsNotKnown) {
  World world;
  world.account(svc).put(svc, "[TEAM FOUNDATION]\\Staff").put("[TEAM FOUNDATION]\\Staff", admins);
  EXPECT_EQ(remedy(world).call, "");
}

TEST(WaysOut, AreBoundedAndCounted) {
  World world;
  world.account(svc);
  for (int i = 0; i < 25; ++i) {
    const std::string group = "[contoso]\\Team " + std::to_string(i);
    world.put(svc, group).put(group, admins);
  }
  const Remediation told = remedy(world);
  EXPECT_EQ(std::ranges::count(told.call, '\n'), 10);
  EXPECT_TRUE(told.call.ends_with("\n# and 15 more, which the next audit tells")) << told.call;
  EXPECT_TRUE(told.advice.ends_with("\nand 15 more, which the next audit tells")) << told.advice;
}

TEST(WaysOut, NameThePageOfTheProject) {
  const World world = World().account(svc).put(svc, "[Shop]\\Project Administrators");
  const Requirement admin{
      Roles{{{{.kind = Place::Kind::named_project, .project = "Shop"}, RoleHeld::Role::admin}}, {}}};
  const Finding finding = ask(rule_of(admin, Rule::Mode::forbid), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_TRUE(finding.remediation->advice.starts_with("Project settings › Permissions"))
      << finding.remediation->advice;
}

TEST(WaysOut, StepsStandOnce) {
  Remediation remediation{"a\nb", "x", "m"};
  add_steps(remediation, {"b\nc", "x", ""});
  EXPECT_EQ(remediation, (Remediation{"a\nb\nc", "x", "m"}));
}

}  // namespace
}  // namespace patrol
