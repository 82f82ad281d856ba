#pragma once

#include <string_view>

namespace patrol::html {

/// The page's style and script: the text of page.css and page.js, taken in when the program is built.
extern const std::string_view page_style;
extern const std::string_view page_script;

}  // namespace patrol::html
