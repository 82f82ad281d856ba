#pragma once

#include "tests/end-to-end/process.h"

#include <map>
#include <string>
#include <vector>

namespace patrol::end_to_end {

/// The moment that Contoso was made for.
inline constexpr const char* reference_time = "2026-11-23T09:00:00Z";

/// The secret of Contoso's auditor. It must never be seen anywhere.
inline constexpr const char* auditor_secret = "contoso-auditor-demo-token";

/// A path in the source tree.
std::string source(const std::string& path);

/// All of Contoso's integrations.
std::string integrations();

/// What every program needs of the environment of the test, and nothing of patrol's or of a proxy.
std::vector<std::string> plain_environment();

/// The like with the auditor's token.
std::vector<std::string> auditor_environment();

/// The path of the built program.
std::string program();

/// Starts the built program.
Process start_patrol(const std::vector<std::string>& arguments, const std::vector<std::string>& environment);

/// Runs the built program to its end, by default with the auditor's token.
Ended run_patrol(const std::vector<std::string>& arguments,
                 const std::vector<std::string>& environment = auditor_environment());

/// Verdicts of a JSON report, by `integration / rule / project`.
using Verdicts = std::map<std::string, std::string>;
Verdicts verdicts_of(const std::string& report);

/// Whether each finding of a JSON report that failed or could not be decided names a remedy.
bool says_what_to_do(const std::string& report);

}  // namespace patrol::end_to_end
