#include "auditor/checks/calls.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Calls, AreNothingWhereANameInThemCanNotBeShownAsItIs) {
  EXPECT_EQ(copyable("az x 'Größe'"), "az x 'Größe'");
  for (const char* call : {"az x 'a\naz y'", "az x '\u202Ea'", "az x '\x1b'", "az x '\xFF'"}) {
    EXPECT_EQ(copyable(call), "") << call;
  }
  EXPECT_EQ(rest_call("post", "https://x/a\nb", ""), "");
  EXPECT_EQ(rest_call("post", "https://x", "\"a\u202Eb\""), "");
}

TEST(JsonWord, WritesControlCharactersAsNumbers) {
  EXPECT_EQ(json_word("a\n\"b\\"), "\"a\\u000a\\\"b\\\\\"");
}

}  // namespace
}  // namespace patrol
