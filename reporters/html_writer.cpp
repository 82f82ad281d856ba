#include "reporters/html_writer.h"

#include "auditor/model/text.h"
#include "auditor/model/visible_text.h"
#include "reporters/markup.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace patrol {
namespace {

bool is_web_address(std::string_view url) {
  const std::string folded = fold_case(url);
  return folded.starts_with("https://") || folded.starts_with("http://");
}

/// Elements around which white space would be seen, or that are many: the end of a line is a node of its own
/// to a browser. All others end their line.
bool is_inline(std::string_view tag) {
  constexpr std::array tags{"a",    "b",   "bdi",  "circle", "code",   "dd",     "dl",
                            "dt",   "i",   "li",   "ol",     "option", "output", "p",
                            "path", "pre", "rect", "small",  "span",   "strong", "summary",
                            "svg",  "td",  "text", "th",     "time",   "ul",     "use"};
  return std::ranges::find(tags, tag) != tags.end();
}

/// Elements whose end HTML knows by what follows; written out, those of ten thousand findings would weigh as
/// much as what they say.
bool ends_by_itself(std::string_view tag) {
  constexpr std::array tags{"dd", "dt", "li", "td", "th"};
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
  out_ << escaped_markup(visible_line(text));
}

void HtmlWriter::lines(std::string_view text) {
  begin("pre", {});
  out_ << escaped_markup(visible_text(text));
  close("pre");
}

void HtmlWriter::prose(std::string_view text) {
  while (!text.empty()) {
    const std::size_t begin = text.find('`');
    const std::size_t end = begin == std::string_view::npos ? begin : text.find('`', begin + 1);
    if (end == std::string_view::npos) break;
    this->text(text.substr(0, begin));
    element("code", text.substr(begin + 1, end - begin - 1));
    text.remove_prefix(end + 1);
  }
  this->text(text);
}

void HtmlWriter::foreign_prose(std::string_view text) {
  const auto isolated = open("bdi");
  prose(text);
}

void HtmlWriter::shape(std::string_view tag, Attributes attributes) {
  begin(tag, attributes, "/>");
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

void HtmlWriter::begin(std::string_view tag, Attributes attributes, std::string_view end) {
  out_ << '<' << tag;
  for (const auto& [name, value] : attributes) {
    if (value.data() == nullptr) continue;
    if (name == "href" && !value.starts_with('#') && !is_web_address(value)) continue;
    write_attribute(name, value);
  }
  out_ << end;
}

void HtmlWriter::write_attribute(std::string_view name, std::string_view value) {
  out_ << ' ' << name << "=\"" << escaped_markup(visible_line(value)) << '"';
}

void HtmlWriter::close(std::string_view tag) {
  if (!ends_by_itself(tag)) out_ << "</" << tag << '>';
  if (!is_inline(tag)) out_ << '\n';
}

}  // namespace patrol
