#include "auditor/model/text.h"

#include <gtest/gtest.h>

#include <array>

namespace patrol {
namespace {

TEST(FoldCase, LowersLettersOfTheScriptsThatNamesUse) {
  EXPECT_EQ(fold_case("[Shop]\\READERS"), "[shop]\\readers");
  EXPECT_EQ(fold_case("ÜBERSICHT ŽIVOT ΔΕΛΤΑ МОСКВА Ÿ"), "übersicht život δελτα москва ÿ");
}

TEST(FoldCase, LowersEveryByteOfAsciiWhereverItStands) {
  for (int byte = 0; byte < 0x80; ++byte) {
    const char c = static_cast<char>(byte);
    const char lowered = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    for (std::size_t before = 0; before < 10; ++before) {
      const std::string front(before, 'S');
      EXPECT_EQ(fold_case(front + c + "Ü;S-1-9-1551374245"),
                std::string(before, 's') + lowered + "ü;s-1-9-1551374245")
          << byte << " after " << before;
    }
  }
}

TEST(FoldCase, KeepsWhatIsNoLetterAndBrokenBytes) {
  EXPECT_EQ(fold_case("×÷ 東京 \xC3"), "×÷ 東京 \xC3");
  EXPECT_EQ(fold_case("\xC3("), "\xC3(");
}

TEST(SameName, ComparesWithoutLetterCaseOnly) {
  EXPECT_TRUE(same_name("Straße", "STRAßE"));
  EXPECT_FALSE(same_name("Shop", "Shop "));
}

TEST(IsAsciiControl, TellsLineEndsAndTheirLikeFromText) {
  for (const char c : {'\0', '\t', '\n', '\r', '\x1F', '\x7F'}) {
    EXPECT_TRUE(is_ascii_control(c)) << static_cast<int>(c);
  }
  for (const char c : std::string_view(" ~`ü")) EXPECT_FALSE(is_ascii_control(c)) << static_cast<int>(c);
}

TEST(Trim, TakesWhiteSpaceOffBothEnds) {
  EXPECT_EQ(trim(" \t a b \r\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
}

TEST(MatchesPattern, IsTheNameItselfWithoutAStar) {
  EXPECT_TRUE(matches_pattern("Website", "website"));
  EXPECT_FALSE(matches_pattern("Website", "Website 2"));
  EXPECT_FALSE(matches_pattern("", "a"));
}

TEST(MatchesPattern, LetsAStarStandForAnyText) {
  EXPECT_TRUE(matches_pattern("*", ""));
  EXPECT_TRUE(matches_pattern("web-*", "Web-"));
  EXPECT_TRUE(matches_pattern("*/main", "Shop/main"));
  EXPECT_TRUE(matches_pattern("a*b*c", "abbbc"));
  EXPECT_TRUE(matches_pattern("*a*", "bab"));
  EXPECT_FALSE(matches_pattern("web-*", "my-web-1"));
  EXPECT_FALSE(matches_pattern("ab*ba", "aba"));
  EXPECT_FALSE(matches_pattern("a*b*c", "acb"));
}

TEST(JoinWords, ReadsAsASentence) {
  const std::vector<std::string> words{"a", "b", "c"};
  EXPECT_EQ(join_words(words), "a, b and c");
  EXPECT_EQ(join_words(std::span(words).first(1)), "a");
  EXPECT_EQ(join_words({}), "");
}

TEST(Split, DropsNoPart) {
  EXPECT_EQ(split("a//b/", '/'), (std::vector<std::string>{"a", "", "b", ""}));
  EXPECT_EQ(split("", '/'), std::vector<std::string>{""});
}

TEST(NearestWord, FindsTheTypo) {
  const std::array<std::string, 3> words{"permissions", "pat_scopes", "groups"};
  EXPECT_EQ(nearest_word("permisions", words), "permissions");
  EXPECT_EQ(nearest_word("GROUPS", words), "groups");
}

TEST(NearestWord, GuessesNothingWhereNothingIsNear) {
  const std::array<std::string, 1> words{"permissions"};
  EXPECT_EQ(nearest_word("colour", words), "");
  EXPECT_EQ(nearest_word(std::string(100000, 'x'), words), "");
}

}  // namespace
}  // namespace patrol
