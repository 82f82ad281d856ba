#include "auditor/policy/yaml_error.h"

#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <array>

namespace patrol {
namespace {

struct Explanation {
  std::string_view said;
  std::string_view what;
};

namespace said = YAML::ErrorMsg;

const std::array explanations{
    Explanation{said::END_OF_SEQ_FLOW, "a `[` is not closed; add `]`"},
    Explanation{said::END_OF_MAP_FLOW, "a `{` is not closed; add `}`"},
    Explanation{said::END_OF_MAP, "unexpected text here; check the indentation and the quotes"},
    Explanation{said::END_OF_SEQ, "unexpected text here; check the indentation and the quotes"},
    Explanation{said::TAB_IN_INDENTATION, "a tab can not indent; use spaces"},
    Explanation{said::MAP_VALUE,
                "a `:` can not stand here; put the text in quotes, or check the indentation"},
    Explanation{said::MAP_KEY, "a key can not stand here; check the indentation"},
    Explanation{said::FLOW_END, "a `]` or `}` closes nothing here; remove it, or open it before"},
    Explanation{said::BLOCK_ENTRY, "a list entry can not start here; put it on a line of its own"},
    Explanation{said::UNKNOWN_TOKEN, "a text can not start with this character; put it in quotes"},
    Explanation{said::UNKNOWN_ANCHOR, "aliases (`*name`) are not supported; write the value out"},
    Explanation{said::INVALID_ESCAPE,
                "an unknown escape in double quotes; write `\\\\` for a backslash, or use "
                "single quotes"},
};

bool is_at_token_start(std::string_view text, std::size_t offset) {
  return offset == 0 || std::string_view(" \t\r\n[{,:-?").find(text[offset - 1]) != std::string_view::npos;
}

/// Where the quote opened at `open` is closed, or npos.
std::size_t closing_quote(std::string_view text, std::size_t open) {
  const char quote = text[open];
  for (std::size_t i = open + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      const bool is_doubled = quote == '\'' && i + 1 < text.size() && text[i + 1] == quote;
      if (!is_doubled) return i;
      ++i;
    }
  }
  return std::string_view::npos;
}

/// The first quote from `offset` on that is opened and never closed.
std::size_t unclosed_quote(std::string_view text, std::size_t offset) {
  while (offset < text.size()) {
    const char c = text[offset];
    if (c == '#' && is_at_token_start(text, offset)) {
      offset = std::min(text.find('\n', offset), text.size());
    } else if ((c == '"' || c == '\'') && is_at_token_start(text, offset)) {
      const std::size_t closed = closing_quote(text, offset);
      if (closed == std::string_view::npos) return offset;
      offset = closed;
    }
    ++offset;
  }
  return std::string_view::npos;
}

TextPosition position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line_end = before.rfind('\n');
  const std::string_view line = line_end == std::string_view::npos ? before : before.substr(line_end + 1);
  const auto characters =
      std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return {1 + static_cast<std::size_t>(std::ranges::count(before, '\n')),
          1 + static_cast<std::size_t>(characters)};
}

}  // namespace

YamlFault explain_yaml_error(std::string_view said_text, std::string_view text, std::size_t last_offset) {
  if (said_text == said::DOC_IN_SCALAR || said_text == said::EOF_IN_SCALAR) {
    const std::size_t open = unclosed_quote(text, last_offset);
    if (open == std::string_view::npos)
      return {"a text in quotes can not go on over this line", std::nullopt};
    return {"a quote is opened here and never closed; close it", position_of(text, open)};
  }
  for (const Explanation& explanation : explanations) {
    if (said_text.starts_with(explanation.said)) return {std::string(explanation.what), std::nullopt};
  }
  return {"this is not valid YAML; check the indentation and the quotes", std::nullopt};
}

}  // namespace patrol
