#include "auditor/policy/yaml_text.h"

#include "auditor/policy/yaml_tree.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(YamlScalar, IsPlainWhereNothingCouldBeTakenForAnythingElse) {
  for (const char* text : {"Website", "svc-flow@contoso.com", "Project/GENERIC_READ", "Release Bots"}) {
    EXPECT_EQ(yaml_scalar(text), text);
  }
}

TEST(YamlScalar, IsQuotedWhereAReaderMayTakeItForMore) {
  EXPECT_EQ(yaml_scalar("yes"), "\"yes\"");
  EXPECT_EQ(yaml_scalar("Null"), "\"Null\"");
  EXPECT_EQ(yaml_scalar("all"), "\"all\"");
  EXPECT_EQ(yaml_scalar("2026-11-23"), "\"2026-11-23\"");
  EXPECT_EQ(yaml_scalar(""), "\"\"");
  EXPECT_EQ(yaml_scalar("ends "), "\"ends \"");
  EXPECT_EQ(yaml_scalar("a: b"), "\"a: b\"");
  EXPECT_EQ(yaml_scalar("x #y"), "\"x #y\"");
  EXPECT_EQ(yaml_scalar("Größe"), "\"Größe\"");
}

TEST(YamlScalar, ShowsWhatCanNotBeSeen) {
  EXPECT_EQ(yaml_scalar("a\"\\\n\t\r\x1b"), "\"a\\\"\\\\\\n\\t\\r\\x1B\"");
  EXPECT_EQ(yaml_scalar("\xE2\x80\xAE"
                        "evil"),
            "\"\\u202Eevil\"");
  EXPECT_EQ(yaml_scalar("\xF3\xA0\x80\x81"), "\"\\U000E0001\"");
  EXPECT_EQ(yaml_scalar("bad\xFF"), "\"bad\xEF\xBF\xBD\"");
}

TEST(YamlScalar, HoldsNoCommandToACiServer) {
  EXPECT_EQ(yaml_scalar("##vso[task]"), "\"#\\x23vso[task]\"");
  EXPECT_EQ(yaml_scalar("::error::"), "\":\\x3Aerror:\\x3A\"");
}

TEST(YamlScalar, IsReadBackAsItWas) {
  for (const std::string text : {"Website",
                                 "yes",
                                 "~",
                                 "- a",
                                 "{a: b}",
                                 "[x]",
                                 "&a",
                                 "*a",
                                 "!t",
                                 "|",
                                 ">",
                                 "%",
                                 "@x",
                                 "`x`",
                                 "'",
                                 "\"",
                                 "a: b",
                                 "x #y",
                                 "#",
                                 "0x1F",
                                 "1e3",
                                 ".5",
                                 "\\",
                                 "\\n",
                                 "Größe",
                                 "王小明",
                                 "##vso[x]",
                                 "::a::",
                                 "\xE2\x80\xAE"
                                 "evil",
                                 "\xE2\x80\x8B",
                                 "\xF0\x9F\x92\xA9",
                                 "---",
                                 "...",
                                 "? a",
                                 "a,b",
                                 "<<"}) {
    Problems problems("x");
    const auto root = read_yaml("key: {inner: " + yaml_scalar(text) + "}\n", problems);
    ASSERT_TRUE(root && problems.empty()) << text;
    EXPECT_EQ(root->find("key")->find("inner")->text, text);
  }
}

TEST(YamlComment, StaysOnItsLine) {
  EXPECT_EQ(yaml_comment(""), "#");
  EXPECT_EQ(yaml_comment("a\npolicy: evil\x85\r"), "# a?policy: evil??");
  EXPECT_EQ(yaml_comment("\xE2\x80\xA8next"), "# ?next");
  EXPECT_EQ(yaml_comment("##vso[x] ::y::"), "# # #vso[x] : :y: :");
}

}  // namespace
}  // namespace patrol
