#include "reporters/xml_writer.h"

#include "auditor/model/visible_text.h"
#include "reporters/markup.h"
#include "reporters/safe_text.h"

namespace patrol {

XmlWriter::XmlWriter(std::ostream& out) : out_(out) {
  out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
}

XmlWriter::Element XmlWriter::open(std::string_view tag, Attributes attributes) {
  begin(tag, attributes);
  is_open_ = true;
  ++depth_;
  return {*this, tag};
}

void XmlWriter::element(std::string_view tag, Attributes attributes, std::string_view text) {
  begin(tag, attributes);
  if (text.empty()) {
    out_ << " />\n";
  } else {
    out_ << '>' << escaped_markup(xml_text(visible_text(text))) << "</" << tag << ">\n";
  }
}

void XmlWriter::begin(std::string_view tag, Attributes attributes) {
  finish_start_tag();
  for (std::size_t i = 0; i < depth_; ++i) out_ << "  ";
  out_ << '<' << tag;
  for (const auto& [name, value] : attributes) {
    if (!value.empty()) out_ << ' ' << name << "=\"" << escaped_markup(xml_text(visible_line(value))) << '"';
  }
}

void XmlWriter::close(std::string_view tag) {
  --depth_;
  if (is_open_) {
    out_ << " />\n";
    is_open_ = false;
    return;
  }
  for (std::size_t i = 0; i < depth_; ++i) out_ << "  ";
  out_ << "</" << tag << ">\n";
}

void XmlWriter::finish_start_tag() {
  if (is_open_) out_ << ">\n";
  is_open_ = false;
}

}  // namespace patrol
