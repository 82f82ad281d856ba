#include "auditor/evaluate/unclaimed_tokens.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
using Names = std::vector<std::string>;

class UnclaimedTokensTest : public ::testing::Test {
 protected:
  /// What is told of this token of the account, which its integration `flow` does not use.
  UnclaimedTokens told_of(const Token& token, const Integration& integration = flow_integration()) {
    World world;
    world.account(svc).token(svc, token);
    const Snapshot snapshot = world.snapshot();
    const Facts facts(View(&snapshot.organizations.at("contoso"), "contoso", nullptr), catalogue, false);
    return unclaimed_tokens(facts, world.identity(svc), {&integration}, {}, catalogue, test_now());
  }

  const Catalogue catalogue = small_catalogue();
};

TEST_F(UnclaimedTokensTest, AreAsBadAsTheWorstOfTheirScopes) {
  const auto told = told_of(living_token({"vso.code", "app_token", "vso.brand_new"}, "other"));
  ASSERT_EQ(told.excess.size(), 1U);
  EXPECT_EQ(told.excess[0].severity, Severity::critical);
  EXPECT_EQ(told.excess[0].allows, "everything that the account may do");
  EXPECT_EQ(told_of(living_token({"vso.brand_new"}, "other")).excess.at(0).severity, Severity::high);
  EXPECT_EQ(told_of(living_token({}, "other")).excess.at(0).severity, Severity::info);
}

TEST_F(UnclaimedTokensTest, AreNoneThatAreOver) {
  Token over = living_token({"app_token"}, "other");
  over.valid_to = test_now();
  EXPECT_TRUE(told_of(over).excess.empty());
  EXPECT_TRUE(told_of(over).unknown.empty());
}

TEST_F(UnclaimedTokensTest, MayBeThoseOfAnIntegrationWhereTheirNameIsNotToldOrMasked) {
  for (const char* name : {"", "***"}) {
    const auto told = told_of(living_token({"app_token"}, name));
    EXPECT_TRUE(told.excess.empty());
    EXPECT_EQ(told.unknown.size(), 1U);
  }
  Integration by_id = flow_integration();
  by_id.pat = {.name = "", .id = "2f6a0c1e-5d0b-4c8e-9a55-0c1d7f3a9e01"};
  EXPECT_EQ(told_of(living_token({"app_token"}, ""), by_id).excess.size(), 1U);
}

TEST_F(UnclaimedTokensTest, DoWhatIsNotKnownWhereTheyAreForOtherOrganizationsAlone) {
  Token foreign = living_token({"app_token"}, "other");
  foreign.target_accounts = Names{"0f8a2c61-5b7e-4a7d-9c33-7f1e2d4b6a90"};
  EXPECT_TRUE(told_of(foreign).excess.empty());
  EXPECT_EQ(told_of(foreign).unknown.size(), 1U);
  foreign.target_accounts->emplace_back(World::instance_id);
  EXPECT_EQ(told_of(foreign).excess.size(), 1U);
}

}  // namespace
}  // namespace patrol
