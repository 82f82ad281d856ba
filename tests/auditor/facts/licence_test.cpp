#include "auditor/facts/licence.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";

LicenceAnswer licence_of(const Entitlement& entitlement, bool hidden = false) {
  Snapshot snapshot = World().account(svc).entitlement(svc, entitlement).snapshot();
  if (hidden) hide(snapshot, FactKey::Kind::entitlement);
  const Organization& organization = snapshot.organizations.at("contoso");
  const View view(&organization, "contoso", nullptr);
  return find_licence(view, small_catalogue(),
                      organization.accounts.at(std::string("email:") + svc).known.items.at(0));
}

TEST(Licence, IsWhatTheCatalogueCallsIt) {
  const LicenceAnswer basic = licence_of(
      {.account_license_type = "EarlyAdopter", .license_display_name = "Early", .status = "active"});
  EXPECT_EQ(basic.level, AccessLevel::basic);
  EXPECT_EQ(basic.observed, "Early, active");
  EXPECT_FALSE(basic.support.reads.empty());
}

TEST(Licence, OfASubscriberIsThatOfTheSubscription) {
  EXPECT_EQ(licence_of({.account_license_type = "stakeholder",
                        .msdn_license_type = "enterprise",
                        .licensing_source = "msdn",
                        .status = "active"})
                .level,
            AccessLevel::basic_and_test_plans);
}

TEST(Licence, ThatIsNotHeldAnyMoreIsNone) {
  EXPECT_EQ(licence_of({.account_license_type = "express", .status = "deleted"}).level, AccessLevel::none);
}

TEST(Licence, ThatHasExpiredMayBeHeldForSomeDaysOfGrace) {
  const LicenceAnswer expired = licence_of({.account_license_type = "express", .status = "expired"});
  EXPECT_EQ(expired.level, std::nullopt);
  ASSERT_EQ(expired.support.gaps.size(), 1U);
  EXPECT_EQ(expired.support.gaps.front().reason,
            "the service calls it `express, expired`, and does not tell whether its days of grace are over");
}

/// `none` of the account, as it stands beside licences of other kinds.
Entitlement none_of_the_account() {
  return {.account_license_type = "none", .msdn_license_type = "none", .status = "active"};
}

TEST(Licence, IsNoneWhereNoKindOfItIsTold) {
  Entitlement none = none_of_the_account();
  for (const char* source : {"", "none", "account"}) {
    for (const char* github : {"", "none"}) {
      none.licensing_source = source;
      none.github_license_type = github;
      EXPECT_EQ(licence_of(none).level, AccessLevel::none) << source << " " << github;
    }
  }
}

TEST(Licence, IsNotKnownWhereItMayBeOfAnotherKind) {
  using Change = void (*)(Entitlement&);
  for (const Change change :
       std::initializer_list<Change>{[](Entitlement& held) { held.github_license_type = "enterprise"; },
                                     [](Entitlement& held) { held.msdn_license_type = "enterprise"; },
                                     [](Entitlement& held) { held.licensing_source = "profile"; },
                                     [](Entitlement& held) { held.licensing_source = "auto"; },
                                     [](Entitlement& held) { held.licensing_source = "trial"; },
                                     [](Entitlement& held) { held.license_display_name = "Basic"; }}) {
    Entitlement held = none_of_the_account();
    change(held);
    const LicenceAnswer answer = licence_of(held);
    EXPECT_EQ(answer.level, std::nullopt) << answer.observed;
    EXPECT_EQ(answer.support.gaps.size(), 1U);
  }
}

TEST(Licence, OfAnotherKindIsToldInTheWordsOfTheService) {
  const LicenceAnswer answer = licence_of({.account_license_type = "none",
                                           .msdn_license_type = "none",
                                           .github_license_type = "enterprise",
                                           .licensing_source = "account",
                                           .license_display_name = "Basic",
                                           .status = "active"});
  ASSERT_EQ(answer.support.gaps.size(), 1U);
  EXPECT_EQ(
      answer.support.gaps[0].reason,
      "the service calls it `Basic, active`, with accountLicenseType `none`, licensingSource `account`, "
      "gitHubLicenseType `enterprise`, which is no level that patrol knows");
}

TEST(Licence, OfTheAccountCountsBesideAnotherKindWhereItIsTheSource) {
  Entitlement both{.account_license_type = "stakeholder",
                   .github_license_type = "enterprise",
                   .licensing_source = "account",
                   .status = "active"};
  EXPECT_EQ(licence_of(both).level, AccessLevel::stakeholder);
  both.licensing_source = "auto";
  EXPECT_EQ(licence_of(both).level, std::nullopt);
}

TEST(Licence, OfAnotherKindMayComeBackWhole) {
  Entitlement held = none_of_the_account();
  held.github_license_type = "enterprise";
  held.status = "disabled";
  EXPECT_EQ(licence_of(held).level, AccessLevel::none);
  EXPECT_EQ(licence_of(held).when_enabled, AccessLevel::basic_and_test_plans);
  held.github_license_type = "none";
  EXPECT_EQ(licence_of(held).when_enabled, AccessLevel::none);
}

TEST(Licence, IsNotKnownWhereTheWordsAreNotOrNothingWasRead) {
  for (const LicenceAnswer& answer :
       {licence_of({.account_license_type = "galactic", .status = "active"}),
        licence_of({.account_license_type = "express", .status = "dreaming"}),
        licence_of({.account_license_type = "express", .status = "active"}, true)}) {
    EXPECT_EQ(answer.level, std::nullopt);
    EXPECT_EQ(answer.support.gaps.size(), 1U);
  }
}

}  // namespace
}  // namespace patrol
