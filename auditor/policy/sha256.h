#pragma once

#include <string>
#include <string_view>

namespace patrol {

/// The digest in lower-case hexadecimal.
std::string sha256(std::string_view bytes);

}  // namespace patrol
