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

TEST(AccountCalled, TakesForAnIdWhatHasItsVeryForm) {
  EXPECT_EQ(called("2F6A0C1E-7d3b-4c58-9a61-0b2c3d4e5f60").value().kind, Kind::service_principal);
  for (const char* other : {"2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f6", "2f6a0c1e07d3b-4c58-9a61-0b2c3d4e5f60",
                            "2f6a0c1g-7d3b-4c58-9a61-0b2c3d4e5f60"}) {
    EXPECT_EQ(called(other).value().kind, Kind::email) << other;
  }
  EXPECT_EQ(called("xyz.MDEyMzQ1NjctODlhYi1jZGVmLTAxMjMtNDU2Nzg5YWJjZGVm").value().kind, Kind::email)
      << "no kind of descriptor begins so";
  EXPECT_EQ(called("aad.MDEyMzQ1NjctODlhYi1jZGVmLTAxMjMtNDU2Nzg5YWJjZGVm!").value().kind, Kind::email);
}

TEST(AccountCalled, NamesAServicePrincipalByItsObjectWhereItHasNoApplication) {
  Principal identity = application("Deploy", "");
  identity.object_id = id;
  EXPECT_EQ(called("Deploy", {identity}).value(), (AccountSelector{Kind::service_principal, id}));
  identity.object_id.clear();
  EXPECT_EQ(called("Deploy", {identity, application("Deploy", id)}).value(),
            (AccountSelector{Kind::service_principal, id}))
      << "one without any id can not be named";
  EXPECT_EQ(called("Other", {application("Flow", id)}, Gap{}).value(),
            (AccountSelector{Kind::email, "Other"}));
}

/// What lasting_selector() says of an account of a small organization, whose service principals are listed.
AccountSelector lasting(const Identity& account, const std::string& called,
                        std::vector<Principal> listed = {}) {
  World world;
  world.account(account);
  Snapshot snapshot = world.snapshot();
  Organization& organization = snapshot.organizations.at("contoso");
  organization.service_principals = Fact<Listing<Principal>>{{std::move(listed), {}}, {}};
  const Facts facts(View(&organization, "contoso", nullptr), built_in_catalogue(), false);
  return lasting_selector(account, called, facts);
}

TEST(LastingSelector, OfAServicePrincipalIsItsApplicationElseWhatItWasCalledBy) {
  const Identity principal{
      .id = "id-of-app",
      .descriptor = "Microsoft.VisualStudio.Services.Claims.AadServicePrincipal;tenant\\x",
      .subject_descriptor = descriptor,
      .account = "svc@contoso.com",
      .meta_type = "application",
      .is_active = true};
  Principal own = application("Flow", id);
  own.descriptor = descriptor;
  const Principal other = application("Other", "11111111-2222-3333-4444-555555555555");
  EXPECT_EQ(lasting(principal, "Flow", {other, own}), (AccountSelector{Kind::service_principal, id}));
  EXPECT_EQ(lasting(principal, id, {other}), (AccountSelector{Kind::service_principal, id}));
  EXPECT_EQ(lasting(principal, "Flow", {other}), (AccountSelector{Kind::descriptor, descriptor}));
  Principal nameless = own;
  nameless.application_id.clear();
  EXPECT_EQ(lasting(principal, "Flow", {nameless}), (AccountSelector{Kind::descriptor, descriptor}));
}

TEST(LastingSelector, IsTheMailOrWhereThereIsNoneTheAccountIfItIsAnAddress) {
  Identity user{.id = "id-of-user",
                .descriptor = "Microsoft.IdentityModel.Claims.ClaimsIdentity;tenant\\x",
                .subject_descriptor = "aad.x",
                .account = "svc@contoso.com",
                .mail = "flow@contoso.com",
                .is_active = true};
  EXPECT_EQ(lasting(user, ""), (AccountSelector{Kind::email, "flow@contoso.com"}));
  user.mail.clear();
  EXPECT_EQ(lasting(user, ""), (AccountSelector{Kind::email, "svc@contoso.com"}));
  for (const char* no_address : {"svc", "@contoso.com", "svc@", "svc flow@contoso.com"}) {
    user.account = no_address;
    EXPECT_EQ(lasting(user, ""), (AccountSelector{Kind::descriptor, "aad.x"})) << no_address;
  }
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
