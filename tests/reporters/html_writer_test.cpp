#include "reporters/html_writer.h"

#include <gtest/gtest.h>

#include <functional>
#include <sstream>
#include <string>

namespace patrol {
namespace {

std::string written(const std::function<void(HtmlWriter&)>& write) {
  std::ostringstream out;
  HtmlWriter html(out);
  write(html);
  return out.str().substr(std::string_view("<!DOCTYPE html>\n").size());
}

TEST(HtmlWriter, EndsElementsWithTheirScope) {
  EXPECT_EQ(written([](HtmlWriter& html) {
              const auto list = html.open("ul", {{"class", "x"}});
              html.element("li", "one");
            }),
            "<ul class=\"x\"><li>one</ul>");
}

TEST(HtmlWriter, EscapesMarkupInTextAndAttributes) {
  EXPECT_EQ(written([](HtmlWriter& html) {
              html.element("b", {{"title", "\"'<>&"}}, "<script>\"'&amp;");
            }),
            "<b title=\"&quot;&#39;&lt;&gt;&amp;\">&lt;script&gt;&quot;&#39;&amp;amp;</b>");
}

TEST(HtmlWriter, ShowsWhatHidesOrReorders) {
  EXPECT_EQ(written([](HtmlWriter& html) { html.name("a\u202Eb\x1b"); }), "<bdi>a[U+202E]b[U+001B]</bdi>");
}

TEST(HtmlWriter, BreaksNoLineButThoseOfACall) {
  EXPECT_EQ(written([](HtmlWriter& html) { html.element("p", "a\nb\tc"); }), "<p>a[U+000A]b[U+0009]c</p>");
  EXPECT_EQ(written([](HtmlWriter& html) { html.prose("a `b\n` c"); }), "a <code>b[U+000A]</code> c");
  EXPECT_EQ(written([](HtmlWriter& html) { html.lines("az <a>\naz b\x1b"); }),
            "<pre>az &lt;a&gt;\naz b[U+001B]</pre>");
}

TEST(HtmlWriter, LinksOnlyToTheWeb) {
  EXPECT_EQ(written([](HtmlWriter& html) { html.web_link("HTTPS://x/?a&b", "x"); }),
            "<a href=\"HTTPS://x/?a&amp;b\" rel=\"noopener noreferrer\">x</a>");
  for (const char* url : {"javascript:alert(1)", " https://x", "data:text/html,x", "//x", "file:///x", ""}) {
    EXPECT_EQ(written([&](HtmlWriter& html) { html.web_link(url, "x"); }), "<bdi>x</bdi>") << url;
    EXPECT_EQ(written([&](HtmlWriter& html) { html.element("a", {{"href", url}}, "x"); }), "<a>x</a>") << url;
  }
}

TEST(HtmlWriter, ShowsWhatStandsBetweenBackquotesAsCode) {
  const auto prose = [](std::string_view text) {
    return written([&](HtmlWriter& html) { html.prose(text); });
  };
  EXPECT_EQ(prose("try `--resume` or `a<b`"), "try <code>--resume</code> or <code>a&lt;b</code>");
  EXPECT_EQ(prose("one ` alone"), "one ` alone");
  EXPECT_EQ(prose(""), "");
  EXPECT_EQ(written([](HtmlWriter& html) { html.foreign_prose("`a` b"); }), "<bdi><code>a</code> b</bdi>");
}

}  // namespace
}  // namespace patrol
