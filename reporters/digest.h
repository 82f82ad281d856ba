#pragma once

#include <string>
#include <string_view>

namespace patrol {

/// SHA-256 of the bytes, in the two spellings that reports need.
std::string sha256_hex(std::string_view bytes);
std::string sha256_base64(std::string_view bytes);

}  // namespace patrol
