#pragma once

#include "auditor/policy/problems.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace patrol {

/// Why a text is no YAML, in our own words: the parser's may quote the text, in which a secret may stand.
struct YamlFault {
  std::string what;
  std::optional<TextPosition> at;  ///< where it is better known than the parser knows
};

/// `said` is the parser's message; `last_offset` is where the last good piece of the text starts.
YamlFault explain_yaml_error(std::string_view said, std::string_view text, std::size_t last_offset);

}  // namespace patrol
