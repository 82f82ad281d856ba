#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

const Requirement active{AccountState{.active = true}};
const Requirement exact{AccountState{.email_exact = true}};
const Requirement unique{AccountState{.unique = true}};

World with_account() {
  return World().account("svc@contoso.com");
}

/// The search for svc@contoso.com was answered, and nobody was found.
Snapshot with_nobody(World world = World()) {
  Snapshot snapshot = world.snapshot();
  snapshot.organizations.at("contoso").accounts["email:svc@contoso.com"] = {};
  return snapshot;
}

TEST(Account, PassesWhereItIsActive) {
  EXPECT_EQ(ask(rule_of(active), with_account().snapshot()).verdict, Verdict::pass);
}

TEST(Account, FailsWhereItIsNot) {
  World world = with_account();
  world.identity("svc@contoso.com").is_active = false;
  const Finding finding = ask(rule_of(active), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, "svc@contoso.com is not active");
}

TEST(Account, FailsWhereNobodyWasFoundAndTheAuditorSeesEverybody) {
  EXPECT_EQ(ask(rule_of(active), with_nobody()).verdict, Verdict::fail);
}

TEST(Account, OfWhomNobodyWasFoundSaysThatItMayHaveBeenRenamed) {
  const Finding finding = ask(rule_of(active), with_nobody());
  EXPECT_EQ(finding.message,
            "the organization has no account svc@contoso.com, which may have been renamed or removed");
  EXPECT_EQ(remediation_of(finding).advice.text(),
            "look in Organization settings › Users whether it was renamed: if so, correct `connection: "
            "{email: …}` in the integration file and what was typed into the product; if it is not there, "
            "add it");
}

TEST(Account, NamedByADescriptorMayHaveBeenRenamedWhereThatHoldsTheName) {
  const auto finding_of = [](const AccountSelector& selector) {
    Integration integration = flow_integration();
    integration.account = selector;
    Snapshot snapshot = World().snapshot();
    snapshot.organizations.at("contoso").accounts[account_key(selector)] = {};
    return ask(rule_of(active), snapshot, integration);
  };
  const Finding named = finding_of({AccountSelector::Kind::descriptor,
                                    "Microsoft.IdentityModel.Claims.ClaimsIdentity;tenant\\svc@contoso.com"});
  EXPECT_EQ(named.verdict, Verdict::fail);
  EXPECT_NE(remediation_of(named).advice.text().find(
                "if so, correct `account: {descriptor: …}` in the integration file, which holds the name"),
            std::string::npos)
      << remediation_of(named).advice.text();
  const Finding by_id =
      finding_of({AccountSelector::Kind::service_principal, "2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60"});
  EXPECT_EQ(by_id.verdict, Verdict::fail);
  EXPECT_EQ(by_id.message, "the organization has no account 2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60");
  EXPECT_EQ(remediation_of(by_id).advice.text(),
            "add the account in Organization settings › Users, or correct it in the integration file");
}

TEST(Account, IsInconclusiveWhereNobodyWasFoundAndTheAuditorMayNotSeeAll) {
  EXPECT_EQ(ask(rule_of(active), with_nobody(World().humble_auditor())).verdict, Verdict::inconclusive);
}

TEST(Account, IsInconclusiveWhereTheSearchFailed) {
  Snapshot snapshot = with_account().snapshot();
  hide(snapshot, FactKey::Kind::account);
  EXPECT_EQ(ask(rule_of(active), snapshot).verdict, Verdict::inconclusive);
}

TEST(Account, ComparesTheEmailByteByByte) {
  World world = with_account();
  EXPECT_EQ(ask(rule_of(exact), world.snapshot()).verdict, Verdict::pass);
  world.identity("svc@contoso.com").mail = "Svc@contoso.com";
  const Finding finding = ask(rule_of(exact), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, "the e-mail typed is svc@contoso.com, the account's own is Svc@contoso.com");
}

TEST(Account, ComparesWithTheAccountNameWhereThereIsNoMail) {
  World world = with_account();
  world.identity("svc@contoso.com").mail.clear();
  EXPECT_EQ(ask(rule_of(exact), world.snapshot()).verdict, Verdict::pass);
}

