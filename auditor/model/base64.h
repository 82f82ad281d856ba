#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol {

/// Base64 with its padding, as in an Authorization header.
std::string to_base64(std::string_view bytes);

/// Base64 for URLs and without padding, as in a JSON web token or a subject descriptor (API.md 4.2).
std::string to_base64url(std::string_view bytes);

/// The way back from either alphabet, with or without padding; nothing where the text is neither.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace patrol
