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

/// One that fails, and how to mend it.
Outcome failing(Remediation remediation, Reach reach = Reach::ordinary) {
  Outcome result = outcome(Truth::no, remediation.advice.text());
  result.remediation = std::move(remediation);
  result.reach = reach;
  return result;
}

TEST(JoinAny, KeepsTheOneRemedyThatReachesLeast) {
  const Outcome joint = join_any({failing({"join the administrators", "call 1", "all"}, Reach::organization),
                                  failing({"administer the project", "call 2", "much"}, Reach::project),
                                  failing({"read", "call 3", "little"})});
  EXPECT_EQ(joint.remediation, (Remediation{"read", "call 3", "little"}));
  EXPECT_EQ(joint.reach, Reach::ordinary);
}

TEST(JoinAny, TellsOtherWaysOfTheSameReachAsAdviceWithoutACall) {
  const Outcome joint = join_any({failing({Steps::lines_of("a\nb"), Steps::lines_of("call 1\ncall 2"), "m"}),
                                  failing({"c", "call 3", "n"}), failing({"c", "call 4", ""})});
  EXPECT_EQ(joint.remediation, (Remediation{Steps::lines_of("c\nor: a; b (may break: m)"), "call 3", "n"}));
}

TEST(JoinAny, PrefersWhatHasACallAndPassesOverWhatSaysNothing) {
  EXPECT_EQ(join_any({failing({}), failing({"by hand", "", ""}), failing({"c", "call", ""})}).remediation,
            (Remediation{Steps::lines_of("c\nor: by hand"), "call", ""}));
  EXPECT_EQ(join_any({failing({}), failing({"much", "call", ""}, Reach::organization)}).remediation,
            (Remediation{"much", "call", ""}));
}

TEST(JoinAll, ReachesAsFarAsItsFarthestRemedy) {
  std::vector<Outcome> both;
  both.push_back(join_all({failing({"a", "call 1", ""}), failing({"b", "call 2", ""}, Reach::organization)}));
  EXPECT_EQ(both.front().remediation,
            (Remediation{Steps::lines_of("a\nb"), Steps::lines_of("call 1\ncall 2"), ""}));
  both.push_back(failing({Steps::lines_of("c\nd\ne"), Steps::lines_of("call 3\ncall 4\ncall 5"), ""}));
  EXPECT_EQ(join_any(std::move(both)).remediation.call.text(), "call 3\ncall 4\ncall 5");
}

}  // namespace
}  // namespace patrol
