#include "auditor/store/json_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace patrol {
namespace {

using namespace std::string_view_literals;

TEST(JsonText, IndentsByOneSpaceAndKeepsEmptyThingsOnOneLine) {
  JsonText json;
  json.begin_object();
  json.key("list");
  json.begin_array();
  json.value(std::int64_t{1});
  json.value(true);
  json.null();
  json.begin_object();
  json.end_object();
  json.end_array();
  json.key("none");
  json.begin_array();
  json.end_array();
  json.end_object();
  EXPECT_EQ(json.take(), "{\n \"list\": [\n  1,\n  true,\n  null,\n  {}\n ],\n \"none\": []\n}\n");
}

TEST(JsonText, EscapesWhatJsonWantsEscapedAndKeepsOtherLettersReadable) {
  JsonText json;
  json.value("a\"b\\c\n\0\x1b\x7f é 😀 \xff"sv);
  EXPECT_EQ(json.take(), "\"a\\\"b\\\\c\\n\\u0000\\u001b\x7f é 😀 \xEF\xBF\xBD\"\n");
}

TEST(JsonText, WritesTheWholeRangeOfNumbers) {
  JsonText json;
  json.value(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(json.take(), "-9223372036854775808\n");
}

}  // namespace
}  // namespace patrol
