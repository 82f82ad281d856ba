#pragma once

#include <string>
#include <string_view>

namespace patrol {

/// A text as a YAML scalar that every reader takes for the same text: plain where nothing could be taken for
/// anything else, else in double quotes. What can not be seen or would reorder the line is written as an
/// escape, so that a name chosen by others shows as what it is; what would be a command in the log of a CI
/// server is broken by one.
std::string yaml_scalar(std::string_view text);

/// A comment of one line, `# …`, whatever the text holds: line ends and control characters become `?`.
std::string yaml_comment(std::string_view text);

}  // namespace patrol
