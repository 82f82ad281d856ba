#pragma once

#include <string>
#include <string_view>

namespace patrol::azdo {

/// `%41` becomes `A`; a `%` that starts no such pair stays.
std::string percent_decoded(std::string_view text);

}  // namespace patrol::azdo
