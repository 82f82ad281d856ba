#pragma once

#include <string>
#include <string_view>

namespace patrol::azdo {

/// Every byte but letters, digits, `-._~` (RFC 3986, 2.3) and those of `also_plain` as `%41`.
std::string percent_encoded(std::string_view text, std::string_view also_plain = "");

/// `%41` becomes `A`; a `%` that starts no such pair stays.
std::string percent_decoded(std::string_view text);

}  // namespace patrol::azdo
