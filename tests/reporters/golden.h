#pragma once

#include <string_view>

namespace patrol {

/// Compares with tests/golden/<name>; with UPDATE_GOLDEN=1 in the environment the file is written instead,
/// to be reviewed as a difference.
void expect_golden(std::string_view name, std::string_view text);

}  // namespace patrol
