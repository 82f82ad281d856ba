#include "auditor/evaluate/draft_token.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

Token token(const std::string& id, const std::string& name, bool is_alive = true) {
  Token made = living_token({"vso.code"}, name);
  made.authorization_id = id;
  if (!is_alive) made.valid_to = test_now() - std::chrono::days{1};
  return made;
}

/// The id of the token that is chosen, or why there is none.
std::string chosen(const Listing<Token>& listed, const std::string& wanted = "") {
  const TokenChoice choice = choose_token(listed, wanted, test_now());
  if (choice.token != nullptr) return choice.token->authorization_id;
  return choice.unknown ? choice.unknown->reason + " | " + choice.unknown->grant : choice.note;
}

TEST(ChooseToken, TakesTheOnlyOneThatLives) {
  EXPECT_EQ(chosen({{token("a", "flow"), token("b", "old", false)}, {}}), "a");
  EXPECT_EQ(
      chosen({{token("a", "flow"), token("b", "other")}, {}}),
      "several are alive: flow (a) and other (b) | say which one the integration uses: --pat NAME or ID");
}

TEST(ChooseToken, TakesTheWantedOneByNameOrIdAndTheLivingOfANameFirst) {
  const Listing<Token> listed{{token("a", "flow", false), token("b", "flow"), token("c", "other")}, {}};
  EXPECT_EQ(chosen(listed, "flow"), "b");
  EXPECT_EQ(chosen(listed, "A"), "a") << "a dead one that is named by its id";
  EXPECT_EQ(
      chosen({{token("a", "flow"), token("b", "flow")}, {}}, "flow"),
      "several of that name are alive: flow (a) and flow (b) | say which one the integration uses by its id: "
      "--pat ID");
}

TEST(ChooseToken, SaysThatThereIsNone) {
  EXPECT_EQ(chosen({}), "It holds no personal access token");
  EXPECT_EQ(chosen({{token("a", "flow", false)}, {}}), "None of its personal access tokens is alive");
  EXPECT_EQ(chosen({{token("a", "flow")}, {}}, "a-secret-by-mistake"),
            "none of its tokens has that name or id; alive: flow (a) | correct --pat");
}

TEST(ChooseToken, ChoosesNoneOfAListThatWasCut) {
  const Gap rest{Gap::Kind::throttled, "", "HTTP 429", "later"};
  EXPECT_EQ(chosen({{token("a", "flow")}, rest}), "HTTP 429 | later");
  EXPECT_EQ(chosen({{token("a", "flow")}, rest}, "flow"), "a");
}

TEST(ChooseToken, IsFoundByItsNameWhereNoOtherLivingOneCanHaveIt) {
  const auto selector = [](std::vector<Token> listed, std::optional<Gap> rest = {}) {
    return choose_token({std::move(listed), std::move(rest)}, "a", test_now()).selector;
  };
  const PatSelector by_name{.name = "flow", .id = ""};
  const PatSelector by_id{.name = "", .id = "a"};
  EXPECT_EQ(selector({token("a", "flow"), token("b", "flow", false)}), by_name);
  EXPECT_EQ(selector({token("a", "flow"), token("b", "flow")}), by_id);
  EXPECT_EQ(selector({token("a", "flow"), token("b", "")}), by_id);
  EXPECT_EQ(selector({token("a", "")}), by_id);
  EXPECT_EQ(selector({token("a", "flow")}, Gap{}), by_id);
}

}  // namespace
}  // namespace patrol
