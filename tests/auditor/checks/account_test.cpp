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

TEST(Account, TellsAUserFromAServicePrincipal) {
  const Requirement principal{AccountState{.kind = AccountState::Kind::service_principal}};
  World world = with_account();
  EXPECT_EQ(ask(rule_of(principal), world.snapshot()).verdict, Verdict::fail);
  world.identity("svc@contoso.com").subject_descriptor = "aadsp.x";
  EXPECT_EQ(ask(rule_of(principal), world.snapshot()).verdict, Verdict::pass);
}

}  // namespace
}  // namespace patrol
