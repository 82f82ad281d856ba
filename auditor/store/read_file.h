#pragma once

#include "auditor/model/result.h"

#include <cstddef>
#include <string>

namespace patrol {

/// The bytes of a file of at most `most_bytes`; more is an error, whatever the file says of its size.
Result<std::string> read_file(const std::string& path, std::size_t most_bytes);

}  // namespace patrol
