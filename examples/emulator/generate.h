#pragma once

#include "auditor/model/result.h"
#include "examples/emulator/description.h"

#include <string>

namespace patrol::emulator {

/// Reads `users=500,projects=50,accounts=20`.
Result<Generate> read_generate(const std::string& text);

/// Adds the people, projects and accounts of a big organization to a description. Accounts are
/// `svc-001@{organization}.com` and so on, each with one token, each a reader of some projects; the rule is
/// in README.md, so that a benchmark can write its integrations without asking.
void generate_into(Description& description, const Generate& wanted);

}  // namespace patrol::emulator
