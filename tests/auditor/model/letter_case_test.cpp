#include "auditor/model/letter_case.h"

#include "auditor/model/text.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace patrol {
namespace {

constexpr char32_t last_letter = 0x10FFFF;

/// Letters, and what they are folded to.
struct Alphabet {
  std::string_view letters;
  std::string_view folded;
};

TEST(FoldLetter, KnowsTheAlphabetsOfTheWorld) {
  constexpr std::array alphabets{
      Alphabet{"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"},
      Alphabet{"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ", "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ"},
      Alphabet{"ĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ",
               "āăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżž"},
      Alphabet{"ƏƠƯǍǄǅǱǴȘȚȺȽȾɎ", "əơưǎǆǆǳǵșțⱥƚⱦɏ"},
      Alphabet{"ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ",
               "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"},
      Alphabet{"ḂṀẀẄ", "ḃṁẁẅ"},
      Alphabet{"ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫ", "αβγδεζηθικλμνξοπρστυφχψωϊϋ"},
      Alphabet{"ΆΈΉΊΌΎΏςϐϑϕϖϰϱϵ", "άέήίόύώσβθφπκρε"},
      Alphabet{"ἈἙἪἻὌὝὮᾈᾞᾯᾸΆᾼῘῬῸῼ", "ἀἑἢἳὄὕὦᾀᾖᾧᾰάᾳῐῥὸῳ"},
      Alphabet{"АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", "абвгдежзийклмнопрстуфхцчшщъыьэюя"},
      Alphabet{"ЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏҐҒҖҚҢӀӐӘӨӮԮ",
               "ѐёђѓєѕіїјљњћќѝўџґғҗқңӏӑәөӯԯ"},
      Alphabet{"ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ", "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ"},
      Alphabet{"ᲐᲑᲒᲰᲺᲽᲿႠႥჅ", "აბგჰჺჽჿⴀⴅⴥ"},
      Alphabet{"ꭰꮿᏸᏽ", "ᎠᏯᏰᏵ"},
      Alphabet{"ⰀⰮⰯⲀⳢⱠⱢⱯꙀꚚꜢꞋ", "ⰰⱞⱟⲁⳣⱡɫɐꙁꚛꜣꞌ"},
      Alphabet{"ＡＢＹＺ", "ａｂｙｚ"},
      Alphabet{"ⅠⅯⒶⓏ", "ⅰⅿⓐⓩ"},
      Alphabet{"𐐀𐐧𐓓𞤀𞤡", "𐐨𐑏𐓻𞤢𞥃"},
      Alphabet{"\u00B5\u1E9B", "μṡ"}};
  for (const Alphabet& alphabet : alphabets) EXPECT_EQ(fold_case(alphabet.letters), alphabet.folded);
}

TEST(FoldLetter, KeepsWhatHasNoCaseOrIsNoCapitalOfAnother) {
  for (const std::string_view text : {"İı", "\u017F\u03F4\u1E9E\u2126\u212A\u212B", "ß×÷ªº", "ŉǰΐΰև",
                                      "אבג ابت कखग กขค", "東京 大阪 サーバー 서울", "😀"}) {
    EXPECT_EQ(fold_case(text), text);
  }
}

TEST(FoldLetter, IsDoneOnce) {
  for (char32_t letter = 0; letter <= last_letter; ++letter) {
    const char32_t folded = fold_letter(letter);
    ASSERT_EQ(fold_letter(folded), folded) << static_cast<std::uint32_t>(letter);
  }
}

/// What perl's Unicode::UCD of Unicode 14 says, but for the six: each pair, in the order of the letters, in
/// one number.
TEST(FoldLetter, IsThatOfTheUnicodeStandard) {
  std::uint64_t pairs = 0;
  std::size_t count = 0;
  for (char32_t letter = 0; letter <= last_letter; ++letter) {
    const char32_t folded = fold_letter(letter);
    if (folded == letter) continue;
    ++count;
    pairs = pairs * 1'099'511'628'211U + ((std::uint64_t{letter} << 32U) | folded);
  }
  EXPECT_EQ(count, 1'448U);
  EXPECT_EQ(pairs, 0xA174C446E4FB1CC9U);
}

}  // namespace
}  // namespace patrol
