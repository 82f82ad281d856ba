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
