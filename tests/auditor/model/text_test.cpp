#include "auditor/model/text.h"

#include "auditor/model/letter_case.h"
#include "auditor/model/utf8.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {
namespace {

TEST(FoldCase, LowersLettersOfTheScriptsThatNamesUse) {
  EXPECT_EQ(fold_case("[Shop]\\READERS"), "[shop]\\readers");
  EXPECT_EQ(fold_case("ÜBERSICHT ŽIVOT ΔΕΛΤΑ МОСКВА Ÿ"), "übersicht život δελτα москва ÿ");
  EXPECT_EQ(fold_case("QUẢN TRỊ HỆ THỐNG"), "quản trị hệ thống");
}

TEST(FoldCase, MakesATextLongerOrShorter) {
  EXPECT_EQ(fold_case("ȺȾ x"), "ⱥⱦ x");
  EXPECT_EQ(fold_case("Ɫ x"), "ɫ x");
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

/// Letters each of which is folded to the first, whole, cut off and broken ones beside them.
const std::vector<std::vector<std::string>>& letters_of_a_kind() {
  static const std::vector<std::vector<std::string>> letters{{"a", "A"},
                                                             {"k", "K"},
                                                             {"\u212A"},
                                                             {"s", "S"},
                                                             {"ſ"},
                                                             {"z", "Z"},
                                                             {"-"},
                                                             {"ß"},
                                                             {"ẞ"},
                                                             {"å", "Å"},
                                                             {"σ", "Σ", "ς"},
                                                             {"ґ", "Ґ"},
                                                             {"ⱥ", "Ⱥ"},
                                                             {"ủ", "Ủ"},
                                                             {"𐐨", "𐐀"},
                                                             {"İ"},
                                                             {"東"},
                                                             {"\xC3"},
                                                             {"\xE1\xBB"},
                                                             {"\xE2\x84"},
                                                             {"\x80"},
                                                             {"\xBC"},
                                                             {"\xC1\x81"},
                                                             {"\xE0\x81\x81"},
                                                             {"\xED\xA0\x80"},
                                                             {"\xF4\x90\x80\x80"},
                                                             {"\xFF"}};
  return letters;
}

/// Two texts by chance, which are mostly one name in different letters.
std::pair<std::string, std::string> two_texts(std::mt19937& chance) {
  const auto up_to = [&](std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(0, most)(chance);
  };
  const auto& letters = letters_of_a_kind();
  const auto one_of = [&](const std::vector<std::string>& kind) { return kind[up_to(kind.size() - 1)]; };
  std::pair<std::string, std::string> texts;
  for (std::size_t i = up_to(20); i > 0; --i) {
    const auto& kind = letters[up_to(letters.size() - 1)];
    texts.first += one_of(kind);
    texts.second += one_of(up_to(40) == 0 ? letters[up_to(letters.size() - 1)] : kind);
  }
  return texts;
}

TEST(FoldCase, IsDoneOnceWhateverTheBytes) {
  std::mt19937 chance(20261123);
  for (int i = 0; i < 20'000; ++i) {
    const std::string folded = fold_case(two_texts(chance).first);
    ASSERT_EQ(fold_case(folded), folded);
  }
}

TEST(SameName, IsToBeFoldedToTheSameWhateverTheBytes) {
  std::mt19937 chance(20261124);
  int same = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto [a, b] = two_texts(chance);
    const bool is_same = fold_case(a) == fold_case(b);
    ASSERT_EQ(same_name(a, b), is_same) << a << " and " << b;
    ASSERT_EQ(same_name(b, a), is_same) << a << " and " << b;
    same += is_same ? 1 : 0;
  }
  EXPECT_GT(same, 5'000);
  EXPECT_LT(same, 19'000);
}

TEST(SameName, HoldsOfEveryLetterWhereverItStands) {
  for (char32_t letter = 0; letter <= 0x1FFFF; ++letter) {
    const char32_t folded = fold_letter(letter);
    if (folded == letter) continue;
    for (std::size_t before = 0; before < 9; ++before) {
      std::string one(before, 'S');
      std::string other(before, 's');
      append_utf8(one, letter);
      append_utf8(other, folded);
      ASSERT_TRUE(same_name(one, other)) << one;
      ASSERT_TRUE(same_name(other + "tail", one + "TAIL")) << one;
      ASSERT_FALSE(same_name(one + "x", other + "y")) << one;
      ASSERT_FALSE(same_name(one, other + "x")) << one;
    }
  }
}

TEST(SameName, DoesNotCareForTheCaseOfAnyScript) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> pairs{{
      {"QUẢN TRỊ HỆ THỐNG", "quản trị hệ thống"},
      {"ΔΙΑΧΕΊΡΙΣΗ ΈΡΓΩΝ", "διαχείριση έργων"},
      {"ΔΙΑΧΕΙΡΙΣΤΈΣ", "διαχειριστές"},
      {"ҐАНОК", "ґанок"},
      {"ȘEFI", "șefi"},
      {"ԱԴՄԻՆ", "ադմին"},
      {"ＡＤＭＩＮ", "ａｄｍｉｎ"},
      {"Ⱥ", "ⱥ"},
  }};
  for (const auto& [one, other] : pairs) {
    EXPECT_TRUE(same_name(one, other)) << one;
    EXPECT_TRUE(same_name(other, one)) << one;
  }
}

TEST(SameName, TellsLettersApartThatOnlyLookAlike) {
  EXPECT_FALSE(same_name("İZMİR", "izmir"));
  EXPECT_FALSE(same_name("ıssız", "ISSIZ"));
  EXPECT_FALSE(same_name("Ș", "Ş"));  // a comma and a cedilla
  EXPECT_FALSE(same_name("A", "Α"));  // Latin and Greek
  EXPECT_FALSE(same_name("ß", "ss"));
}

TEST(SameName, HoldsOfNothingAndNothingAlone) {
  EXPECT_TRUE(same_name("", ""));
  EXPECT_FALSE(same_name("", "a"));
  EXPECT_FALSE(same_name("ä", ""));
  EXPECT_FALSE(same_name("\xC3", "Ü"));
}

TEST(SameName, ComparesWithoutLetterCaseOnly) {
  EXPECT_TRUE(same_name("Straße", "STRAßE"));
  EXPECT_FALSE(same_name("Shop", "Shop "));
  EXPECT_FALSE(same_name("S-1-9-1551374245-1", "S-1-9-1551374245-2"));
  EXPECT_FALSE(same_name("S-1-9-1551374245-11", "S-1-9-1551374245-1"));
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
  EXPECT_TRUE(matches_pattern("Ủy*Ⱥ", "ủy ban ⱥ"));
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
