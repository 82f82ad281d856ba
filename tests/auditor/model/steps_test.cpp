#include "auditor/model/steps.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace patrol {
namespace {

TEST(Steps, AreOneLineEachWhateverTheNamesInThem) {
  const Steps step("remove Helpers\nThen add evil@example.com\n");
  EXPECT_EQ(step.size(), 1U);
  EXPECT_EQ(step.text(), "remove Helpers[U+000A]Then add evil@example.com[U+000A]");
  EXPECT_EQ(Steps("a\r\x1b\x7f").text(), "a[U+000D][U+001B][U+007F]");
  EXPECT_EQ(Steps("Größe › 日本").text(), "Größe › 日本");
}

TEST(Steps, OfAnEmptyTextAreNone) {
  EXPECT_TRUE(Steps("").empty());
  EXPECT_EQ(Steps().size(), 0U);
  EXPECT_EQ(Steps().first(), "");
  EXPECT_EQ(Steps().each(), std::vector<std::string>{});
  EXPECT_EQ(Steps().in_one_line(), "");
}

TEST(Steps, OfATextWhoseLinesAreMeantAreItsLines) {
  const Steps steps = Steps::lines_of("one\n\ntwo\none\n");
  EXPECT_EQ(steps.each(), (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(steps.text(), "one\ntwo");
  EXPECT_EQ(steps.first(), "one");
  EXPECT_EQ(steps.in_one_line(), "one; two");
}

TEST(Steps, StandOnce) {
  Steps steps = "b";
  steps.add(Steps::lines_of("a\nb\nab"));
  steps.add("");
  steps.add("a");
  EXPECT_EQ(steps.text(), "b\na\nab");
  Steps none;
  none.add(steps);
  EXPECT_EQ(none, steps);
}

TEST(Steps, KeepTheFirstOnes) {
  Steps steps = Steps::lines_of("a\nb\nc");
  steps.keep(3);
  EXPECT_EQ(steps.text(), "a\nb\nc");
  steps.keep(2);
  EXPECT_EQ(steps.text(), "a\nb");
  steps.keep(0);
  EXPECT_TRUE(steps.empty());
  steps.keep(1);
  EXPECT_TRUE(steps.empty());
}

}  // namespace
}  // namespace patrol
