#include "reporters/display_width.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace patrol {
namespace {

using testing::ElementsAre;

TEST(DisplayWidth, IsInColumnsOfATerminal) {
  EXPECT_EQ(display_width("flow"), 4U);
  EXPECT_EQ(display_width("Größe"), 5U);
  EXPECT_EQ(display_width("日本語"), 6U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
  EXPECT_EQ(display_width("مشروع"), 5U);
  EXPECT_EQ(display_width("👍"), 2U);
}

TEST(CutToWidth, EndsInAnEllipsisWhereTextIsLost) {
  EXPECT_EQ(cut_to_width("flow", 4), "flow");
  EXPECT_EQ(cut_to_width("flows", 4), "flo…");
  EXPECT_EQ(cut_to_width("日本語", 5), "日本…");
  EXPECT_EQ(cut_to_width("日本語", 4), "日…");
  EXPECT_EQ(cut_to_width("flow", 0), "");
}

TEST(FillToWidth, IsExactlyThatWide) {
  EXPECT_EQ(fill_to_width("ab", 4), "ab  ");
  EXPECT_EQ(fill_to_width("日本語", 4), "日… ");
}

TEST(RoomAfter, IsAtLeastOneColumnOfALimitedLine) {
  EXPECT_EQ(room_after(2, 10), 8U);
  EXPECT_EQ(room_after(10, 10), 1U);
  EXPECT_EQ(room_after(11, 10), 1U);
  EXPECT_EQ(room_after(2, 0), 0U);
}

TEST(Fit, CutsToWhatTheLineHasLeft) {
  EXPECT_EQ(fit("Flow", 6, 10), "Flow");
  EXPECT_EQ(fit("Flow", 7, 10), "Fl…");
  EXPECT_EQ(fit("Flow", 7, 0), "Flow");
}

TEST(Wrap, BreaksAtSpaces) {
  EXPECT_THAT(wrap("one two three", 8), ElementsAre("one two", "three"));
  EXPECT_THAT(wrap("one two", 7), ElementsAre("one two"));
}

TEST(Wrap, BreaksALongWordWhereItMust) {
  EXPECT_THAT(wrap("a bcdefgh", 4), ElementsAre("a", "bcde", "fgh"));
  EXPECT_THAT(wrap("日本語", 1), ElementsAre("日", "本", "語"));
}

TEST(Wrap, KeepsOneLineWithoutAWidth) {
  EXPECT_THAT(wrap("one two three", 0), ElementsAre("one two three"));
  EXPECT_THAT(wrap("", 8), ElementsAre(""));
}

}  // namespace
}  // namespace patrol
