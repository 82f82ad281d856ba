#include "auditor/policy/yaml_tree.h"

#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

/// The tree on one line, with the place of each scalar.
std::string draw(const YamlNode& node) {
  const std::string at = "@" + std::to_string(node.at.line) + ":" + std::to_string(node.at.column);
  std::string text;
  switch (node.kind) {
    case YamlNode::Kind::null: return "null" + at;
    case YamlNode::Kind::scalar: return (node.is_quoted ? "'" + node.text + "'" : node.text) + at;
    case YamlNode::Kind::sequence:
      for (const YamlNode& item : node.items) text += " " + draw(item);
      return "[" + text + " ]";
    case YamlNode::Kind::mapping:
      for (const auto& entry : node.entries) text += " " + entry.key + "=" + draw(entry.value);
      return "{" + text + " }";
  }
  return "?";
}

struct Reading {
  std::string tree;
  std::string errors;
};

Reading read(std::string_view text) {
  Problems problems("y.yaml");
  const auto root = read_yaml(text, problems);
  return {root ? draw(*root) : "", lines(problems.errors())};
}

TEST(YamlTree, KeepsScalarsAsTextWithTheirPlaces) {
  const Reading reading = read("a: 1\nb: [x, 'y', \"z\"]\nc:\n  d: |\n    text\n");
  EXPECT_EQ(reading.tree, "{ a=1@1:4 b=[ x@2:5 'y'@2:8 'z'@2:13 ] c={ d='text\n'@4:6 } }");
  EXPECT_EQ(reading.errors, "");
}

TEST(YamlTree, CountsColumnsInCharacters) {
  EXPECT_EQ(read("{é: ü, 東京: {x: y}, z: z}").tree, "{ é=ü@1:5 東京={ x=y@1:16 } z=z@1:23 }");
}

TEST(YamlTree, TakesByteOrderMarksAndLineEndsOfWindows) {
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "a: 1\r\nb: 2\r\n")
                .tree,
            "{ a=1@1:4 b=2@2:4 }");
}

TEST(YamlTree, KnowsAbsentValues) {
  EXPECT_EQ(read("a:\nb: ~\nc: [null]\n").tree, "{ a=null@2:1 b=null@2:4 c=[ null@3:5 ] }");
}

TEST(YamlTree, RefusesDuplicateKeysAtEveryLevel) {
  EXPECT_EQ(read("a: 1\nb: {c: 1, c: 2}\na: 2\n").errors,
            "y.yaml:2:11: the key `c` already stands in line 2; remove one of them\n"
            "y.yaml:3:1: the key `a` already stands in line 1; remove one of them\n");
}

TEST(YamlTree, RefusesAnchorsAliasesTagsAndMergeKeys) {
  EXPECT_EQ(read("a: &x [1]\nb: *x\nc: !!str d\ne: ! f\ng: {<<: {h: 1}}\n").errors,
            "y.yaml:1:4: anchors (`&name`) are not supported; write the value out where it is needed\n"
            "y.yaml:2:4: aliases (`*name`) are not supported; write the value out\n"
            "y.yaml:3:4: tags (`!name`) are not supported; remove it\n"
            "y.yaml:4:4: tags (`!name`) are not supported; remove it\n"
            "y.yaml:5:5: merge keys (`<<`) are not supported; write the entries out\n");
}

TEST(YamlTree, RefusesAnAliasThatHoldsItself) {
  EXPECT_NE(read("a: &x [*x]\n").errors, "");
}

TEST(YamlTree, PointsAtTheQuoteThatIsNeverClosed) {
  EXPECT_EQ(read("a: \"x\" # it's\nb: don't\nc: ['y', \"z]\nd: 1\n").errors,
            "y.yaml:3:10: a quote is opened here and never closed; close it\n");
  EXPECT_EQ(read("a: 'it''s\nb: 1\n").errors,
            "y.yaml:1:4: a quote is opened here and never closed; close it\n");
  EXPECT_EQ(read("a: \"x\n...\n\"\n").errors, "y.yaml:2:1: a text in quotes can not go on over this line\n");
}

TEST(YamlTree, RefusesASecondDocument) {
  EXPECT_EQ(read("a: 1\n---\nb: &x 1\n").errors,
            "y.yaml:2:1: a second document starts here; a file holds one, so check the indentation or split "
            "the file\n");
  EXPECT_EQ(read("a: 1\n...\n").errors, "");
}

TEST(YamlTree, EndsWhereTheParserWouldFindDocumentsForEver) {
  EXPECT_EQ(read(", a: {b: c}").errors,
            "y.yaml:1:1: a `,` can not stand here; remove it, or put the text in quotes\n");
  EXPECT_EQ(read("a: 1\n---\n, b").errors.substr(0, 10), "y.yaml:2:1");
}

