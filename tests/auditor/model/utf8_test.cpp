#include "auditor/model/utf8.h"

#include <gtest/gtest.h>

#include <array>

namespace patrol {
namespace {

std::string read_back(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    append_utf8(result, next.value);
    text.remove_prefix(next.length);
  }
  return result;
}

TEST(Utf8, GivesWellFormedTextBack) {
  const std::string text = "az ß € 日本 👩‍💻 \xF4\x8F\xBF\xBF";
  EXPECT_EQ(read_back(text), text);
}

TEST(Utf8, PutsOneReplacementForEachMaximalPart) {
  EXPECT_EQ(read_back("a\x80z"), "a\uFFFDz");        // a tail without a lead
  EXPECT_EQ(read_back("\xC0\xAF"), "\uFFFD\uFFFD");  // an overlong slash
  EXPECT_EQ(read_back("\xE0\x9F\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(read_back("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // a surrogate
  EXPECT_EQ(read_back("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(read_back("\xF5z"), "\uFFFDz");
}

TEST(Utf8, TakesATruncatedCharacterForOne) {
  EXPECT_EQ(read_back("\xE2\x82"), "\uFFFD");
  EXPECT_EQ(read_back("\xE2\x82z"), "\uFFFDz");
  EXPECT_EQ(read_back("\xF0\x9F\x91"), "\uFFFD");
}

TEST(Utf8, TellsAReplacementFromTheCharacterItself) {
  EXPECT_TRUE(first_code_point("\uFFFD").is_well_formed);
  EXPECT_FALSE(first_code_point("\xFF").is_well_formed);
  EXPECT_FALSE(first_code_point("\xE2\x82").is_well_formed);
}

TEST(CodePoints, HoldBothEnds) {
  constexpr std::array runs{CodePoints{'b', 'd'}, CodePoints{'x', 'x'}};
  std::string held;
  for (const char c : std::string_view("abcdefwxyz")) {
    if (is_in(runs, static_cast<unsigned char>(c))) held += c;
  }
  EXPECT_EQ(held, "bcdx");
}

TEST(Utf8, CountsCodePointsFromTheBeginning) {
  EXPECT_EQ(first_code_points("aßc", 2), "aß");
  EXPECT_EQ(first_code_points("aßc", 9), "aßc");
  EXPECT_EQ(first_code_points("", 1), "");
}

}  // namespace
}  // namespace patrol
