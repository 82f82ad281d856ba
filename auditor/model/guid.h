#pragma once

#include <string_view>

namespace patrol {

/// Whether the text is a guid in its usual form, 2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60, in letters of either
/// case and without braces.
bool is_guid(std::string_view text);

}  // namespace patrol
