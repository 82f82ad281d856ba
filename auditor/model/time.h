#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace patrol {

/// A moment in UTC, to the second: nothing that patrol decides or reports is finer.
using Time = std::chrono::sys_seconds;

/// Reads what Azure DevOps and people write: `2026-11-23`, `2026-11-23T04:04:38Z`, with zero to seven
/// fractional digits (cut), a zone `Z`, `+hh:mm` or none (then UTC; API.md 3.7). Nothing else.
std::optional<Time> parse_time(std::string_view text);

/// `2026-11-23T04:04:38Z`
std::string format_time(Time time);

/// `2026-11-23`
std::string format_date(Time time);

}  // namespace patrol
