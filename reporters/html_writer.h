#pragma once

#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>

namespace patrol {

/// An attribute for the length of a call. It is left out where the value is `std::string_view{}`; an empty
/// text is a value.
struct HtmlAttribute {
  std::string_view name;
  std::string_view value;
};

/// Writes HTML; the one place that knows how text becomes markup. Whatever the text, it shows as text:
/// markup is escaped, what hides or reorders is made visible, and no link leads anywhere but into the page or
/// to an http(s) address.
class HtmlWriter {
 public:
  /// An open element; ends with its scope.
  class [[nodiscard]] Element {
   public:
    Element(HtmlWriter& writer, std::string_view tag) : writer_(writer), tag_(tag) {}
    ~Element() { writer_.close(tag_); }
    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;

   private:
    HtmlWriter& writer_;
    std::string tag_;
  };

  using Attributes = std::initializer_list<HtmlAttribute>;

  explicit HtmlWriter(std::ostream& out);

  Element open(std::string_view tag, Attributes attributes = {});

  /// A whole element with text in it, or nothing.
  void element(std::string_view tag, Attributes attributes, std::string_view text);
  void element(std::string_view tag, std::string_view text) { element(tag, {}, text); }

  /// An element that has no end, such as `meta`.
  void leaf(std::string_view tag, Attributes attributes);

  /// On one line: what breaks it is made visible too.
  void text(std::string_view text);

  /// Lines that stand as they are, to be copied.
  void lines(std::string_view text);

  /// Sentences in which what stands between backquotes is code.
  void prose(std::string_view text);
  /// The like with names in it that others chose: their direction stays inside.
  void foreign_prose(std::string_view text);

  /// A name that others chose: its direction does not reach what stands around it.
  void name(std::string_view text) { element("bdi", text); }

  /// Something that is drawn, inside an `svg`.
  void shape(std::string_view tag, Attributes attributes);

  /// Text that is a link where it leads to an http(s) address, and plain text elsewhere.
  void web_link(std::string_view url, std::string_view text);

  /// A style sheet or script of ours that stands beside the page.
  void own_file(std::string_view tag, Attributes attributes);

  /// Our own style or script, as it is: `code` holds no end tag.
  void trusted(std::string_view tag, std::string_view code);

 private:
  void begin(std::string_view tag, Attributes attributes, std::string_view end = ">");
  void write_attribute(std::string_view name, std::string_view value);
  void close(std::string_view tag);

  std::ostream& out_;
};

}  // namespace patrol
