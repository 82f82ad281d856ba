#pragma once

#include <pugixml.hpp>

#include <string_view>

namespace patrol {

// pugixml escapes what is markup and writes everything else as it comes, control characters and malformed
// UTF-8 included. Text enters a document through these two functions alone.

/// Adds an attribute; its value is put on one line, with nothing in it that hides or reorders.
void set_attribute(pugi::xml_node node, const char* name, std::string_view value);

/// Adds text with its line breaks.
void append_text(pugi::xml_node node, std::string_view text);

}  // namespace patrol
