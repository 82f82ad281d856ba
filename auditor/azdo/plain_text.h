#pragma once

#include <string>
#include <string_view>

namespace patrol::azdo {

/// Foreign text as it may stand in a reason: one line without control characters, secrets of known forms
/// masked, at most about 300 characters.
std::string plain_text(std::string_view text);

/// Text of a header, where the service encodes it as in a query (X-TFS-ServiceError); ASCII only.
std::string decode_header_text(std::string_view text);

}  // namespace patrol::azdo
