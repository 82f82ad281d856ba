#include "auditor/model/visible_text.h"

#include <gtest/gtest.h>

#include <string>

namespace patrol {
namespace {

using namespace std::string_literals;

TEST(VisibleText, ShowsControlCharacters) {
  EXPECT_EQ(visible_text("\x1b[31m\a\x7f\0"s), "[U+001B][31m[U+0007][U+007F][U+0000]");
  EXPECT_EQ(visible_text("\xC2\x9B"), "[U+009B]");
}

TEST(VisibleText, ShowsWhatReordersAndWhatHides) {
  EXPECT_EQ(visible_text("user\u202Etxt.exe"), "user[U+202E]txt.exe");
  EXPECT_EQ(visible_text("\u2066\u200F\u200B\uFEFF\u2028"), "[U+2066][U+200F][U+200B][U+FEFF][U+2028]");
  EXPECT_EQ(visible_text("\U000E0041\xEF\xBF\xBE"), "[U+E0041][U+FFFE]");
}

TEST(VisibleText, ShowsFillersSeparatorsAndWhatIsNoCharacter) {
  EXPECT_EQ(visible_text("\u034F\u115F\u3164\uFFA0\uFFF9"), "[U+034F][U+115F][U+3164][U+FFA0][U+FFF9]");
  EXPECT_EQ(visible_text("\uFDD0\U0001FFFE\U0010FFFF\U000E0080"), "[U+FDD0][U+1FFFE][U+10FFFF][U+E0080]");
}

TEST(VisibleText, ShowsJoinersAndSelectorsThatOnlyMakeTwoNamesOfOne) {
  EXPECT_EQ(visible_text("ad\u200Cmin \u200D"), "ad[U+200C]min [U+200D]");
  EXPECT_EQ(visible_text("\uFE0Fa\uFE0F"), "[U+FE0F]a[U+FE0F]");
  EXPECT_EQ(visible_text("😀\U000E0100\U000E0101"), "😀\U000E0100[U+E0101]");
  EXPECT_EQ(visible_text("\u202E\u200C"), "[U+202E][U+200C]");
}

TEST(VisibleText, LeavesLanguagesAlone) {
  const std::string text =
      "Übergröße, 日本語, مشروع, می\u200Cخواهم, 👩\u200D💻, 👩\u200D❤\uFE0F\u200D👨, 葛\U000E0100城\n\tsecond "
      "line";
  EXPECT_EQ(visible_text(text), text);
}

TEST(VisibleLine, IsOneLine) {
  EXPECT_EQ(visible_line("a\r\nb\tc"), "a[U+000D][U+000A]b[U+0009]c");
}

TEST(IsVisibleLine, WhereNothingHidesOrBreaksIt) {
  for (const char* text : {"", "az rest --body '{}'", "Größe › 日本"})
    EXPECT_TRUE(is_visible_line(text)) << text;
  for (const char* text : {"a\nb", "a\tb", "a\u202Eb", "a\u0085b", "\xFF"}) {
    EXPECT_FALSE(is_visible_line(text)) << visible_line(text);
  }
}

TEST(CodePointDigits, AreFourOrMore) {
  EXPECT_EQ(code_point_digits(0), "0000");
  EXPECT_EQ(code_point_digits(0x1B), "001B");
  EXPECT_EQ(code_point_digits(0x10FFFF), "10FFFF");
}

}  // namespace
}  // namespace patrol
