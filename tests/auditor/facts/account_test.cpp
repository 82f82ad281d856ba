#include "auditor/facts/account.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

const AccountSelector by_email{AccountSelector::Kind::email, "svc@contoso.com"};

Identity identity(const std::string& id, const std::string& mail, bool active = true) {
  return {.id = id, .descriptor = "d;" + id, .account = mail, .mail = mail, .is_active = active};
}

AccountAnswer find_among(std::vector<Identity> found, const AccountSelector& selector = by_email) {
  static Snapshot snapshot;
  snapshot = World().snapshot();
  auto& fact = snapshot.organizations.at("contoso").accounts[account_key(selector)];
  fact.known.items = std::move(found);
  const View view(&snapshot.organizations.at("contoso"), "contoso", nullptr);
  return find_account(view, selector);
}

TEST(AccountName, OfABuildServiceIsWhatPeopleCallIt) {
  const Identity service{.id = "1",
                         .descriptor = "Microsoft.TeamFoundation.ServiceIdentity;host:Build:project",
                         .subject_descriptor = "svc.aG9zdDpCdWlsZDpwcm9qZWN0",
                         .display_name = "Shop Build Service (contoso)",
                         .account = "0f8a2c61-5b7e-4a7d-9c33-7f1e2d4b6a90"};
  EXPECT_EQ(account_name(service), "Shop Build Service (contoso)");
  EXPECT_TRUE(is_build_service(service));
  EXPECT_FALSE(can_be_in_entra_group(service));
  EXPECT_FALSE(is_service_principal(service));
  EXPECT_FALSE(is_build_service(identity("2", "svc@contoso.com")));
}

TEST(FindAccount, TakesTheByteEqualOneBeforeTheOneOfOtherLetterCase) {
  for (const bool both_live : {true, false}) {
    const auto answer = find_among(
        {identity("1", "Svc@contoso.com", both_live), identity("2", "svc@contoso.com", both_live)});
    ASSERT_NE(answer.identity, nullptr);
    EXPECT_EQ(answer.identity->id, "2");
    EXPECT_EQ(answer.namesakes.size(), 2U);
  }
}

TEST(FindAccount, TakesADeadByteEqualOneForNobodyWhileAnotherLives) {
  const auto answer = find_among({identity("1", "Svc@contoso.com"), identity("2", "svc@contoso.com", false)});
  EXPECT_EQ(answer.identity, nullptr);
  EXPECT_FALSE(answer.nobody);
  ASSERT_EQ(answer.support.gaps.size(), 1U);
}

TEST(FindAccount, TakesTheActiveOneBeforeTheDeletedOne) {
  const auto answer = find_among({identity("1", "svc@contoso.com", false), identity("2", "svc@contoso.com")});
  ASSERT_NE(answer.identity, nullptr);
  EXPECT_EQ(answer.identity->id, "2");
}

TEST(FindAccount, DoesNotChooseBetweenEquals) {
  const auto answer = find_among({identity("1", "svc@contoso.com"), identity("2", "svc@contoso.com")});
  EXPECT_EQ(answer.identity, nullptr);
  EXPECT_FALSE(answer.nobody);
  ASSERT_EQ(answer.support.gaps.size(), 1U);
  EXPECT_EQ(answer.support.gaps[0].kind, Gap::Kind::not_decidable);
}

TEST(FindAccount, LeavesOutWhatOnlyLooksAlike) {
  const auto answer =
      find_among({identity("1", "svc@contoso.com.example"), identity("2", "my-svc@contoso.com")});
  EXPECT_TRUE(answer.nobody);
}

TEST(FindAccount, FindsByAccountNameWhereThereIsNoMail) {
  Identity only_account = identity("1", "svc@contoso.com");
  only_account.mail.clear();
  EXPECT_NE(find_among({only_account}).identity, nullptr);
}

TEST(FindAccount, IsNotDecidedWhereTheAnswerWasNotWhole) {
  static Snapshot snapshot = World().account("svc@contoso.com").snapshot();
  hide(snapshot, FactKey::Kind::account);
  const View view(&snapshot.organizations.at("contoso"), "contoso", nullptr);
  const auto answer = find_account(view, by_email);
  EXPECT_EQ(answer.identity, nullptr);
  EXPECT_FALSE(answer.nobody);
  EXPECT_EQ(answer.support.gaps.size(), 1U);
}

TEST(CanBeInEntraGroup, NotForMicrosoftAccountsAndBuildIdentities) {
  EXPECT_TRUE(can_be_in_entra_group({.subject_descriptor = "aad.x"}));
  EXPECT_TRUE(can_be_in_entra_group({.subject_descriptor = "aadsp.x"}));
  EXPECT_TRUE(can_be_in_entra_group({.subject_descriptor = "bnd.x"}));
  EXPECT_FALSE(can_be_in_entra_group({.subject_descriptor = "msa.x"}));
  EXPECT_FALSE(can_be_in_entra_group({.descriptor = "microsoft.teamfoundation.serviceidentity;x:Build:y"}));
}

}  // namespace
}  // namespace patrol
