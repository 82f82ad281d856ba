#include "auditor/store/strict_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol {
namespace {

std::string problem_of(std::string_view text) {
  const auto document = parse_strict_json(text, "f.json", 3);
  return document ? "none" : to_string(document.error());
}

TEST(StrictJson, ReadsEveryKindOfValue) {
  const std::string text = R"({"a": [null, true, -1, 2, 1.5, "é"], "b": {}, "c": {"d": []}})";
  const auto document = parse_strict_json(text, "f.json", 3);
  ASSERT_TRUE(document);
  EXPECT_EQ(document.value(), nlohmann::json::parse(text));
}

TEST(StrictJson, RefusesAKeyThatStandsTwice) {
  EXPECT_EQ(problem_of("{\"a\": 1,\n \"a\": 2}"), "f.json:2:4: a key stands twice in one object");
  EXPECT_EQ(problem_of(R"([{"a": 1}, {"a": 2}])"), "none");
  EXPECT_EQ(problem_of(R"({"a": {"a": 1}})"), "none");
}

TEST(StrictJson, RefusesDeepNestingBeforeItTakesMemory) {
  EXPECT_EQ(problem_of("[[[1]]]"), "none");
  EXPECT_EQ(problem_of("[[[[1]]]]"), "f.json:1:4: nested deeper than any file of this kind");
  EXPECT_EQ(problem_of(std::string(1'000'000, '[')), "f.json:1:4: nested deeper than any file of this kind");
}

TEST(StrictJson, NamesThePlaceAndQuotesNothing) {
  EXPECT_EQ(problem_of("{\n \"a\": hunter2\n}"), "f.json:2:7: no valid JSON, or it was cut off here");
  EXPECT_EQ(problem_of("{} {}"), "f.json:1:4: no valid JSON, or it was cut off here");
  EXPECT_EQ(problem_of(""), "f.json:1:1: no valid JSON, or it was cut off here");
  EXPECT_EQ(problem_of("\"\xff\""), "f.json:1:2: no valid JSON, or it was cut off here");
}

}  // namespace
}  // namespace patrol
