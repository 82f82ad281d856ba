#include "auditor/azdo/plain_text.h"

#include <gtest/gtest.h>

namespace patrol::azdo {
namespace {

const std::string fresh_token = std::string(76, 'a') + "AZDO" + "1234";

TEST(PlainText, IsOneLineWithoutControlCharacters) {
  EXPECT_EQ(plain_text("  a\r\n\tb\x1b[31m \x7f c\xC2\x85"
                       "d\xC2\xA7 "),
            "a b [31m c d\xC2\xA7");
  EXPECT_EQ(plain_text("\n"), "");
}

TEST(PlainText, MasksTokensOfEveryForm) {
  EXPECT_EQ(plain_text(fresh_token + " " + std::string(52, 'q') + " Bearer eyJhbGci.eyJzdWIi.c2ln"),
            "*** *** Bearer ***");
}

TEST(PlainText, MasksBeforeItCuts) {
  EXPECT_EQ(plain_text(std::string(290, '-') + " " + fresh_token), std::string(290, '-') + " ***");
}

TEST(PlainText, CutsNoCharacterInTwo) {
  std::string umlauts = "x";
  for (int i = 0; i < 10'000; ++i) umlauts += "ü";
  const std::string cut = plain_text(umlauts);
  EXPECT_EQ(cut.size(), 299U + std::string_view("…").size());
  EXPECT_TRUE(cut.ends_with("ü…"));
}

TEST(DecodeHeaderText, UndoesTheEncodingAndKeepsToAscii) {
  EXPECT_EQ(decode_header_text("The+token%20expired%2e %C3%BC %zz"), "The token expired. ?? %zz");
}

}  // namespace
}  // namespace patrol::azdo
