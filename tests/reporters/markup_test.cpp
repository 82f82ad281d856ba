#include "reporters/markup.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(EscapedMarkup, LeavesNoSignOfMarkup) {
  EXPECT_EQ(escaped_markup("<a href=\"x\">'&amp;'</a>"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;&lt;/a&gt;");
}

TEST(EscapedMarkup, LeavesNoCommandOfACiServer) {
  EXPECT_EQ(escaped_markup("###vso[x] ::error::y C# a:b"), "&#35;&#35;#vso[x] &#58;:error&#58;:y C# a:b");
}

}  // namespace
}  // namespace patrol
