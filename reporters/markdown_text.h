#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace patrol {

/// Text on one line of Markdown (GitHub's, GitLab's and that of Azure DevOps), in a cell of a table too:
/// signs of markup are escaped. Text that could mention a person, refer to an issue, close one or become a
/// link to a foreign place becomes a span of code, in which no server looks for such things.
std::string markdown_text(std::string_view text);

/// A name as a span of code.
std::string markdown_code(std::string_view text);

/// At most so many code points, with `…` where something was cut.
std::string shortened(std::string_view text, std::size_t most);

}  // namespace patrol
