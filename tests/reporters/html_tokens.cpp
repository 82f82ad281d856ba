#include "tests/reporters/html_tokens.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <utility>

namespace patrol {
namespace {

using namespace std::string_view_literals;

bool is_void(std::string_view tag) {
  return tag == "meta" || tag == "input" || tag == "link";
}

bool is_raw(std::string_view tag) {
  return tag == "style" || tag == "script";
}

/// Whether the element needs no end tag where one of these begins or what it is in ends.
bool ends_before(std::string_view open, std::string_view next) {
  const bool is_term = open == "dt" || open == "dd";
  const bool is_cell = open == "td" || open == "th";
  if (next.empty()) return is_term || is_cell || open == "li";
  if (is_term) return next == "dt" || next == "dd";
  if (is_cell) return next == "td" || next == "th";
  return open == "li" && next == "li";
}

std::string resolved(std::string_view text, std::vector<std::string>& mistakes) {
  constexpr std::array references{std::pair{"&amp;"sv, '&'},  std::pair{"&lt;"sv, '<'},
                                  std::pair{"&gt;"sv, '>'},   std::pair{"&quot;"sv, '"'},
                                  std::pair{"&#39;"sv, '\''}, std::pair{"&#35;"sv, '#'},
                                  std::pair{"&#58;"sv, ':'}};
  std::string result;
  while (!text.empty()) {
    const auto reference =
        std::ranges::find_if(references, [&](const auto& known) { return text.starts_with(known.first); });
    if (reference != references.end()) {
      result += reference->second;
      text.remove_prefix(reference->first.size());
      continue;
    }
    if (text.front() == '&' || text.front() == '<' || text.front() == '>') {
      mistakes.push_back("markup in text: " + std::string(text.substr(0, 40)));
    }
    result += text.front();
    text.remove_prefix(1);
  }
  return result;
}

class Reader {
 public:
  explicit Reader(std::string_view html) : rest_(html) {}

  HtmlPage read() {
    if (!skip("<!DOCTYPE html>\n")) complain("no doctype");
    while (!rest_.empty() && page_.mistakes.size() < 10) {
      if (skip("</")) {
        end_tag();
      } else if (skip("<")) {
        start_tag();
      } else {
        text(rest_.substr(0, rest_.find('<')));
      }
    }
    if (!open_.empty()) complain("never ended: " + page_.elements[open_.back()].tag);
    return std::move(page_);
  }

 private:
  bool skip(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  std::string_view take_word() {
    const auto end = std::ranges::find_if_not(rest_, [](unsigned char c) {
      return std::islower(c) || std::isdigit(c) || c == '-' || std::isupper(c);
    });
    const std::string_view word = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(word.size());
    return word;
  }

  void complain(std::string what) { page_.mistakes.push_back(std::move(what)); }

  void text(std::string_view raw) {
    rest_.remove_prefix(raw.size());
    if (open_.empty()) {
      if (raw != "\n") complain("text outside of the page");
      return;
    }
    page_.elements[open_.back()].text += resolved(raw, page_.mistakes);
  }

  void end_tag() {
    const std::string tag(take_word());
    if (!skip(">")) complain("an end tag with more in it: " + tag);
    if (!open_.empty() && ends_before(page_.elements[open_.back()].tag, "")) open_.pop_back();
    if (open_.empty() || page_.elements[open_.back()].tag != tag) {
      complain("ends what is not open: " + tag);
    } else {
      open_.pop_back();
    }
  }

  void start_tag() {
    HtmlElement element{.tag = std::string(take_word()), .attributes = {}, .text = {}};
    if (element.tag.empty()) complain("`<` in text");
    if (!open_.empty() && ends_before(page_.elements[open_.back()].tag, element.tag)) open_.pop_back();
    while (skip(" ")) attribute(element);
    const bool ends_itself = skip("/");
    if (ends_itself && element.tag != "circle" && element.tag != "path") complain("no shape: " + element.tag);
    if (!skip(">")) {
      complain("a tag that does not end: " + element.tag);
      rest_ = {};
    }
    if (is_raw(element.tag)) {
      const std::size_t end = rest_.find("</");
      element.text = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end, rest_.size()));
    }
    const bool stays_open = !is_void(element.tag) && !ends_itself;
    page_.elements.push_back(std::move(element));
    if (stays_open) open_.push_back(page_.elements.size() - 1);
  }

  void attribute(HtmlElement& element) {
    const std::string name(take_word());
    if (name.empty() || !skip("=\"")) complain("an attribute without a quoted value in " + element.tag);
    const std::string_view raw = rest_.substr(0, rest_.find('"'));
    rest_.remove_prefix(raw.size());
    skip("\"");
    if (!element.attributes.emplace(name, resolved(raw, page_.mistakes)).second) complain("twice: " + name);
  }

  std::string_view rest_;
  HtmlPage page_;
  std::vector<std::size_t> open_;
};

}  // namespace

std::vector<const HtmlElement*> HtmlPage::all(std::string_view tag) const {
  std::vector<const HtmlElement*> found;
  for (const HtmlElement& element : elements) {
    if (element.tag == tag) found.push_back(&element);
  }
  return found;
}

std::size_t HtmlPage::with_class(std::string_view tag, std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count_if(all(tag), [&](const HtmlElement* element) {
    const auto value = element->attributes.find("class");
    return value != element->attributes.end() && value->second == name;
  }));
}

HtmlPage read_page(std::string_view html) {
  return Reader(html).read();
}

std::string text_between(std::string_view text, std::string_view from, std::string_view to) {
  const std::size_t begin = text.find(from);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find(to, begin) - begin));
}

std::string section_of(std::string_view page, std::string_view id) {
  return text_between(page, "<section id=\"" + std::string(id) + "\"", "</section>");
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace patrol
