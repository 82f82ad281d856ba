#include "reporters/xml_writer.h"

#include <gtest/gtest.h>

#include <sstream>

namespace patrol {
namespace {

using namespace std::string_literals;

TEST(XmlWriter, NestsAndIndents) {
  std::ostringstream out;
  {
    XmlWriter xml(out);
    const auto root = xml.open("root", {{"name", "x"}, {"none", ""}});
    { const auto empty = xml.open("empty"); }
    const auto inner = xml.open("inner");
    xml.element("leaf", {{"a", "1"}});
    xml.element("leaf", {}, "text\nmore");
  }
  EXPECT_EQ(out.str(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<root name=\"x\">\n"
            "  <empty />\n"
            "  <inner>\n"
            "    <leaf a=\"1\" />\n"
            "    <leaf>text\nmore</leaf>\n"
            "  </inner>\n"
            "</root>\n");
}

TEST(XmlWriter, HoldsOnlyWhatXmlAllowsAndNothingThatIsMarkup) {
  std::ostringstream out;
  XmlWriter(out).element("x", {{"a", "\"<\n\x01"}}, "]]> & \0 \xFF ##vso[x]"s);
  EXPECT_EQ(out.str(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<x a=\"&quot;&lt;[U+000A][U+0001]\">]]&gt; &amp; [U+0000] \uFFFD &#35;#vso[x]</x>\n");
}

}  // namespace
}  // namespace patrol
