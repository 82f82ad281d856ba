#pragma once

#include <string>
#include <string_view>

namespace patrol {

// What formats need beyond model/visible_text.h. Each function gives well-formed UTF-8; malformed bytes
// become U+FFFD.

/// Only characters that XML 1.0 allows; each other one becomes U+FFFD.
std::string xml_text(std::string_view text);

/// JSON in which what hides or reorders is written as its number (`\u202E`): the text stays what it is to
/// every reader, and does nothing to who looks at the file. For a value that is JSON already.
std::string json_text(std::string_view text);

/// Like `visible_line`, and harmless in the log of a CI server: `##vso[…]`, `##[…]` and `::…::` are commands
/// there wherever they stand in a line, so these signs are set apart (`# #vso[`).
std::string log_line(std::string_view text);

/// The same with its line breaks, for text that may stand in such a log.
std::string log_text(std::string_view text);

}  // namespace patrol
