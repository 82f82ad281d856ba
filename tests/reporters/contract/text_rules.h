#pragma once

#include "tests/reporters/contract/complaints.h"

#include <string_view>
#include <vector>

namespace patrol::contract {

/// The code points of a text, or a complaint where it is no UTF-8.
std::vector<char32_t> code_points_of(std::string_view text, Complaints& complaints);

/// Well-formed UTF-8; no control character but line breaks and tabs; nothing that hides or reorders; no
/// carriage return but before a line feed, where the format's lines end so.
void check_characters(std::string_view text, bool has_returns, Complaints& complaints);

/// No command to a CI server in whose log the report may stand. `is_log`: the lines that begin with a command
/// of ours are looked at behind it.
void check_commands(std::string_view text, bool is_log, Complaints& complaints);

}  // namespace patrol::contract
