#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

const Requirement basic{AccessAtLeast{AccessLevel::basic}};

Finding ask_with(Entitlement entitlement, Rule::Mode mode = Rule::Mode::require) {
  return ask(rule_of(basic, mode),
             World().account("svc@contoso.com").entitlement("svc@contoso.com", entitlement).snapshot());
}

TEST(Access, PassesFromBasicUpwards) {
  EXPECT_EQ(ask_with({.account_license_type = "express", .status = "active"}).verdict, Verdict::pass);
  EXPECT_EQ(ask_with({.account_license_type = "advanced", .status = "pending"}).verdict, Verdict::pass);
  EXPECT_EQ(ask_with({.account_license_type = "none",
                      .msdn_license_type = "enterprise",
                      .licensing_source = "msdn",
                      .status = "active"})
                .verdict,
            Verdict::pass);
}

TEST(Access, FailsForAStakeholderAndForALicenceThatIsNotHeldAnyMore) {
  EXPECT_EQ(ask_with({.account_license_type = "stakeholder", .status = "active"}).verdict, Verdict::fail);
  EXPECT_EQ(ask_with({.account_license_type = "express", .status = "disabled"}).verdict, Verdict::fail);
}

TEST(Access, IsInconclusiveForWordsThatPatrolDoesNotKnow) {
  EXPECT_EQ(ask_with({.account_license_type = "galactic", .status = "active"}).verdict,
            Verdict::inconclusive);
  EXPECT_EQ(ask_with({.account_license_type = "express", .status = "dreaming"}).verdict,
            Verdict::inconclusive);
  EXPECT_EQ(
      ask_with({.msdn_license_type = "eligible", .licensing_source = "msdn", .status = "active"}).verdict,
      Verdict::inconclusive);
}

TEST(Access, IsInconclusiveWhereTheEntitlementCouldNotBeRead) {
  Snapshot snapshot = World()
                          .account("svc@contoso.com")
                          .entitlement("svc@contoso.com", {.account_license_type = "express"})
                          .snapshot();
  hide(snapshot, FactKey::Kind::entitlement);
  EXPECT_EQ(ask(rule_of(basic), snapshot).verdict, Verdict::inconclusive);
}

TEST(Access, ComparesAsTheModeSays) {
  const Entitlement advanced{.account_license_type = "advanced", .status = "active"};
  EXPECT_EQ(ask_with(advanced, Rule::Mode::at_most).verdict, Verdict::fail);
  EXPECT_EQ(ask_with(advanced, Rule::Mode::exactly).verdict, Verdict::fail);
  EXPECT_EQ(ask_with(advanced, Rule::Mode::forbid).verdict, Verdict::fail);
  const Entitlement stakeholder{.account_license_type = "stakeholder", .status = "active"};
  EXPECT_EQ(ask_with(stakeholder, Rule::Mode::at_most).verdict, Verdict::pass);
  EXPECT_EQ(ask_with(stakeholder, Rule::Mode::forbid).verdict, Verdict::pass);
}

}  // namespace
}  // namespace patrol
