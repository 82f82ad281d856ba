#include "auditor/azdo/entitlements.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol::azdo {
namespace {

constexpr auto user = "fe2f1bdb-9779-491a-a6f6-c6e9322cfb00";

TEST(FetchEntitlement, ReadsAUsers) {
  Bench bench;
  bench.transport.on(
      "https://vsaex.dev.azure.com/contoso/_apis/userentitlements/fe2f1bdb-9779-491a-a6f6-c6e9322cfb00"
      "?api-version=7.1",
      json(fixture("user_entitlement.json")));
  const auto fetched = fetch_entitlement(bench.client, user, false);
  ASSERT_TRUE(fetched.known);
  EXPECT_EQ(fetched.known.value(), (Entitlement{.account_license_type = "stakeholder",
                                                .msdn_license_type = "none",
                                                .licensing_source = "account",
                                                .license_display_name = "Stakeholder",
                                                .status = "active"}));
}

TEST(FetchEntitlement, ReadsALicenceOfGitHub) {
  Bench bench;
  bench.transport.on("/userentitlements/", json(fixture("github_entitlement.json")));
  const auto fetched = fetch_entitlement(bench.client, user, false);
  ASSERT_TRUE(fetched.known);
  EXPECT_EQ(fetched.known.value(), (Entitlement{.account_license_type = "none",
                                                .msdn_license_type = "none",
                                                .github_license_type = "enterprise",
                                                .licensing_source = "account",
                                                .license_display_name = "Basic",
                                                .status = "active"}));
}

TEST(FetchEntitlement, ReadsAServicePrincipalsFromItsOwnList) {
  Bench bench;
  bench.transport.on(
      "/serviceprincipalentitlements/593f6716-627c-6ccb-833e-77a7f9ca422f?api-version=7.1-preview.1",
      json(fixture("service_principal_entitlement.json")));
  const auto fetched = fetch_entitlement(bench.client, "593f6716-627c-6ccb-833e-77a7f9ca422f", true);
  ASSERT_TRUE(fetched.known);
  EXPECT_EQ(fetched.known.value().status, "pending");
}

TEST(FetchEntitlement, IsAGapWhereThereIsNone) {
  Bench bench;
  bench.transport.on("connectionData", json("{}")).on("userentitlements", error(404, "no such user"));
  EXPECT_EQ(fetch_entitlement(bench.client, user, false).known.error().kind, Gap::Kind::not_found);
}

TEST(ParseEntitlement, RefusesAForeignShape) {
  Json answer = Json::parse(fixture("user_entitlement.json"));
  EXPECT_EQ(parse_entitlement(answer, "81fa6389-0872-6fdd-a451-7ba7880f566a").error().what,
            "the entitlement of another account");
  answer["accessLevel"].erase("accountLicenseType");
  EXPECT_EQ(parse_entitlement(answer, user).error().what,
            "`accessLevel.accountLicenseType` is missing or null");
  answer.erase("accessLevel");
  EXPECT_EQ(parse_entitlement(answer, user).error().what, "`accessLevel` is missing or null");
}

}  // namespace
}  // namespace patrol::azdo
