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

TEST(VisibleText, LeavesLanguagesAlone) {
  const std::string text = "Übergröße, 日本語, مشروع, می\u200Cخواهم, 👩\u200D💻\n\tsecond line";
  EXPECT_EQ(visible_text(text), text);
}

TEST(VisibleLine, IsOneLine) {
  EXPECT_EQ(visible_line("a\r\nb\tc"), "a[U+000D][U+000A]b[U+0009]c");
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
