#include "reporters/xml_tree.h"

#include "reporters/safe_text.h"

namespace patrol {

void set_attribute(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(xml_text(visible_line(value)).c_str());
}

void append_text(pugi::xml_node node, std::string_view text) {
  node.append_child(pugi::node_pcdata).set_value(xml_text(visible_text(text)).c_str());
}

}  // namespace patrol
