#include "reporters/markdown_text.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(MarkdownText, EscapesMarkup) {
  EXPECT_EQ(markdown_text("a *b* _c_ <b> [x] `d` | e"), "a \\*b\\* \\_c\\_ \\<b\\> \\[x\\] \\`d\\` \\| e");
  EXPECT_EQ(markdown_text("- item"), "\\- item");
  EXPECT_EQ(markdown_text("Code: Read (vso.code), 3.5"), "Code: Read (vso.code), 3.5");
}

TEST(MarkdownText, MentionsNobodyAndRefersToNothing) {
  for (const char* text : {"@octocat", "see #12", "owner/repository#12", "!34", "AB#7", "fixes #1", "&5",
                           "~bug", "see https://x.example/", "www.x.example", "Www.x.example", "(@team/x)",
                           "@<2F6A-guid>", "日本@octocat"}) {
    EXPECT_EQ(markdown_text(text), "`" + std::string(text) + "`");
  }
  EXPECT_EQ(markdown_text("svc@contoso.com"), "svc@contoso.com");
  EXPECT_EQ(markdown_text("C# and 5 & 6"), "C\\# and 5 \\& 6");
}

TEST(MarkdownCode, KeepsBackticksInside) {
  EXPECT_EQ(markdown_code("a`b"), "``a`b``");
  EXPECT_EQ(markdown_code("`a``"), "``` `a`` ```");
  EXPECT_EQ(markdown_code("a|b"), "`a\\|b`");
  EXPECT_EQ(markdown_code(""), "");
  EXPECT_EQ(markdown_code("a\nb"), "`a[U+000A]b`");
}

TEST(Shortened, ShowsThatSomethingIsMissing) {
  EXPECT_EQ(shortened("äöü", 3), "äöü");
  EXPECT_EQ(shortened("äöü", 2), "äö…");
}

}  // namespace
}  // namespace patrol
