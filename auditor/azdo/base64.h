#pragma once

#include <string>
#include <string_view>

namespace patrol::azdo {

/// Base64 with its padding, as in an Authorization header.
std::string to_base64(std::string_view bytes);

/// Base64 for URLs and without padding, as in a JSON web token.
std::string to_base64url(std::string_view bytes);

}  // namespace patrol::azdo
