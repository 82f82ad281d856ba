#include "reporters/safe_text.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using namespace std::string_literals;

TEST(XmlText, HoldsOnlyWhatXmlAllows) {
  EXPECT_EQ(xml_text("a\tb\nc\rd"), "a\tb\nc\rd");
  EXPECT_EQ(xml_text("\0\x01\x1b"s), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(xml_text("\xEF\xBF\xBE\xEF\xBF\xBF\xFF"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(xml_text("<&>\"' ]]> ß 日本"), "<&>\"' ]]> ß 日本");
}

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

TEST(JsonText, WritesAsNumbersWhatIsNotSeenAndNothingElse) {
  EXPECT_EQ(json_text("\"a\u202Eb\x7F\u0085\u2028\""), R"("a\u202Eb\u007F\u0085\u2028")");
  EXPECT_EQ(json_text("\"\U000E0041\U0010FFFF\""), R"("\uDB40\uDC41\uDBFF\uDFFF")");
  EXPECT_EQ(json_text("{\"ü\": [\"日本\",\n\t1]}"), "{\"ü\": [\"日本\",\n\t1]}");
}

TEST(LogLine, HoldsNoCommandOfACiServer) {
  EXPECT_EQ(log_line("##vso[task.complete]"), "# #vso[task.complete]");
  EXPECT_EQ(log_line("x\n##[error]y"), "x[U+000A]# #[error]y");
  EXPECT_EQ(log_line("####[group]"), "# # # #[group]");
  EXPECT_EQ(log_line("::set-output name=x::y"), ": :set-output name=x: :y");
  EXPECT_EQ(log_line("C# and https://x: y"), "C# and https://x: y");
}

TEST(LogText, HoldsNoCommandOfACiServerOnAnyLine) {
  EXPECT_EQ(log_text("x\n##[error]y\n::error::z"), "x\n# #[error]y\n: :error: :z");
}

}  // namespace
}  // namespace patrol
