#pragma once

#include "auditor/model/audit.h"
#include "reporters/reporters.h"

#include <string>
#include <string_view>
#include <vector>

namespace patrol::contract {

// What every report promises (README, Reports), asked of a report by reading it back. Tests ask it of the
// audits that they know and of random ones, and the fuzzer of all that it can think of. Each answer is what
// was found wrong; empty is good.

/// One format: its characters, the commands in it, its syntax and its numbers, of each of its files.
std::vector<std::string> broken_promises(const Reporter& reporter, const Audit& audit);

/// The console, which is no row of the table and promises the same.
std::vector<std::string> broken_promises_of_console(const Audit& audit);

/// All rows of the table, and the console; each complaint begins with the name of its format.
std::vector<std::string> broken_promises(const Audit& audit);

/// Whether the report is the same for a copy of the audit that lies elsewhere, and on a stream and in a
/// program that write numbers as people of another country do.
bool gives_the_same_bytes(const Reporter& reporter, const Audit& audit);

/// Whether a reader for that format exists. One without would be promised nothing.
bool has_reader(std::string_view format);

}  // namespace patrol::contract
