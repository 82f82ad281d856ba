#include "auditor/cases/merge.h"

#include <gtest/gtest.h>

#include <array>

namespace patrol::cases {
namespace {

YamlNode yaml(std::string_view text) {
  Problems problems("m");
  auto node = read_yaml(text, problems);
  EXPECT_TRUE(node.has_value() && problems.empty());
  return node.value_or(YamlNode{});
}

/// `a=1 b={c=2}`, in the order of the mapping.
std::string text_of(const YamlNode& node) {
  std::string text = node.text;
  for (const YamlNode::Entry& entry : node.entries) {
    text +=
        (text.empty() ? "" : " ") + entry.key + "=" +
        (entry.value.kind == YamlNode::Kind::mapping ? "{" + text_of(entry.value) + "}" : entry.value.text);
  }
  return text;
}

constexpr std::array<std::string_view, 1> joined{"groups"};

TEST(Merge, PutsWhatIsOwnInThePlaceOfDefaults) {
  EXPECT_EQ(text_of(merge(yaml("{a: 1, b: 2}"), yaml("{b: 3}"), joined)), "b=3 a=1");
}

TEST(Merge, JoinsTheMappingsOfSomeKeysAndReplacesThoseOfOthers) {
  EXPECT_EQ(text_of(merge(yaml("{groups: {x: 1, y: 2}, users: {x: 1}}"),
                          yaml("{groups: {y: 3}, users: {y: 3}}"), joined)),
            "groups={y=3 x=1} users={y=3}");
}

TEST(Merge, TakesAwayWhatIsNull) {
  EXPECT_EQ(text_of(merge(yaml("{a: 1, groups: {x: 1}}"), yaml("{a: null, groups: {x: null}}"), joined)),
            "groups={}");
}

TEST(Merge, LeavesANullThatTakesNothingAway) {
  EXPECT_EQ(text_of(merge(yaml("{b: 1}"), yaml("{a: null}"), joined)), "a= b=1");
}

}  // namespace
}  // namespace patrol::cases
