#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace patrol::azdo {

/// The moment in a header such as `Retry-After: Wed, 21 Oct 2026 07:28:00 GMT`: the one form of HTTP in which
/// dates are written today (RFC 9110, 5.6.7). Nothing for all else, also for a day that is not that weekday.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

}  // namespace patrol::azdo
