#include "auditor/checks/join.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

Outcome outcome(Truth holds, std::string message) {
  Outcome result;
  result.holds = holds;
  result.message = std::move(message);
  result.expected = result.message;
  if (holds == Truth::unknown) result.support.add_gap({Gap::Kind::forbidden, result.message, "", ""});
  return result;
}

TEST(JoinAll, IsDecidedByOneThatDoesNotHoldHoweverLittleIsKnown) {
  const Outcome joint =
      join_all({outcome(Truth::yes, "a"), outcome(Truth::unknown, "b"), outcome(Truth::no, "c")});
  EXPECT_EQ(joint.holds, Truth::no);
  EXPECT_EQ(joint.message, "c");
  EXPECT_EQ(joint.expected, "a; b; c");
}

TEST(JoinAll, IsUnknownWithTheGapsOfThoseThatAre) {
  const Outcome joint = join_all({outcome(Truth::yes, "a"), outcome(Truth::unknown, "b")});
  EXPECT_EQ(joint.holds, Truth::unknown);
  ASSERT_EQ(joint.support.gaps.size(), 1U);
  EXPECT_EQ(joint.support.gaps[0].what, "b");
}

TEST(JoinAny, IsDecidedByOneThatHolds) {
  const Outcome joint = join_any({outcome(Truth::unknown, "a"), outcome(Truth::yes, "b")});
  EXPECT_EQ(joint.holds, Truth::yes);
  EXPECT_EQ(joint.expected, "a or b");
  EXPECT_TRUE(joint.support.gaps.empty());
}

TEST(JoinAny, IsUnknownWhileOneMayStillHold) {
  EXPECT_EQ(join_any({outcome(Truth::unknown, "a"), outcome(Truth::no, "b")}).holds, Truth::unknown);
}

}  // namespace
}  // namespace patrol
