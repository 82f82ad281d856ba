#include "auditor/evaluate/discovered_tokens.h"

#include "auditor/evaluate/principals.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
using Claim = DiscoveredToken::Claim;
using Integrations = std::vector<const Integration*>;
using Names = std::vector<std::string>;

class DiscoveredTokensTest : public ::testing::Test {
 protected:
  DiscoveredTokensTest() { world.account(svc); }

  std::vector<DiscoveredToken> told(const Integrations& sure, const Integrations& possible = {},
                                    const Integrations& elsewhere = {}) {
    const Snapshot snapshot = world.snapshot();
    const View view(&snapshot.organizations.at("contoso"), "contoso", nullptr);
    Integrations all = sure;
    all.insert(all.end(), possible.begin(), possible.end());
    all.insert(all.end(), elsewhere.begin(), elsewhere.end());
    const Principal owner = principal_of(world.identity(svc));
    return tokens_of({.principal = owner, .sure = sure, .possible = possible}, view, "contoso",
                     TokenSharers(all), test_now());
  }

  World world;
  const Integration flow = flow_integration();
};

TEST_F(DiscoveredTokensTest, AreTheLivingOnesFirst) {
  Token dead = living_token({"vso.work"}, "a");
  dead.is_valid = false;
  world.token(svc, dead).token(svc, living_token({"vso.code"}, "z")).token(svc, living_token({}, "b"));
  Names names;
  for (const DiscoveredToken& token : told({})) names.push_back(token.name);
  EXPECT_EQ(names, (Names{"b", "z", "a"}));
}

TEST_F(DiscoveredTokensTest, AreUsedForSureByWhoSurelySignsInWithTheAccount) {
  world.token(svc, living_token({"vso.code"}, "flow"));
  EXPECT_EQ(told({&flow}).at(0).claim, Claim::claimed);
  EXPECT_EQ(told({&flow}).at(0).integrations, Names{"flow"});
  EXPECT_EQ(told({}, {&flow}).at(0).claim, Claim::unknown);
  EXPECT_EQ(told({}, {&flow}).at(0).integrations, Names{"flow"});
  EXPECT_EQ(told({}).at(0).claim, Claim::unclaimed);
}

TEST_F(DiscoveredTokensTest, MayBeUsedWhereTheirNameIsNotTold) {
  world.token(svc, living_token({"vso.code"}, ""));
  EXPECT_EQ(told({&flow}).at(0).claim, Claim::unknown);
}

TEST_F(DiscoveredTokensTest, OfSeveralOrganizationsAreAlsoThoseOfIntegrationsElsewhere) {
  Token shared = living_token({"vso.code"}, "flow");
  shared.target_accounts.reset();
  world.token(svc, shared);
  Integration boards = flow;
  boards.name = "boards";
  boards.organization = "fabrikam";
  boards.pat = {.name = "", .id = shared.authorization_id};
  EXPECT_EQ(told({}, {}, {&boards}).at(0).claim, Claim::claimed);
  EXPECT_EQ(told({&flow}, {}, {&boards}).at(0).integrations, (Names{"boards", "flow"}));
  boards.pat = {.name = "flow", .id = ""};
  EXPECT_EQ(told({}, {}, {&boards}).at(0).claim, Claim::unknown);
}

}  // namespace
}  // namespace patrol