TEST(YamlTree, RefusesDepthWithoutRecursingIntoIt) {
  EXPECT_EQ(read(std::string(40, '[') + std::string(40, ']')).errors,
            "y.yaml:1:33: nested too deep; nothing in a policy needs more than 32 levels\n");
  // The parser gives up by itself, and that is told once.
  const std::string errors = read(std::string(100'000, '[')).errors;
  EXPECT_EQ(std::ranges::count(errors, '\n'), 1);
  EXPECT_NE(errors.find("nested too deep"), std::string::npos);
}

TEST(YamlTree, RefusesWhatIsTooLarge) {
  EXPECT_EQ(read("a: " + std::string(1024 * 1024, 'x')).errors,
            "y.yaml:1:1: the file is larger than 1 MiB; split it\n");
}

TEST(YamlTree, ReadsLongLinesOnce) {
  std::string text = "a: [";
  for (int i = 0; i < 100'000; ++i) text += "é,";
  EXPECT_EQ(read(text + "]").errors, "");
}

TEST(YamlTree, RefusesWhatIsNotUtf8) {
  for (const char* bytes : {"\xFF", "\xC0\xAF", "\xED\xA0\x80", "\xE2\x82", "\xF4\x90\x80\x80", "\x80"}) {
    EXPECT_EQ(read("a: é" + std::string(bytes)).errors,
              "y.yaml:1:5: the file is not UTF-8 here; save it as UTF-8\n");
  }
}

TEST(YamlTree, RefusesControlCharactersRawOrEscaped) {
  EXPECT_EQ(read("a: x\x1B[31m\n").errors, "y.yaml:1:5: a control character stands here; remove it\n");
  EXPECT_EQ(read("a: x\rb: y\n").errors, "y.yaml:1:5: a control character stands here; remove it\n");
  EXPECT_EQ(read(std::string_view("a: \0", 4)).errors,
            "y.yaml:1:4: a control character stands here; remove it\n");
  EXPECT_EQ(read("a: \"\\e[31m\"\n").errors,
            "y.yaml:1:4: a control character stands in this text; remove it\n");
  EXPECT_EQ(read("a: \"x\\ty\\nz\"\n").errors, "");
}

TEST(YamlTree, MasksWhatLooksLikeATokenWhereverItStands) {
  const std::string token = std::string(76, 'q') + "AZDO" + "1234";
  const std::string old_token = std::string(26, 'a') + std::string(26, '7');
  const Reading reading = read("a: " + token + "\nb: [\"Basic " + old_token + "\"]\n" + old_token + ": c\n");
  EXPECT_EQ(reading.tree, "{ a=***@1:4 b=[ '***'@2:5 ] ***=c@3:55 }");
  EXPECT_EQ(reading.errors,
            "y.yaml:1:4: this looks like a token or password, which never stands in a file; remove it, and "
            "revoke it if "
            "it is real\n"
            "y.yaml:2:5: this looks like a token or password, which never stands in a file; remove it, and "
            "revoke it if "
            "it is real\n"
            "y.yaml:3:1: this looks like a token or password, which never stands in a file; remove it, and "
            "revoke it if "
            "it is real\n");
}

TEST(YamlTree, SaysInOwnWordsWhatIsNoYaml) {
  EXPECT_EQ(read("a: [1, 2\n").errors, "y.yaml:2:1: a `[` is not closed; add `]`\n");
  EXPECT_EQ(read("a: {b: c\n").errors, "y.yaml:2:1: a `{` is not closed; add `}`\n");
  EXPECT_EQ(read("a: b: c\n").errors,
            "y.yaml:1:5: a `:` can not stand here; put the text in quotes, or check the indentation\n");
  EXPECT_EQ(read("a: @b\n").errors,
            "y.yaml:1:4: a text can not start with this character; put it in quotes\n");
  EXPECT_EQ(read("a: }\n").errors,
            "y.yaml:1:4: a `]` or `}` closes nothing here; remove it, or open it before\n");
  EXPECT_EQ(
      read("a: \"\\q\"\n").errors,
      "y.yaml:1:7: an unknown escape in double quotes; write `\\\\` for a backslash, or use single quotes\n");
  EXPECT_EQ(read("a: \"x\" y\n").errors,
            "y.yaml:1:8: unexpected text here; check the indentation and the quotes\n");
}

TEST(YamlTree, GivesNullForAnEmptyText) {
  EXPECT_EQ(read("").tree, "null@2:1");
  EXPECT_EQ(read("# only a comment").tree, "null@2:1");
}

}  // namespace
}  // namespace patrol
