#pragma once

#include <cstddef>
#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>

namespace patrol {

/// An attribute for the length of a call.
struct XmlAttribute {
  std::string_view name;
  std::string_view value;
};

/// Writes XML as it goes; the one place that knows how text becomes markup. Whatever the text, it is data:
/// only characters that XML 1.0 allows, markup escaped, what hides or reorders made visible, values of
/// attributes on one line, and nothing that a CI server takes for a command.
class XmlWriter {
 public:
  /// An open element; ends with its scope.
  class [[nodiscard]] Element {
   public:
    Element(XmlWriter& writer, std::string_view tag) : writer_(writer), tag_(tag) {}
    ~Element() { writer_.close(tag_); }
    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;

   private:
    XmlWriter& writer_;
    std::string tag_;
  };

  using Attributes = std::initializer_list<XmlAttribute>;

  explicit XmlWriter(std::ostream& out);

  /// An element that holds elements.
  Element open(std::string_view tag, Attributes attributes = {});

  /// A whole element with text in it, or nothing. An attribute without a value is left out.
  void element(std::string_view tag, Attributes attributes, std::string_view text = {});

 private:
  void begin(std::string_view tag, Attributes attributes);
  void close(std::string_view tag);
  void finish_start_tag();

  std::ostream& out_;
  std::size_t depth_ = 0;
  bool is_open_ = false;  ///< the last start tag may still become an empty element
};

}  // namespace patrol
