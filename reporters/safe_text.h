#pragma once

#include <string>
#include <string_view>

namespace patrol {

// Names come from Azure DevOps, where whoever may create a project or a token chooses them: they are hostile
// until shown otherwise. Each function gives well-formed UTF-8; malformed bytes become U+FFFD.

/// Only characters that XML 1.0 allows; each other one becomes U+FFFD.
std::string xml_text(std::string_view text);

/// Nothing that hides or reorders: control, directional and invisible characters show as their code points
/// ([U+001B], [U+202E]). Line breaks and tabs stay, and so do joiners and variation selectors where they do
/// what languages and emoji need them for.
std::string visible_text(std::string_view text);

/// Like `visible_text`, on one line: line breaks and tabs show as code points too.
std::string visible_line(std::string_view text);

/// JSON in which the same characters are written as their numbers (`\u202E`): the text stays what it is to
/// every reader, and does nothing to who looks at the file. For a value that is JSON already.
std::string json_text(std::string_view text);

/// Like `visible_line`, and harmless in the log of a CI server: `##vso[…]`, `##[…]` and `::…::` are commands
/// there wherever they stand in a line, so these signs are set apart (`# #vso[`).
std::string log_line(std::string_view text);

/// The same with its line breaks, for text that may stand in such a log.
std::string log_text(std::string_view text);

}  // namespace patrol
