#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol {

/// The branch that a security token of Git is of, `feature/login`; empty where it is of all branches, nothing
/// where it is of none. Each part of the name stands in the token as the hexadecimal digits of its UTF-16,
/// the low byte first (API.md 5.1); one that is written otherwise is given as it stands.
std::optional<std::string> branch_of(std::string_view token);

}  // namespace patrol
