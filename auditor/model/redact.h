#pragma once

#include <string>
#include <string_view>

namespace patrol {

/// The text with everything that has the form of a secret replaced by `***`: personal access tokens old and
/// new (API.md 8, format), `Authorization` values, JSON web tokens, the password of a URL, values that are
/// named `password`, `secret` and the like, and tokens of products that mark theirs. What is left is the same
/// under another pass.
std::string redact(std::string_view text);

/// Whether something in it was masked: two such texts may have been different ones.
bool is_masked(std::string_view text);

}  // namespace patrol