TEST(Account, IsNotUniqueWhereTwoIdentitiesHaveTheAddress) {
  EXPECT_EQ(ask(rule_of(unique), with_account().snapshot()).verdict, Verdict::pass);
  Snapshot snapshot = with_account().snapshot();
  auto& found = snapshot.organizations.at("contoso").accounts.at("email:svc@contoso.com").known.items;
  found.push_back(found.front());
  found.back().id = "another";
  EXPECT_EQ(ask(rule_of(unique), snapshot).verdict, Verdict::fail);
}

/// The account, active, and others that have its address and are not; the access level of the first of them
/// has the status.
Snapshot with_former(const std::string& status, std::size_t others = 1) {
  Snapshot snapshot = with_account().snapshot();
  Organization& contoso = snapshot.organizations.at("contoso");
  auto& found = contoso.accounts.at("email:svc@contoso.com").known.items;
  for (std::size_t i = 0; i < others; ++i) {
    Identity former = found.front();
    former.id = "former" + std::to_string(i);
    former.is_active = false;
    found.push_back(std::move(former));
  }
  Fact<Evidence<Entitlement>> access{
      Gap{Gap::Kind::not_found, "the access level of the account", "HTTP 404: it has none", ""}, {0}};
  if (!status.empty()) access.known = Entitlement{.account_license_type = "express", .status = status};
  contoso.entitlements.insert_or_assign("former0", std::move(access));
  return snapshot;
}

/// API.md 3.4 and trap 9: a search finds those that were deleted too.
TEST(Account, IsUniqueWhereTheOtherOneWasDeleted) {
  const Finding finding = ask(rule_of(unique), with_former("deleted"));
  EXPECT_EQ(finding.verdict, Verdict::pass);
  EXPECT_EQ(finding.observed, "2 identities, 1 not active");
  EXPECT_EQ(ask(rule_of(unique), with_former("deleted", 2)).verdict, Verdict::inconclusive);
}

TEST(Account, MayBeUniqueWhereTheOtherOneIsNotActive) {
  const Finding disabled = ask(rule_of(unique), with_former("disabled"));
  EXPECT_EQ(disabled.verdict, Verdict::inconclusive);
  EXPECT_EQ(
      disabled.message,
      "not known: whether svc@contoso.com (former0), which has the address too, is still there (it is not "
      "active, and may become so again: its access level has the status `disabled`)");
  const Finding unread = ask(rule_of(unique), with_former(""));
  EXPECT_EQ(unread.verdict, Verdict::inconclusive);
  EXPECT_EQ(
      unread.message,
      "not known: whether svc@contoso.com (former0), which has the address too, is still there (it is not "
      "active, a search finds deleted accounts too, and its access level, which tells them apart, could "
      "not be read: HTTP 404: it has none)");
  EXPECT_NE(remediation_of(unread).advice.text().find("Organization settings › Users"), std::string::npos);
}

TEST(Account, IsNotUniqueWhereTwoAreActiveWhateverTheOthersAre) {
  Snapshot snapshot = with_former("deleted");
  auto& found = snapshot.organizations.at("contoso").accounts.at("email:svc@contoso.com").known.items;
  found.push_back(found.front());
  found.back().id = "another";
  const Finding finding = ask(rule_of(unique), snapshot);
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, "3 identities with the address svc@contoso.com, 1 not active");
}

TEST(Account, IsNotKnownToBeUniqueWhereAllAreNotActiveOrTheListWasCut) {
  Snapshot none = with_former("disabled");
  none.organizations.at("contoso").accounts.at("email:svc@contoso.com").known.items.front().is_active = false;
  EXPECT_EQ(ask(rule_of(unique), none).verdict, Verdict::inconclusive);
  Snapshot cut = with_former("deleted");
  cut.organizations.at("contoso").accounts.at("email:svc@contoso.com").known.rest =
      Gap{Gap::Kind::unauthorized, "a read", "HTTP 401", "grant the scope"};
  EXPECT_EQ(ask(rule_of(unique), cut).verdict, Verdict::inconclusive);
}

