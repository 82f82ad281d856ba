#pragma once

#include "auditor/policy/problems.h"

#include <cstddef>
#include <string_view>

namespace patrol {

/// No file that a person writes comes near it.
inline constexpr std::size_t largest_document = std::size_t{1024} * 1024;

/// The text without its byte order mark.
std::string_view without_byte_order_mark(std::string_view text);

/// Whether a text may be given to the YAML parser: of bearable size, UTF-8, and free of control characters
/// other than tabs and line ends. Tells the first place where it is not.
bool check_text(std::string_view text, Problems& problems);

/// Whether the text holds a control character other than tab and line feed; escapes of YAML can make them.
bool has_control_character(std::string_view text);

}  // namespace patrol
