#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// A start tag of a page, with the text directly inside the element.
struct HtmlElement {
  std::string tag;
  std::map<std::string, std::string> attributes;  ///< values with their references resolved
  std::string text;                               ///< likewise
};

struct HtmlPage {
  std::vector<HtmlElement> elements;
  std::vector<std::string> mistakes;  ///< empty: well-formed by rules stricter than those of HTML

  std::vector<const HtmlElement*> all(std::string_view tag) const;
  std::size_t with_class(std::string_view tag, std::string_view name) const;
};

/// Reads a page more strictly than a browser: every element is ended in order (terms, list items and cells by
/// what follows), every value quoted, every sign of markup in text escaped.
HtmlPage read_page(std::string_view html);

/// What stands between the first `from`, itself included, and the next `to`; empty where there is no `from`.
std::string text_between(std::string_view text, std::string_view from, std::string_view to);

/// A section of a page, by its id.
std::string section_of(std::string_view page, std::string_view id);

/// How often `part` stands in the text.
std::size_t count_of(std::string_view text, std::string_view part);

}  // namespace patrol
