#include "auditor/evaluate/fact_hash.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

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

TEST(Access, IsMendedByTheNextLevelThatHolds) {
  const auto mend = [](const char* licence, AccessLevel wanted, Rule::Mode mode) {
    World world;
    world.account("svc@contoso.com")
        .entitlement("svc@contoso.com", {.account_license_type = licence, .status = "active"});
    expect_mended_by_its_calls(rule_of({AccessAtLeast{wanted}}, mode), world);
  };
  mend("stakeholder", AccessLevel::basic, Rule::Mode::require);
  mend("advanced", AccessLevel::basic, Rule::Mode::at_most);
  mend("advanced", AccessLevel::basic, Rule::Mode::exactly);
  mend("advanced", AccessLevel::basic_and_test_plans, Rule::Mode::forbid);
  mend("express", AccessLevel::basic, Rule::Mode::forbid);
}

TEST(Access, BelowStakeholderThereIsNoLevelToChangeTo) {
  World world;
  world.account("svc@contoso.com")
      .entitlement("svc@contoso.com", {.account_license_type = "express", .status = "active"});
  const Finding finding =
      ask(rule_of({AccessAtLeast{AccessLevel::stakeholder}}, Rule::Mode::forbid), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_NE(finding.remediation->advice.text().find("Remove from organization"), std::string::npos);
  EXPECT_EQ(finding.remediation->call.text(), "");
}

TEST(Access, OfAServicePrincipalIsChangedByTheServicesOwnCall) {
  World world;
  Identity principal{.id = "593f6716-627c-6ccb-833e-77a7f9ca422f",
                     .descriptor = "Microsoft.VisualStudio.Services.Claims.AadServicePrincipal;t\\o",
                     .subject_descriptor = "aadsp.x",
                     .display_name = "app",
                     .account = "svc@contoso.com",
                     .is_active = true};
  world.account(principal).entitlement("svc@contoso.com",
                                       {.account_license_type = "stakeholder", .status = "active"});
  EXPECT_EQ(ask(rule_of(basic), world.snapshot()).remediation->call.text(),
            "az rest --resource 499b84ac-1321-427f-aa17-267ca6975798 --method patch --url "
            "'https://vsaex.dev.azure.com/contoso/_apis/serviceprincipalentitlements/"
            "593f6716-627c-6ccb-833e-77a7f9ca422f?api-version=7.1-preview.1' --body "
            "'[{\"from\":\"\",\"op\":\"replace\",\"path\":\"/"
            "accessLevel\",\"value\":{\"accountLicenseType\":\"express\","
            "\"licensingSource\":\"account\"}}]' --headers Content-Type=application/json-patch+json");
}

TEST(Access, OfABuildServiceIsNobodysToGive) {
  const Identity builds{.id = "5b7e0000-0000-0000-0000-000000000001",
                        .descriptor = "Microsoft.TeamFoundation.ServiceIdentity;host:Build:project",
                        .subject_descriptor = "svc.aG9zdDpCdWlsZDpwcm9qZWN0",
                        .display_name = "Shop Build Service (contoso)",
                        .account = "0f8a2c61-5b7e-4a7d-9c33-7f1e2d4b6a90",
                        .is_active = true};
  Integration integration = flow_integration();
  integration.account = {AccountSelector::Kind::descriptor, builds.subject_descriptor};
  const Snapshot snapshot = World().account(builds).snapshot();
  const Finding required = ask(rule_of(basic), snapshot, integration);
  EXPECT_EQ(required.verdict, Verdict::fail);
  EXPECT_EQ(
      required.message,
      "Shop Build Service (contoso) has no access level, as no build service has, and nobody can give it "
      "one");
  EXPECT_NE(required.remediation->advice.text().find("`unless: build-service`"), std::string::npos)
      << required.remediation->advice.text();
  const Finding bounded = ask(rule_of(basic, Rule::Mode::at_most), snapshot, integration);
  EXPECT_EQ(bounded.verdict, Verdict::pass);
  EXPECT_EQ(bounded.message, "Shop Build Service (contoso) has no access level, as no build service has");
}

TEST(Access, FaultsAreTheLevelsThatAreTooManyOrMissing) {
  const auto facts_of = [](const Entitlement& entitlement, AccessLevel wanted, Rule::Mode mode) {
    const Finding finding =
        ask(rule_of({AccessAtLeast{wanted}}, mode),
            World().account("svc@contoso.com").entitlement("svc@contoso.com", entitlement).snapshot());
    EXPECT_EQ(finding.verdict, Verdict::fail) << finding.message;
    return finding.facts;
  };
  const auto hashes = [](std::vector<std::string> faults) {
    for (std::string& fault : faults) fault = hash_fact("contoso", "svc@contoso.com", std::nullopt, fault);
    std::ranges::sort(faults);
    return faults;
  };
  const auto by_subscription = [](const char* type) {
    return Entitlement{.account_license_type = "none",
                       .msdn_license_type = type,
                       .licensing_source = "msdn",
                       .status = "active"};
  };
  constexpr AccessLevel stakeholder = AccessLevel::stakeholder;
  const std::vector<std::string> one = hashes({"access level basic"});
  const std::vector<std::string> two = hashes({"access level basic", "access level basic_and_test_plans"});
  EXPECT_EQ(facts_of(by_subscription("professional"), stakeholder, Rule::Mode::at_most), one);
  EXPECT_EQ(facts_of(by_subscription("enterprise"), stakeholder, Rule::Mode::at_most), two)
      << "which the service calls by the same name";
  EXPECT_EQ(
      facts_of({.account_license_type = "express", .status = "pending"}, stakeholder, Rule::Mode::exactly),
      one);
  EXPECT_EQ(facts_of({.account_license_type = "express", .status = "active"}, AccessLevel::basic,
                     Rule::Mode::forbid),
            one);
  EXPECT_EQ(facts_of({.account_license_type = "stakeholder", .status = "active"},
                     AccessLevel::basic_and_test_plans, Rule::Mode::require),
            hashes({"no access level basic", "no access level basic_and_test_plans"}));
}

}  // namespace
}  // namespace patrol
