#include "auditor/azdo/json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol::azdo {
namespace {

std::string fault_of(std::string_view text) {
  const auto parsed = parse_json(text);
  return parsed ? "" : parsed.error().what;
}

TEST(ParseJson, DropsTheByteOrderMark) {
  const auto parsed = parse_json("\xEF\xBB\xBF{\"a\":1}");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed.value(), (Json{{"a", 1}}));
}

TEST(ParseJson, RefusesWhatIsNoCompleteJson) {
  EXPECT_EQ(fault_of(""), "the body is empty");
  EXPECT_EQ(fault_of("\xEF\xBB\xBF"), "the body is empty");
  for (const auto* text : {"{\"value\":[1,", "{} x", "<html>", "{\"a\":\"\xC3\"}", "nul", " "}) {
    EXPECT_EQ(fault_of(text), "the body is no complete JSON") << text;
  }
}

TEST(ParseJson, RefusesAKeyThatStandsTwiceInOneObject) {
  for (const auto* text : {R"({"value":[1],"count":1,"value":[]})", R"([{"a":{"b":1,"b":1}}])"}) {
    EXPECT_EQ(fault_of(text), "a key stands twice in one object of the body") << text;
  }
  EXPECT_EQ(fault_of(R"({"a":{"a":[{"a":1},{"a":2}]},"A":1})"), "");
}

TEST(ParseJson, GivesTheTreeThatTheLibraryGives) {
  constexpr std::string_view text =
      R"({"text":"a\u00fc\n","numbers":[0,-7,18446744073709551615,1.5e3],"flags":[true,false,null],"deep":[[{"x":{}}]]})";
  const auto parsed = parse_json(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed.value(), Json::parse(text));
}

TEST(ParseJson, RefusesDeepNestingButNotBracketsInTexts) {
  EXPECT_EQ(fault_of(std::string(64, '[') + std::string(64, ']')), "");
  EXPECT_EQ(fault_of(std::string(65, '[') + std::string(65, ']')), "the body is nested too deeply");
  EXPECT_EQ(fault_of(std::string(1'000'000, '[')), "the body is nested too deeply");
  EXPECT_EQ(fault_of("\"\\\"" + std::string(100, '[') + "\""), "");
}

}  // namespace
}  // namespace patrol::azdo
