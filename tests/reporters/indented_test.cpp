#include "reporters/indented.h"

#include <gtest/gtest.h>

#include <sstream>

namespace patrol {
namespace {

std::string indented(std::string_view text, std::size_t margin, std::size_t width) {
  std::ostringstream out;
  write_indented(out, text, margin, width);
  return out.str();
}

TEST(WriteIndented, PutsTheMarginBeforeEveryLine) {
  EXPECT_EQ(indented("one two three", 2, 9), "  one two\n  three\n");
}

TEST(WriteIndented, LeavesOneLineWhereNoWidthIsGiven) {
  EXPECT_EQ(indented("one two three", 4, 0), "    one two three\n");
}

TEST(WriteIndented, BreaksAlsoWhereTheMarginIsWiderThanTheTerminal) {
  EXPECT_EQ(indented("a b", 4, 3), "    a\n    b\n");
}

TEST(WriteIndented, ShowsNoCommandToACiServer) {
  EXPECT_EQ(indented("##vso[x]", 0, 0).find("##vso["), std::string::npos);
}

}  // namespace
}  // namespace patrol
