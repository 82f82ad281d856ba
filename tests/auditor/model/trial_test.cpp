#include "auditor/model/trial.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Trial, IsGoodWhereNoCaseDiffers) {
  Trial trial;
  trial.cases = {{.sentence = "a"}, {.sentence = "b"}};
  EXPECT_TRUE(trial.is_good());
  trial.cases[1].differences.push_back({.of = "r", .wanted = "pass", .got = "fail"});
  EXPECT_EQ(trial.failed_cases(), 1U);
  EXPECT_FALSE(trial.is_good());
}

TEST(Trial, NeedsCasesOfEachKindOnlyWhereThatIsAskedFor) {
  Trial trial;
  trial.rules = {{.rule = "whole", .pass = 1, .fail = 1, .inconclusive = 1}, {.rule = "half", .pass = 3}};
  EXPECT_EQ(trial.incomplete_rules(), 1U);
  EXPECT_TRUE(trial.is_good());
  trial.must_be_complete = true;
  EXPECT_FALSE(trial.is_good());
}

TEST(MissingCases, NamesTheKindsThatARuleLacks) {
  EXPECT_EQ(missing_cases({.pass = 3}), "fail, evidence missing");
  EXPECT_EQ(missing_cases({.pass = 1, .inconclusive = 1, .can_fail = false}), "");
  EXPECT_EQ(missing_cases({.fail = 1, .inconclusive = 1}), "pass");
  EXPECT_EQ(missing_cases({.pass = 1, .fail = 1, .inconclusive = 1}), "");
}

}  // namespace
}  // namespace patrol
