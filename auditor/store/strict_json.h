#pragma once

#include "auditor/model/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace patrol {

/// Parses JSON as nlohmann does, and refuses what it lets through: doubled keys, of which the last would win,
/// and nesting deeper than `most_depth`. Messages name the line and column and quote nothing of the text.
Result<nlohmann::json> parse_strict_json(std::string_view text, const std::string& source_name,
                                         std::size_t most_depth);

}  // namespace patrol
