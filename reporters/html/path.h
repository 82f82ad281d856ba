#pragma once

#include "reporters/html/page.h"

#include <string>
#include <vector>

namespace patrol::html {

/// The way from an account or a token to what was granted: a drawing whose names are the text itself, so that
/// it wraps in any window, reads from right to left where a name does, and says the same without the drawing.
void write_path(Page& page, const std::vector<std::string>& path);

}  // namespace patrol::html
