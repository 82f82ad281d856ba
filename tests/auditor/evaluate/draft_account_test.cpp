#include "auditor/evaluate/draft_account.h"

#include "auditor/policy/catalogue.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Kind = AccountSelector::Kind;

constexpr const char* id = "2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60";
constexpr const char* descriptor = "aadsp.MDEyMzQ1NjctODlhYi1jZGVmLTAxMjMtNDU2Nzg5YWJjZGVm";

Principal application(const std::string& name, const std::string& application_id) {
  return {.descriptor = "aadsp." + application_id, .display_name = name, .application_id = application_id};
}

/// Of an organization that lists these service principals.
Result<AccountSelector> called(const std::string& account, std::vector<Principal> listed = {},
                               std::optional<Gap> rest = {}) {
  Snapshot snapshot = World().snapshot();
  Organization& organization = snapshot.organizations.at("contoso");
  organization.service_principals = Fact<Listing<Principal>>{{std::move(listed), std::move(rest)}, {}};
  return account_called(account, View(&organization, "contoso", nullptr));
}

TEST(AccountCalled, IsOfTheKindThatItsFormTells) {
  EXPECT_EQ(called(id).value(), (AccountSelector{Kind::service_principal, id}));
  EXPECT_EQ(called(descriptor).value(), (AccountSelector{Kind::descriptor, descriptor}));
  EXPECT_EQ(called("Microsoft.X;tenant\\y").value().kind, Kind::descriptor);
  EXPECT_EQ(called("svc.flow@contoso.com").value().kind, Kind::email);
  EXPECT_EQ(called("svc.deploy").value().kind, Kind::email) << "a name that only begins as a descriptor does";
}

TEST(AccountCalled, FindsAServicePrincipalByItsNameWhereOneIsCalledSo) {
  EXPECT_EQ(called("flow", {application("Flow", id)}).value(),
            (AccountSelector{Kind::service_principal, id}));
  const auto two = called("Flow", {application("Flow", id), application("flow", "other")});
  ASSERT_FALSE(two);
  EXPECT_EQ(two.error().kind, Error::Kind::usage);
  const auto cut = called("Flow", {application("Flow", id)}, Gap{Gap::Kind::forbidden, "", "HTTP 403", ""});
  ASSERT_FALSE(cut) << "a list that was cut may hide another one";
  EXPECT_NE(cut.error().what.find("HTTP 403"), std::string::npos);
}

TEST(LastingSelector, IsTheAddressOnlyWhereItFindsThisVeryAccount) {
  World world;
  world.account("svc@contoso.com");
  const Snapshot snapshot = world.snapshot();
  const Facts facts(View(&snapshot.organizations.at("contoso"), "contoso", nullptr), built_in_catalogue(),
                    false);
  const Identity account = world.identity("svc@contoso.com");
  EXPECT_EQ(lasting_selector(account, "", facts), (AccountSelector{Kind::email, "svc@contoso.com"}));
  Identity namesake = account;
  namesake.id = "another";
  EXPECT_EQ(lasting_selector(namesake, "", facts),
            (AccountSelector{Kind::descriptor, account.subject_descriptor}));
}

}  // namespace
}  // namespace patrol
