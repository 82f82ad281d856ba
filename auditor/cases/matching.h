#pragma once

#include <string>
#include <vector>

namespace patrol::cases {

/// Whether every part can have a text of its own that holds it, and no text is left without a part. A text
/// may hold several parts, so that the first that comes may be the wrong one: `vso.code` is also in
/// `vso.code_write`.
bool are_paired(const std::vector<std::string>& parts, const std::vector<std::string>& texts);

}  // namespace patrol::cases
