#include "auditor/facts/tokens.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr const char* owner = "aad.owner";

TokenAnswer find_in(std::vector<Token> tokens, const PatSelector& selector, std::optional<Gap> rest = {}) {
  static Snapshot snapshot;
  snapshot = World().snapshot();
  snapshot.organizations.at("contoso").tokens[owner] = {{std::move(tokens), std::move(rest)}, {0}};
  const View view(&snapshot.organizations.at("contoso"), "contoso", nullptr);
  return find_tokens(view, owner, selector, test_now());
}

Token expired(std::string name, std::string id) {
  Token token = living_token({"vso.code"}, std::move(name));
  token.authorization_id = std::move(id);
  token.valid_to = test_now();
  return token;
}

const Gap cut{Gap::Kind::bad_answer, "tokens", "second page missing", ""};

TEST(FindTokens, TakesTheOneWithTheIdEvenFromAListThatWasCut) {
  const Token wanted = living_token({"vso.code"});
  const auto answer =
      find_in({expired("flow", "x"), wanted}, {.name = "flow", .id = wanted.authorization_id}, cut);
  ASSERT_EQ(answer.chosen.size(), 1U);
  EXPECT_EQ(*answer.chosen[0], wanted);
  EXPECT_TRUE(answer.support.gaps.empty());
}

TEST(FindTokens, SetsDeadNamesakesOfOneLivingTokenAsideAndSaysSo) {
  const auto answer = find_in({expired("flow", "x"), living_token({"vso.code"})}, {.name = "flow"});
  ASSERT_EQ(answer.chosen.size(), 1U);
  EXPECT_TRUE(answer.chosen[0]->is_valid);
  EXPECT_EQ(answer.notices, std::vector<std::string>{"set aside as no longer valid: flow (x)"});
}

TEST(FindTokens, SetsNoneAsideWhoseEndIsNotTold) {
  Token endless = living_token({"vso.code_full"}, "flow");
  endless.authorization_id = "x";
  endless.valid_to.reset();
  EXPECT_EQ(find_in({endless, living_token({"vso.code"})}, {.name = "flow"}).chosen.size(), 2U);
  EXPECT_FALSE(is_alive(endless, test_now()));
  EXPECT_FALSE(is_over(endless, test_now())) << "nobody knows";
}

TEST(FindTokens, SetsNoneAsideThatBeginsLater) {
  Token later = living_token({"app_token"}, "flow");
  later.authorization_id = "x";
  later.valid_from = test_now() + std::chrono::days{1};
  EXPECT_EQ(find_in({later, living_token({"vso.code"})}, {.name = "flow"}).chosen.size(), 2U);
  EXPECT_FALSE(is_alive(later, test_now()));
  EXPECT_FALSE(is_over(later, test_now()));
}

TEST(FindTokens, SetsNoneAsideWhoseNameIsMaskedForItMayHaveBeenAnother) {
  EXPECT_EQ(find_in({expired("***", "x"), living_token({"vso.code"}, "***")}, {}).chosen.size(), 2U);
}

TEST(FindTokens, KeepsAllDeadOnesWhereNoneLives) {
  EXPECT_EQ(find_in({expired("flow", "x"), expired("flow", "y")}, {.name = "flow"}).chosen.size(), 2U);
}

TEST(FindTokens, ReportsNoneOnlyFromAListReadToItsEnd) {
  EXPECT_TRUE(find_in({living_token({}, "other")}, {.name = "flow"}).none);
  const auto answer = find_in({living_token({}, "other")}, {.name = "flow"}, cut);
  EXPECT_FALSE(answer.none);
  ASSERT_EQ(answer.support.gaps.size(), 1U);
  EXPECT_NE(answer.support.gaps[0].reason.find("other"), std::string::npos);
}

TEST(FindTokens, GoesOnBehindTheServicesOwnSentence) {
  const Gap denied{Gap::Kind::forbidden, "", "HTTP 403: Access Denied.", ""};
  EXPECT_EQ(find_in({}, {.name = "flow"}, denied).support.gaps.at(0).reason,
            "HTTP 403: Access Denied; no token was seen");
}

TEST(FindTokens, DoesNotReportNoneWhileAListedTokenHasNoName) {
  const auto answer = find_in({living_token({}, "")}, {.name = "flow"});
  EXPECT_FALSE(answer.none);
  EXPECT_EQ(answer.support.gaps.size(), 1U);
}

TEST(FindTokens, TakesAllOfTheAccountWhereTheIntegrationNamesNone) {
  EXPECT_EQ(find_in({living_token({}, "a"), living_token({}, "b")}, {}).chosen.size(), 2U);
  EXPECT_TRUE(find_in({}, {}).none);
}

TEST(IsAlive, EndsAtTheVerySecondOfValidTo) {
  Token token = living_token({});
  token.valid_to = test_now();
  EXPECT_FALSE(is_alive(token, test_now()));
  EXPECT_TRUE(is_alive(token, test_now() - std::chrono::seconds{1}));
  token.valid_to.reset();
  EXPECT_FALSE(is_alive(token, test_now()));
}

TEST(IsUsedElsewhere, ByItsIdForSureAndByItsNamePerhaps) {
  Token token = living_token({"vso.code"}, "flow");
  token.target_accounts.reset();
  Integration other = flow_integration();
  other.organization = "fabrikam";
  const auto uses = [&] { return is_used_elsewhere(token, "svc@contoso.com", "svc", other); };
  other.pat = {.name = "called otherwise", .id = token.authorization_id};
  EXPECT_EQ(uses(), Truth::yes);
  other.pat.id = "0f";
  EXPECT_EQ(uses(), Truth::no);
  other.pat = {.name = "flow"};
  EXPECT_EQ(uses(), Truth::unknown);
  other.pat = {.name = "boards"};
  EXPECT_EQ(uses(), Truth::no);
  other.pat = {};
  EXPECT_EQ(uses(), Truth::unknown) << "who names none means all of the account";
  other.account.value = "SVC@contoso.com";
  EXPECT_EQ(uses(), Truth::unknown);
  other.account.value = "another@contoso.com";
  EXPECT_EQ(uses(), Truth::no);
}

TEST(IsUsedElsewhere, PerhapsByItsVeryNameWhereTheAccountsCanNotBeCompared) {
  Token token = living_token({"vso.code"}, "flow");
  token.target_accounts.reset();
  Integration other = flow_integration();
  const auto uses = [&] { return is_used_elsewhere(token, "svc@contoso.com", "svc", other); };
  other.account = {AccountSelector::Kind::descriptor, "aad.b3Bz"};
  other.pat = {.name = "flow", .id = ""};
  EXPECT_EQ(uses(), Truth::unknown);
  other.pat.name = "boards";
  EXPECT_EQ(uses(), Truth::no);
  other.pat.name = "";
  EXPECT_EQ(uses(), Truth::no) << "nothing says that it may be that one";
  other.pat.id = token.authorization_id;
  EXPECT_EQ(uses(), Truth::yes);
}

TEST(IsUsedElsewhere, OnlyWhatIsForSeveralOrganizations) {
  Token token = living_token({"vso.code"}, "flow");
  Integration other = flow_integration();
  other.pat = {.name = "", .id = token.authorization_id};
  const auto uses = [&] { return is_used_elsewhere(token, "svc@contoso.com", "svc", other); };
  EXPECT_EQ(uses(), Truth::no);
  token.target_accounts = {"one", "two"};
  EXPECT_EQ(uses(), Truth::yes);
}

}  // namespace
}  // namespace patrol
