#pragma once

#include "auditor/model/result.h"
#include "examples/emulator/description.h"

#include <string>
#include <vector>

namespace patrol::emulator {

/// Reads the text of an organization file. Every problem is told, with its place in the file.
Result<Description, std::vector<Error>> load_description(const std::string& text, const std::string& source);

/// Reads fault rules: a list of mappings, or one mapping without its braces as the command line takes it
/// (`path: tokenadmin, answer: drop`).
Result<std::vector<FaultRule>, std::vector<Error>> load_faults(const std::string& text,
                                                               const std::string& source);

class YamlSection;
struct Problems;

/// One rule; organization files hold them too.
FaultRule read_fault(YamlSection& section, Problems& problems);

}  // namespace patrol::emulator
