#pragma once

#include <span>
#include <string>
#include <string_view>

namespace patrol::cli {

/// `, did you mean \`near\`?`, or the known words where none is near: `; known: \`a\` and \`b\``. `prefix`
/// stands before each of them.
std::string did_you_mean(std::string_view word, std::span<const std::string> known,
                         std::string_view prefix = "");

}  // namespace patrol::cli