TEST(Account, AsksForTheAccessLevelOfWhoIsNotActiveAlone) {
  const auto asked = [](const Snapshot& snapshot) {
    Policy policy;
    policy.id = "test";
    policy.rules = {rule_of(unique)};
    std::vector<std::string> ids;
    const auto missing = missing_facts({{"test", policy}}, {flow_integration()}, small_catalogue(), snapshot,
                                       {.now = test_now()});
    const auto of_contoso = missing.find("contoso");
    if (of_contoso == missing.end()) return ids;
    for (const FactKey& key : of_contoso->second) {
      if (key.kind == FactKey::Kind::entitlement) ids.push_back(key.key);
    }
    return ids;
  };
  EXPECT_TRUE(asked(with_account().snapshot()).empty());
  Snapshot snapshot = with_former("deleted");
  snapshot.organizations.at("contoso").entitlements.clear();
  EXPECT_EQ(asked(snapshot), std::vector<std::string>{"former0"});
}

TEST(Account, TellsAUserFromAServicePrincipal) {
  const Requirement principal{AccountState{.kind = AccountState::Kind::service_principal}};
  World world = with_account();
  EXPECT_EQ(ask(rule_of(principal), world.snapshot()).verdict, Verdict::fail);
  world.identity("svc@contoso.com").subject_descriptor = "aadsp.x";
  EXPECT_EQ(ask(rule_of(principal), world.snapshot()).verdict, Verdict::pass);
}

Identity build_service() {
  return {.id = "5b7e0000-0000-0000-0000-000000000001",
          .descriptor = "Microsoft.TeamFoundation.ServiceIdentity;host:Build:project",
          .subject_descriptor = "svc.aG9zdDpCdWlsZDpwcm9qZWN0",
          .display_name = "Shop Build Service (contoso)",
          .account = "0f8a2c61-5b7e-4a7d-9c33-7f1e2d4b6a90",
          .is_active = true};
}

Integration of_build_service() {
  Integration integration = flow_integration();
  integration.account = {AccountSelector::Kind::descriptor, build_service().subject_descriptor};
  return integration;
}

TEST(Account, ABuildServiceIsNeitherAUserNorAServicePrincipal) {
  const Snapshot snapshot = World().account(build_service()).snapshot();
  for (const auto kind : {AccountState::Kind::user, AccountState::Kind::service_principal}) {
    const Finding finding = ask(rule_of({AccountState{.kind = kind}}), snapshot, of_build_service());
    EXPECT_EQ(finding.verdict, Verdict::fail);
    EXPECT_EQ(finding.observed, "a build service of Azure Pipelines");
  }
}

TEST(Account, ABuildServiceOwnsNoToken) {
  const Finding finding = ask(rule_of({PatState{.valid = true}}), World().account(build_service()).snapshot(),
                              of_build_service());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, "Shop Build Service (contoso) is a build service, which can not own a token");
}

TEST(Account, SaysThatAnInvitedOneNeverSignedIn) {
  World world = World().account("svc@contoso.com");
  world.identity("svc@contoso.com").is_active = false;
  world.identity("svc@contoso.com").subject_descriptor = "bnd.dXBuOg";
  const Finding finding = ask(rule_of({AccountState{.active = true}}), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.observed, "not active: invited, and never signed in");
}

TEST(Account, IsEnabledByItsObjectId) {
  World world = with_account();
  world.identity("svc@contoso.com").is_active = false;
  EXPECT_EQ(ask(rule_of(active), world.snapshot()).remediation->call.text(), "");
  world.identity("svc@contoso.com").object_id = "55c8c7b6-0001-4000-8000-000000000001";
  EXPECT_EQ(ask(rule_of(active), world.snapshot()).remediation->call.text(),
            "az ad user update --id 55c8c7b6-0001-4000-8000-000000000001 --account-enabled true");
  world.identity("svc@contoso.com").object_id = "x; id";
  EXPECT_EQ(ask(rule_of(active), world.snapshot()).remediation->call.text(), "") << "nobody copies that";
}

}  // namespace
}  // namespace patrol
