#include "reporters/html_writer.h"

#include "auditor/model/text.h"
#include "reporters/markup.h"
#include "reporters/safe_text.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace patrol {
namespace {

bool is_web_address(std::string_view url) {
  const std::string folded = fold_case(url);
  return folded.starts_with("https://") || folded.starts_with("http://");
}

/// Elements around which white space would be seen, or that are many; all others end their line.
bool is_inline(std::string_view tag) {
  constexpr std::array tags{"a",      "b",      "bdi",    "circle", "code", "dd",    "dt",
                            "li",     "option", "output", "path",   "rect", "small", "span",
                            "strong", "svg",    "td",     "text",   "th",   "time",  "use"};
  return std::ranges::find(tags, tag) != tags.end();
}

}  // namespace

HtmlWriter::HtmlWriter(std::ostream& out) : out_(out) {
  out_ << "<!DOCTYPE html>\n";
}

HtmlWriter::Element HtmlWriter::open(std::string_view tag, Attributes attributes) {
  begin(tag, attributes);
  return {*this, tag};
}

void HtmlWriter::element(std::string_view tag, Attributes attributes, std::string_view content) {
  begin(tag, attributes);
  text(content);
  close(tag);
}

void HtmlWriter::leaf(std::string_view tag, Attributes attributes) {
  begin(tag, attributes);
  if (!is_inline(tag)) out_ << '\n';
}

void HtmlWriter::text(std::string_view text) {
  out_ << escaped_markup(visible_text(text));
}

void HtmlWriter::web_link(std::string_view url, std::string_view content) {
  if (!is_web_address(url)) return name(content);
  element("a", {{"href", url}, {"rel", "noopener noreferrer"}}, content);
}

void HtmlWriter::own_file(std::string_view tag, Attributes attributes) {
  out_ << '<' << tag;
  for (const auto& [name, value] : attributes) write_attribute(name, value);
  out_ << (tag == "script" ? "></script>\n" : ">\n");
}

void HtmlWriter::trusted(std::string_view tag, std::string_view code) {
  assert(code.find("</") == std::string_view::npos);
  begin(tag, {});
  out_ << code;
  close(tag);
}

void HtmlWriter::begin(std::string_view tag, Attributes attributes) {
  out_ << '<' << tag;
  for (const auto& [name, value] : attributes) {
    if (value.data() == nullptr) continue;
    if (name == "href" && !value.starts_with('#') && !is_web_address(value)) continue;
    write_attribute(name, value);
  }
  out_ << '>';
}

void HtmlWriter::write_attribute(std::string_view name, std::string_view value) {
  out_ << ' ' << name << "=\"" << escaped_markup(visible_line(value)) << '"';
}

void HtmlWriter::close(std::string_view tag) {
  out_ << "</" << tag << '>';
  if (!is_inline(tag)) out_ << '\n';
}

}  // namespace patrol
