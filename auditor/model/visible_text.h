#pragma once

#include <string>
#include <string_view>

namespace patrol {

// Names come from Azure DevOps, where whoever may create a project or a token chooses them: they are hostile
// until shown otherwise. Each function gives well-formed UTF-8; malformed bytes become U+FFFD.

/// Nothing that hides or reorders: control, directional and invisible characters show as their code points
/// ([U+001B], [U+202E]). Line breaks and tabs stay, and so do joiners and variation selectors where they do
/// what languages and emoji need them for.
std::string visible_text(std::string_view text);

/// Like `visible_text`, on one line: line breaks and tabs show as code points too.
std::string visible_line(std::string_view text);

/// Whether a text is one line and shows as it is.
bool is_visible_line(std::string_view text);

/// Writes a code point that is no printable ASCII behind the text so far; `is_seen`: it neither hides nor
/// reorders anything, and is no control character.
using AppendCodePoint = void (*)(std::string& text, char32_t code_point, bool is_seen);

/// Copies printable ASCII as it is, and gives every other code point to `append`.
std::string map_code_points(std::string_view text, AppendCodePoint append);

/// `1B` as `001B`, in four digits or more.
std::string code_point_digits(char32_t code_point);

}  // namespace patrol
