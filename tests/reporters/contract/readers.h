#pragma once

#include "tests/reporters/contract/complaints.h"

#include <span>
#include <string>
#include <string_view>

namespace patrol::contract {

// Each reads a report with means of its own and says what in it is not as the audit has it.

void check_azure_pipelines(const Audit& audit, std::string_view text, Complaints& complaints);
void check_console(const Audit& audit, std::string_view text, Complaints& complaints);
void check_csv(const Audit& audit, std::string_view text, Complaints& complaints);
void check_json(const Audit& audit, std::string_view text, Complaints& complaints);
void check_markdown(const Audit& audit, std::string_view text, Complaints& complaints);
void check_page(const Audit& audit, std::string_view text, Complaints& complaints);
void check_sarif(const Audit& audit, std::string_view text, Complaints& complaints);

/// Of all files of the report.
void check_junit(const Audit& audit, std::span<const std::string> texts, Complaints& complaints);

}  // namespace patrol::contract
