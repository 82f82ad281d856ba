#pragma once

#include <string>
#include <string_view>

namespace patrol {

/// Of each UUID the first eight digits, which leave room for what is wrong: `(efe232ca…) expired on
/// 2026-11-01`.
std::string with_short_ids(std::string_view text);

}  // namespace patrol
