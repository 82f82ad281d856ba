#include "auditor/facts/licence.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

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
  EXPECT_EQ(licence_of({.account_license_type = "express", .status = "expired"}).level, AccessLevel::none);
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
