#include "auditor/checks/token_edit.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";

/// The call by which the token gets back the days that it lacks.
std::string call_for(const Token& token) {
  const World world = World().account(svc).token(svc, token);
  Integration integration = flow_integration();
  integration.pat = {.name = "", .id = token.authorization_id};
  return remediation_of(ask(rule_of({PatState{.min_days_left = Amount{200}}}), world.snapshot(), integration))
      .call.text();
}

TEST(TokenEdit, RepeatsWhatStaysAsItIs) {
  const Token token = living_token({"vso.code", "vso.work"}, "the \"flow\"");
  const std::string call = call_for(token);
  EXPECT_NE(call.find(R"("authorizationId":")" + token.authorization_id +
                      R"(","displayName":"the \"flow\"","scope":"vso.code vso.work")"),
            std::string::npos)
      << call;
}

TEST(TokenEdit, HasNoCallWhereTheNameCanNotBeShownAsItIs) {
  const std::string call = call_for(living_token({"vso.code"}, "a\nb"));
  EXPECT_NE(call.find("\"displayName\":\"a\\u000ab\""), std::string::npos) << call;
  EXPECT_EQ(call_for(living_token({"vso.code"}, "a\u202Eb")), "");
}

/// The calls for its scopes and for its end both send the whole token as it was read.
TEST(TokenEdit, SaysThatItUndoesWhatWasChangedSince) {
  const World world = World().account(svc).token(svc, living_token({"vso.code"}));
  const std::string undone = "what was changed of the token after this audit, which the call undoes";
  for (const Requirement& requirement :
       {Requirement{PatState{.min_days_left = Amount{200}}}, Requirement{PatScopes{.ids = {"vso.work"}}}}) {
    const Remediation told = remediation_of(ask(rule_of(requirement), world.snapshot()));
    EXPECT_NE(told.may_break.text().find(undone), std::string::npos) << told.may_break.text();
  }
  EXPECT_EQ(remediation_of(ask(rule_of({PatState{.min_days_left = Amount{4000}}}), world.snapshot()))
                .may_break.text()
                .find(undone),
            std::string::npos);
}

TEST(TokenEdit, HasNoCallWhereItIsNotSureToBeRight) {
  Token several = living_token({"vso.code"});
  several.target_accounts->push_back("00000000-0000-4000-8000-000000000001");
  Token global = living_token({"vso.code"});
  global.target_accounts.reset();
  Token revoked = living_token({"vso.code"});
  revoked.is_valid = false;
  for (const Token& token : {several, global, revoked, living_token({"vso.code"}, ""), living_token({}),
                             living_token({"app_token"}), living_token({"vso.code"}, "***")}) {
    EXPECT_EQ(call_for(token), "") << token.display_name;
  }
}

}  // namespace
}  // namespace patrol
