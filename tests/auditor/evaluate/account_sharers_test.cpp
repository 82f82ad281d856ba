#include "auditor/evaluate/account_sharers.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Names = std::vector<std::string>;

Integration signing_in_as(const std::string& name, const std::string& email) {
  Integration made = flow_integration();
  made.name = name;
  made.account = {AccountSelector::Kind::email, email};
  return made;
}

Names names_of(const std::vector<const Integration*>& integrations) {
  Names names;
  for (const Integration* each : integrations) names.push_back(each->name);
  return names;
}

/// Their names.
struct Found {
  Names known;
  Names maybe;

  friend bool operator==(const Found&, const Found&) = default;
};

class AccountSharersTest : public ::testing::Test {
 protected:
  /// Whose sharers are asked for is the first.
  Found sharers(const Snapshot& snapshot, const std::vector<Integration>& all) {
    std::vector<const Integration*> pointers;
    for (const Integration& each : all) pointers.push_back(&each);
    const Facts facts(View(&snapshot.organizations.at("contoso"), "contoso", nullptr), catalogue, false);
    AccountSharers found(pointers);
    const auto names = [&] {
      const AccountSharers::Sharers& sharers = found.of(all.front(), facts);
      return Found{names_of(sharers.known), names_of(sharers.maybe)};
    };
    const Found first = names();
    EXPECT_EQ(names(), first) << "asked again";
    return first;
  }

  const Catalogue catalogue = small_catalogue();
  World world = World().account("svc@contoso.com").account("other@contoso.com");
};

TEST_F(AccountSharersTest, SignInWithTheSameAccountHoweverItIsSpelt) {
  Integration elsewhere = signing_in_as("elsewhere", "svc@contoso.com");
  elsewhere.organization = "fabrikam";
  const auto found =
      sharers(world.snapshot(), {signing_in_as("a", "svc@contoso.com"), signing_in_as("b", "SVC@contoso.com"),
                                 signing_in_as("c", "other@contoso.com"), elsewhere});
  EXPECT_EQ(found.known, (Names{"a", "b"}));
  EXPECT_TRUE(found.maybe.empty());
}

TEST_F(AccountSharersTest, AreInDoubtWhereTheAccountOfTheOtherIsNotKnown) {
  world.identity("svc@contoso.com").mail = "alias@contoso.com";
  Snapshot snapshot = world.snapshot();
  auto& fact = snapshot.organizations.at("contoso").accounts["email:alias@contoso.com"];
  fact.known.rest = Gap{Gap::Kind::unreachable, "the account", "no answer", "try again"};
  const auto found =
      sharers(snapshot, {signing_in_as("a", "svc@contoso.com"), signing_in_as("b", "alias@contoso.com")});
  EXPECT_EQ(found.known, Names{"a"});
  EXPECT_EQ(found.maybe, Names{"b"});
}

TEST_F(AccountSharersTest, AreNotWhoNameAnAddressThatFindsNobody) {
  world.identity("svc@contoso.com").mail = "alias@contoso.com";
  Snapshot snapshot = world.snapshot();
  auto& fact = snapshot.organizations.at("contoso").accounts["email:alias@contoso.com"];
  fact.known = {};
  EXPECT_EQ(
      sharers(snapshot, {signing_in_as("a", "svc@contoso.com"), signing_in_as("b", "alias@contoso.com")}),
      (Found{{"a"}, {}}));
}

TEST_F(AccountSharersTest, AreNoneOfAnAccountThatIsNotThere) {
  const auto found = sharers(
      world.snapshot(), {signing_in_as("a", "nobody@contoso.com"), signing_in_as("b", "nobody@contoso.com")});
  EXPECT_EQ(found.known, Names{"a"});
  EXPECT_TRUE(found.maybe.empty());
}

}  // namespace
}  // namespace patrol
